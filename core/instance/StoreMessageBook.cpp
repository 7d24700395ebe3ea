// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/StoreMessageBook.h"

#include "store/Store.h"

namespace spectrum::core
{

StoreMessageBook::StoreMessageBook(store::Store &store, InstanceId instance)
    : m_store(store), m_instance(std::move(instance))
{
}

QFuture<Result<QList<MessageBook::Entry>>> StoreMessageBook::list()
{
    return m_store.messages().list(m_instance);
}

QFuture<Result<void>> StoreMessageBook::put(const Entry &entry, const Message &message)
{
    return m_store.messages().put(m_instance, entry, message);
}

QFuture<Result<QList<MessageBook::Numbered>>> StoreMessageBook::handOver(const QList<qint64> &numbers)
{
    return m_store.messages().handOver(m_instance, numbers);
}

QFuture<Result<void>> StoreMessageBook::takeBack(const QList<qint64> &numbers)
{
    return m_store.messages().takeBack(m_instance, numbers);
}

QFuture<Result<void>> StoreMessageBook::remove(const QList<qint64> &numbers)
{
    return m_store.messages().remove(m_instance, numbers);
}

} // namespace spectrum::core
