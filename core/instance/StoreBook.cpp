// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/StoreBook.h"

#include "store/Store.h"

namespace spectrum::core
{

StoreBook::StoreBook(store::Store &store, InstanceId instance)
    : m_store(store), m_instance(std::move(instance))
{
}

QFuture<Result<std::optional<Account>>> StoreBook::findAccount(const UserId &user)
{
    return m_store.accounts().find(m_instance, user);
}

QFuture<Result<std::optional<UserId>>> StoreBook::findOwner(const QString &name)
{
    return m_store.accounts().findOwner(m_instance, name);
}

QFuture<Result<void>> StoreBook::saveAccount(const Account &account)
{
    return m_store.accounts().put(m_instance, account);
}

QFuture<Result<void>> StoreBook::removeUser(const UserId &user)
{
    return m_store.accounts().remove(m_instance, user);
}

QFuture<Result<QList<Contact>>> StoreBook::findContacts(const UserId &user)
{
    return m_store.contacts().list(m_instance, user);
}

QFuture<Result<void>> StoreBook::saveContact(const UserId &user, const Contact &contact)
{
    return m_store.contacts().put(m_instance, user, contact);
}

QFuture<Result<void>> StoreBook::removeContact(const UserId &user, const ContactId &contact)
{
    return m_store.contacts().remove(m_instance, user, contact);
}

} // namespace spectrum::core
