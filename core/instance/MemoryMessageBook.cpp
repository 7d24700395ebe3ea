// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/MemoryMessageBook.h"

#include "instance/Answer.h"

namespace spectrum::core
{

QFuture<Result<QList<MessageBook::Entry>>> MemoryMessageBook::list()
{
    return answered(Result<QList<Entry>>(QList<Entry>()));
}

QFuture<Result<void>> MemoryMessageBook::put(const Entry &entry, const Message &message)
{
    m_messages.insert(entry.number, message);
    return answered(Result<void>());
}

QFuture<Result<QList<MessageBook::Numbered>>> MemoryMessageBook::handOver(const QList<qint64> &numbers)
{
    QList<Numbered> found;
    for (const qint64 number : numbers) {
        const auto message = m_messages.constFind(number);
        if (message != m_messages.cend())
            found.append({number, *message});
    }
    return answered(Result<QList<Numbered>>(found));
}

QFuture<Result<void>> MemoryMessageBook::takeBack(const QList<qint64> &)
{
    // Nobody will read the mark: it would only matter to another process.
    return answered(Result<void>());
}

QFuture<Result<void>> MemoryMessageBook::remove(const QList<qint64> &numbers)
{
    for (const qint64 number : numbers)
        m_messages.remove(number);
    return answered(Result<void>());
}

} // namespace spectrum::core
