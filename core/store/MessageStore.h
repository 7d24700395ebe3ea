// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps messages that wait until their network is there again.
#pragma once

#include "store/WaitingMessage.h"
#include "store/Writer.h"

#include <QList>

namespace spectrum::store
{

// Used in the thread of the Writer, which outlives it. Numbers are the caller's: unique in an instance, in
// the order in which the messages are to be sent. Errors: TooLarge, Overloaded, StorageFailed.
class MessageStore
{
public:
    static constexpr qsizetype maximumSize = 262'144; // of one, in bytes

    explicit MessageStore(Writer &writer) noexcept : m_writer(writer) {}

    // All of an instance, in the order of their numbers.
    [[nodiscard]] QFuture<Result<QList<MessageEntry>>> list(const InstanceId &instance);
    // The entry's number, user, since and note count.
    QFuture<Result<void>> put(const InstanceId &instance, const MessageEntry &entry, const Message &message);
    // Marks them as handed over and reads them. When the future has finished the mark is on the disk. One
    // that is not there or cannot be read is missing in the answer.
    [[nodiscard]] QFuture<Result<QList<NumberedMessage>>> handOver(const InstanceId &instance,
                                                                   const QList<qint64> &numbers);
    // Takes the mark away: they wait again.
    QFuture<Result<void>> takeBack(const InstanceId &instance, const QList<qint64> &numbers);
    // Succeeds when there was none.
    QFuture<Result<void>> remove(const InstanceId &instance, const QList<qint64> &numbers);

private:
    Writer &m_writer;
};

} // namespace spectrum::store
