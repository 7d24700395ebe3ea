// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where one instance keeps messages that wait for their network: what it needs of a store, and no more.
#pragma once

#include "store/WaitingMessage.h"

#include <spectrum/Result.h>

#include <QFuture>
#include <QList>

namespace spectrum::core
{

// Futures finish in the host's thread, in the order of the calls. One that changes something finishes without
// an error only when the change is as durable as it gets here. Numbers are the caller's.
class MessageBook
{
public:
    using Entry = store::MessageEntry;
    using Numbered = store::NumberedMessage;

    virtual ~MessageBook() = default;

    // Whether messages outlive the process.
    [[nodiscard]] virtual bool isDurable() const = 0;
    // What an earlier process left, in the order of the numbers.
    virtual QFuture<Result<QList<Entry>>> list() = 0;
    virtual QFuture<Result<void>> put(const Entry &entry, const Message &message) = 0;
    // Marks them as given to the network, and returns those that could be read.
    virtual QFuture<Result<QList<Numbered>>> handOver(const QList<qint64> &numbers) = 0;
    // Takes the mark away.
    virtual QFuture<Result<void>> takeBack(const QList<qint64> &numbers) = 0;
    virtual QFuture<Result<void>> remove(const QList<qint64> &numbers) = 0;
};

} // namespace spectrum::core
