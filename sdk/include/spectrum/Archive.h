// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What was said with somebody, kept for its user: written by a frontend in its own form, and found again.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/Result.h>

#include <QByteArray>
#include <QDateTime>
#include <QFuture>
#include <QList>
#include <QTimeZone>

namespace spectrum
{

struct ArchiveEntry {
    // Unique in the archive, and larger than that of every earlier entry: the moment in microseconds of UTC.
    qint64 number = 0;
    // With whom, in the frontend's spelling.
    QString partner = {};
    // Only the frontend understands it.
    QByteArray content = {};

    [[nodiscard]] QDateTime time() const
    {
        return QDateTime::fromMSecsSinceEpoch(number / 1000, QTimeZone::utc());
    }
    friend bool operator==(const ArchiveEntry &, const ArchiveEntry &) = default;
};

struct ArchiveQuery {
    enum class Page : quint8 { First, Last };

    // Which entries. Empty = with anybody.
    QString partner = {};
    // Both included; invalid = no bound.
    QDateTime from = {};
    QDateTime until = {};
    // Exactly these; empty = all.
    QList<qint64> numbers = {};

    // Which part of them. Both excluded; 0 = no bound.
    qint64 after = 0;
    qint64 before = 0;
    int limit = 50;
    Page page = Page::First;
};

struct ArchivePage {
    // The oldest first.
    QList<ArchiveEntry> entries = {};
    // How many there are in all, on this page and others.
    qint64 count = 0;
    // There is nothing beyond this page on the side to which it was read.
    bool isComplete = true;
};

// The host's, valid as long as the frontend lives. Used in the host's thread, in which futures finish.
class Archive
{
public:
    // Returns the entry's number at once. It is written with whatever else is written at that moment; what
    // cannot be written is logged and is not there later.
    virtual qint64 append(const UserId &user, const QString &partner, const QByteArray &content) = 0;
    // Finds every entry that was appended before. NotFound when after, before or one of the numbers names no
    // entry of the user.
    virtual QFuture<Result<ArchivePage>> find(const UserId &user, const ArchiveQuery &query) = 0;

protected:
    ~Archive() = default;
};

} // namespace spectrum
