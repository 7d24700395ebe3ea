// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps waiting messages until the process ends: for database.type=none.
#pragma once

#include "instance/MessageBook.h"

#include <QHash>

namespace spectrum::core
{

class MemoryMessageBook final : public MessageBook
{
public:
    [[nodiscard]] bool isDurable() const override { return false; }
    QFuture<Result<QList<Entry>>> list() override;
    QFuture<Result<void>> put(const Entry &entry, const Message &message) override;
    QFuture<Result<QList<Numbered>>> handOver(const QList<qint64> &numbers) override;
    QFuture<Result<void>> takeBack(const QList<qint64> &numbers) override;
    QFuture<Result<void>> remove(const QList<qint64> &numbers) override;

private:
    QHash<qint64, Message> m_messages;
};

} // namespace spectrum::core
