// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/ContactStore.h"

#include "store/Limits.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace spectrum::store
{

namespace
{

// Whose list it is.
struct Owner {
    InstanceId instance = {};
    UserId user = {};
};

QString groupsText(const QStringList &groups)
{
    if (groups.isEmpty())
        return {};
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(groups)).toJson(QJsonDocument::Compact));
}

QStringList groupsOf(const QString &text)
{
    QStringList groups;
    if (text.isEmpty())
        return groups;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &group : array)
        groups.append(group.toString());
    return groups;
}

Result<void> checkContact(const Contact &contact)
{
    if (const auto texts = checkTexts({contact.id.toString(), contact.name}); !texts)
        return texts;
    if (const auto count = checkCount(contact.groups.size()); !count)
        return count;
    for (const QString &group : contact.groups) {
        if (const auto texts = checkTexts({group}); !texts)
            return texts;
    }
    return {};
}

Result<QList<Contact>> readList(Database &database, const Owner &owner)
{
    auto statement = database.prepare("SELECT contact, name, groups FROM contacts"
                                      " WHERE instance=? AND user=? ORDER BY contact");
    if (!statement)
        return statement.error();
    statement->bind(owner.instance.toString()).bind(owner.user.toString());
    QList<Contact> contacts;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return contacts;
        contacts.append({.id = ContactId(statement->text(0)),
                         .name = statement->text(1),
                         .groups = groupsOf(statement->text(2))});
    }
}

Result<bool> updateContact(Database &database, const Owner &owner, const Contact &contact)
{
    auto statement =
        database.prepare("UPDATE contacts SET name=?, groups=? WHERE instance=? AND user=? AND contact=?");
    if (!statement)
        return statement.error();
    const auto done = statement->bind(contact.name)
                          .bind(groupsText(contact.groups))
                          .bind(owner.instance.toString())
                          .bind(owner.user.toString())
                          .bind(contact.id.toString())
                          .run();
    if (!done)
        return done.error();
    return database.changedRows() > 0;
}

Result<void> insertContact(Database &database, const Owner &owner, const Contact &contact)
{
    auto statement = database.prepare(
        "INSERT INTO contacts (instance, user, contact, name, groups) SELECT ?1, ?2, ?3, ?4, ?5"
        " WHERE (SELECT count(*) FROM contacts WHERE instance=?1 AND user=?2) < ?6");
    if (!statement)
        return statement.error();
    const auto done = statement->bind(owner.instance.toString())
                          .bind(owner.user.toString())
                          .bind(contact.id.toString())
                          .bind(contact.name)
                          .bind(groupsText(contact.groups))
                          .bind(qint64(ContactStore::maximumContacts))
                          .run();
    if (!done || database.changedRows() > 0)
        return done;
    return Error{.kind = ErrorKind::Overloaded,
                 .userText = QStringLiteral("The contact list is full: it holds at most %1.")
                                 .arg(ContactStore::maximumContacts)};
}

Result<void> writeContact(Database &database, const Owner &owner, const Contact &contact)
{
    const auto updated = updateContact(database, owner, contact);
    if (!updated)
        return updated.error();
    return *updated ? Result<void>() : insertContact(database, owner, contact);
}

Result<void> removeContact(Database &database, const Owner &owner, const ContactId &contact)
{
    auto statement = database.prepare("DELETE FROM contacts WHERE instance=? AND user=? AND contact=?");
    if (!statement)
        return statement.error();
    return statement->bind(owner.instance.toString())
        .bind(owner.user.toString())
        .bind(contact.toString())
        .run();
}

} // namespace

QFuture<Result<QList<Contact>>> ContactStore::list(const InstanceId &instance, const UserId &user)
{
    return m_writer.submit<QList<Contact>>(Access::Read, [owner = Owner{instance, user}](Database &database) {
        return readList(database, owner);
    });
}

QFuture<Result<void>> ContactStore::put(const InstanceId &instance, const UserId &user, Contact contact)
{
    if (const auto fits = checkContact(contact); !fits)
        return refused<void>(fits.error());
    return m_writer.submit<void>(
        Access::Write, [owner = Owner{instance, user}, contact = std::move(contact)](Database &database) {
            return writeContact(database, owner, contact);
        });
}

QFuture<Result<void>> ContactStore::remove(const InstanceId &instance, const UserId &user,
                                           const ContactId &contact)
{
    return m_writer.submit<void>(Access::Write, [owner = Owner{instance, user}, contact](Database &database) {
        return removeContact(database, owner, contact);
    });
}

} // namespace spectrum::store
