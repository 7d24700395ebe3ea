// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The mark in the file that says whether it lacks changes that are only in its write-ahead log.
#pragma once

#include <spectrum/Result.h>

struct sqlite3;

namespace spectrum::store
{

// A file whose log was deleted opens without an error and lacks the last changes. So the file itself says
// that it needs its log:
//   - the mark is the database's application id; the file begins its life without it (complete);
//   - before the first change after a fold, the mark is set in a transaction of its own and folded into the
//     file (raise());
//   - the transaction that follows takes the mark away again (lower()), but only in the log. Whoever folds
//     that log later - the next start, the last close, another tool - thereby makes the file complete.
// So every fold of this program while it runs leaves the mark in the file and a log of at least a header
// beside it, at whatever moment it is killed; a copy made through the engine carries no mark.
class LogMark
{
public:
    static constexpr qint64 complete = 0x53504332; // "SPC2"
    static constexpr qint64 needsLog = 0x5350434c; // "SPCL"
    // A log shorter than its header holds nothing, and never did when the mark is in the file.
    static constexpr qint64 logHeaderSize = 32;

    explicit LogMark(sqlite3 *connection) noexcept : m_connection(connection) {}
    LogMark(const LogMark &) = delete;
    LogMark &operator=(const LogMark &) = delete;

    // From now on this folds the log, instead of the engine. isRaised: the log in use ends with the mark.
    void takeOver(bool isRaised);
    // Before a transaction that writes: folds the log when that is due. What fails leaves the file as it is;
    // the transaction then finds out for itself.
    void raise();
    // Whether the file itself has the mark, so that a log that is lost will be missed.
    [[nodiscard]] bool isInFile() const noexcept { return m_isInFile; }
    // In that transaction.
    [[nodiscard]] Result<void> lower();
    // Folds the log whole while the mark stands, so that the file has it throughout.
    [[nodiscard]] Result<void> fold();
    // The log was folded completely and emptied, or that was tried.
    void logEmptied() noexcept { m_isInFile = false; }
    // Before the connection closes. False: the log must stay beside the file.
    [[nodiscard]] bool finish();

private:
    static int afterCommit(void *mark, sqlite3 *connection, const char *database, int pages);
    [[nodiscard]] Result<void> write(qint64 value);

    sqlite3 *m_connection;
    int m_pages = 0;           // in the log
    bool m_isInFile = false;   // folded by raise()
    bool m_isRaised = false;   // what a reader of file and log sees
    bool m_isLowering = false; // becomes true for readers with the next commit
};

} // namespace spectrum::store
