// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/MemoryBook.h"

#include "instance/Answer.h"

#include <algorithm>

namespace spectrum::core
{

namespace
{

Error keepsNone()
{
    return {ErrorKind::Unsupported, QStringLiteral("No accounts are kept here.")};
}

} // namespace

QFuture<Result<std::optional<Account>>> MemoryBook::findAccount(const UserId &)
{
    return answered(Result<std::optional<Account>>(std::optional<Account>()));
}

QFuture<Result<std::optional<UserId>>> MemoryBook::findOwner(const QString &)
{
    return answered(Result<std::optional<UserId>>(std::optional<UserId>()));
}

QFuture<Result<QList<UserId>>> MemoryBook::findUsers(const UserId &, int)
{
    return answered(Result<QList<UserId>>(QList<UserId>()));
}

QFuture<Result<void>> MemoryBook::saveAccount(const Account &)
{
    return answered(Result<void>(keepsNone()));
}

QFuture<Result<void>> MemoryBook::removeUser(const UserId &user)
{
    if (m_contacts.remove(user))
        m_oldest.erase(std::find(m_oldest.begin(), m_oldest.end(), user));
    m_settings.remove(user);
    return answered(Result<void>());
}

QFuture<Result<QList<Contact>>> MemoryBook::findContacts(const UserId &user)
{
    return answered(Result<QList<Contact>>(m_contacts.value(user).values()));
}

QFuture<Result<void>> MemoryBook::saveContact(const UserId &user, const Contact &contact)
{
    if (!m_contacts.contains(user)) {
        if (m_contacts.size() >= maximumUsers) {
            m_contacts.remove(m_oldest.front());
            m_oldest.pop_front();
        }
        m_oldest.push_back(user);
    }
    m_contacts[user].insert(contact.id, contact);
    return answered(Result<void>());
}

QFuture<Result<void>> MemoryBook::removeContact(const UserId &user, const ContactId &contact)
{
    const auto contacts = m_contacts.find(user);
    if (contacts != m_contacts.end())
        contacts->remove(contact);
    return answered(Result<void>());
}

QFuture<Result<QMap<QString, QString>>> MemoryBook::findSettings(const UserId &user)
{
    return answered(Result<QMap<QString, QString>>(m_settings.find(user)));
}

QFuture<Result<void>> MemoryBook::saveSetting(const UserId &user, const QString &key, const QString &value)
{
    return answered(m_settings.save(user, key, value));
}

} // namespace spectrum::core
