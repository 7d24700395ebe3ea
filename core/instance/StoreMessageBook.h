// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the waiting messages of one instance in the host's store.
#pragma once

#include "instance/MessageBook.h"

namespace spectrum::store
{
class Store;
}

namespace spectrum::core
{

class StoreMessageBook final : public MessageBook
{
public:
    StoreMessageBook(store::Store &store, InstanceId instance);

    [[nodiscard]] bool isDurable() const override { return true; }
    QFuture<Result<QList<Entry>>> list() override;
    QFuture<Result<void>> put(const Entry &entry, const Message &message) override;
    QFuture<Result<QList<Numbered>>> handOver(const QList<qint64> &numbers) override;
    QFuture<Result<void>> takeBack(const QList<qint64> &numbers) override;
    QFuture<Result<void>> remove(const QList<qint64> &numbers) override;

private:
    store::Store &m_store;
    InstanceId m_instance;
};

} // namespace spectrum::core
