// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/MessageStore.h"

#include "store/Limits.h"

#include <spectrum/Codec.h>

#include <QTimeZone>

namespace spectrum::store
{

namespace
{

Error tooLarge()
{
    return {.kind = ErrorKind::TooLarge,
            .userText = QStringLiteral("This message is too long to be kept: at most %1 bytes.")
                            .arg(MessageStore::maximumSize)};
}

Result<QList<MessageEntry>> readList(Database &database, const InstanceId &instance)
{
    auto statement = database.prepare("SELECT number, user, since, handed_over, note, length(content)"
                                      " FROM messages WHERE instance=? ORDER BY number");
    if (!statement)
        return statement.error();
    statement->bind(instance.toString());
    QList<MessageEntry> entries;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return entries;
        entries.append({.number = statement->number(0),
                        .user = UserId(statement->text(1)),
                        .since = QDateTime::fromSecsSinceEpoch(statement->number(2), QTimeZone::utc()),
                        .isHandedOver = statement->number(3) != 0,
                        .note = statement->bytes(4).toByteArray(),
                        .size = statement->number(5)});
    }
}

Result<void> writeMessage(Database &database, const InstanceId &instance, const MessageEntry &entry,
                          const QByteArray &content)
{
    auto statement =
        database.prepare("INSERT INTO messages (instance, number, user, since, handed_over, note, content)"
                         " VALUES (?, ?, ?, ?, 0, ?, ?)");
    if (!statement)
        return statement.error();
    return statement->bind(instance.toString())
        .bind(entry.number)
        .bind(entry.user.toString())
        .bind(entry.since.toSecsSinceEpoch())
        .bind(QByteArrayView(entry.note))
        .bind(QByteArrayView(content))
        .run();
}

Result<void> markAll(Database &database, const InstanceId &instance, const QList<qint64> &numbers,
                     qint64 mark)
{
    for (const qint64 number : numbers) {
        auto statement = database.prepare("UPDATE messages SET handed_over=? WHERE instance=? AND number=?");
        if (!statement)
            return statement.error();
        const auto done = statement->bind(mark).bind(instance.toString()).bind(number).run();
        if (!done)
            return done;
    }
    return {};
}

Result<QList<NumberedMessage>> readMessages(Database &database, const InstanceId &instance,
                                            const QList<qint64> &numbers)
{
    QList<NumberedMessage> messages;
    for (const qint64 number : numbers) {
        auto statement = database.prepare("SELECT content FROM messages WHERE instance=? AND number=?");
        if (!statement)
            return statement.error();
        const auto row = statement->bind(instance.toString()).bind(number).step();
        if (!row)
            return row.error();
        if (!*row)
            continue;
        Result<Command> command = codec::decodeCommand(statement->bytes(0));
        if (!command)
            continue;
        if (auto *order = std::get_if<SendMessage>(&*command))
            messages.append({number, std::move(order->message)});
    }
    return messages;
}

Result<void> removeAll(Database &database, const InstanceId &instance, const QList<qint64> &numbers)
{
    for (const qint64 number : numbers) {
        auto statement = database.prepare("DELETE FROM messages WHERE instance=? AND number=?");
        if (!statement)
            return statement.error();
        if (const auto done = statement->bind(instance.toString()).bind(number).run(); !done)
            return done;
    }
    return {};
}

} // namespace

QFuture<Result<QList<MessageEntry>>> MessageStore::list(const InstanceId &instance)
{
    return m_writer.submit<QList<MessageEntry>>(
        Access::Read, [instance](Database &database) { return readList(database, instance); });
}

QFuture<Result<void>> MessageStore::put(const InstanceId &instance, const MessageEntry &entry,
                                        const Message &message)
{
    if (const auto texts = checkTexts({entry.user.toString()}); !texts)
        return refused<void>(texts.error());
    const QByteArray content = codec::encode(Command(SendMessage{.message = message}));
    if (content.size() + entry.note.size() > maximumSize)
        return refused<void>(tooLarge());
    return m_writer.submit<void>(Access::Write, [instance, entry, content](Database &database) {
        return writeMessage(database, instance, entry, content);
    });
}

QFuture<Result<QList<NumberedMessage>>> MessageStore::handOver(const InstanceId &instance,
                                                               const QList<qint64> &numbers)
{
    return m_writer.submit<QList<NumberedMessage>>(
        Access::Write, [instance, numbers](Database &database) -> Result<QList<NumberedMessage>> {
            if (const auto marked = markAll(database, instance, numbers, 1); !marked)
                return marked.error();
            return readMessages(database, instance, numbers);
        });
}

QFuture<Result<void>> MessageStore::takeBack(const InstanceId &instance, const QList<qint64> &numbers)
{
    return m_writer.submit<void>(Access::Write, [instance, numbers](Database &database) {
        return markAll(database, instance, numbers, 0);
    });
}

QFuture<Result<void>> MessageStore::remove(const InstanceId &instance, const QList<qint64> &numbers)
{
    return m_writer.submit<void>(Access::Write, [instance, numbers](Database &database) {
        return removeAll(database, instance, numbers);
    });
}

} // namespace spectrum::store
