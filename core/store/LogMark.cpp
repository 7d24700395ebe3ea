// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/LogMark.h"

#include "store/SqlError.h"

#include <QByteArray>

#include <sqlite3.h>

#include <utility>

namespace spectrum::store
{

namespace
{

// 4 MiB: a start after a crash reads them in a few milliseconds.
constexpr int pagesBeforeFold = 1000;

} // namespace

void LogMark::takeOver(bool isRaised)
{
    m_isRaised = isRaised;
    ::sqlite3_wal_hook(m_connection, afterCommit, this);
    // Killed between raise() and lower() last time.
    if (m_isRaised)
        static_cast<void>(lower().isOk());
}

void LogMark::raise()
{
    if (m_isInFile && m_pages < pagesBeforeFold)
        return;
    m_isLowering = false;
    if (!write(needsLog))
        return;
    m_isRaised = true;
    // What fails leaves the mark in the log only.
    static_cast<void>(fold().isOk());
}

Result<void> LogMark::fold()
{
    int all = 0;
    int folded = 0;
    const int code =
        ::sqlite3_wal_checkpoint_v2(m_connection, "main", SQLITE_CHECKPOINT_PASSIVE, &all, &folded);
    const bool isWhole = code == SQLITE_OK && folded == all;
    m_isInFile = m_isRaised && isWhole;
    if (!isWhole)
        return sqlError(code == SQLITE_OK ? SQLITE_BUSY : code);
    m_pages = 0;
    return {};
}

Result<void> LogMark::lower()
{
    if (!m_isRaised)
        return {};
    m_isLowering = true;
    return write(complete);
}

bool LogMark::finish()
{
    return !m_isRaised || (lower().isOk() && !m_isRaised);
}

int LogMark::afterCommit(void *mark, sqlite3 *, const char *, int pages)
{
    auto *self = static_cast<LogMark *>(mark);
    self->m_pages = pages;
    if (std::exchange(self->m_isLowering, false))
        self->m_isRaised = false;
    return SQLITE_OK;
}

Result<void> LogMark::write(qint64 value)
{
    const QByteArray sql = "PRAGMA application_id=" + QByteArray::number(value);
    if (::sqlite3_exec(m_connection, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return sqlError(m_connection);
    return {};
}

} // namespace spectrum::store
