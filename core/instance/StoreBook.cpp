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

QFuture<Result<QList<UserId>>> StoreBook::findUsers(const UserId &after, int limit)
{
    return m_store.accounts()
        .list(m_instance, after)
        .then([limit](const Result<QList<store::AccountEntry>> &found) -> Result<QList<UserId>> {
            if (!found)
                return found.error();
            QList<UserId> users;
            for (const store::AccountEntry &entry :
                 found->first(qBound(qsizetype(0), qsizetype(limit), found->size())))
                users.append(entry.user);
            return users;
        });
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

QFuture<Result<QMap<QString, QString>>> StoreBook::findSettings(const UserId &user)
{
    return m_store.settings().list({m_instance, user});
}

QFuture<Result<void>> StoreBook::saveSetting(const UserId &user, const QString &key, const QString &value)
{
    const store::SettingStore::Owner owner{m_instance, user};
    return value.isEmpty() ? m_store.settings().remove(owner, key)
                           : m_store.settings().put(owner, key, value);
}

} // namespace spectrum::core
