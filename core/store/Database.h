// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One connection to one encrypted file.
#pragma once

#include "store/LogMark.h"
#include "store/Statement.h"

#include <spectrum/Result.h>
#include <spectrum/Secret.h>

#include <QString>

#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

struct sqlite3;

namespace spectrum::store
{

// Used by one thread at a time. The file is held exclusively, every commit is on the disk when it returns,
// and what is deleted is overwritten.
class Database
{
public:
    // Fails, with one sentence and without changing a byte, when there is no such file, it is empty, cut or
    // not encrypted, the key does not fit, or its write-ahead log is missing although the file needs it.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, const Secret &key);
    // Makes a new one; fails when the file exists.
    [[nodiscard]] static Result<std::unique_ptr<Database>> create(const QString &path, const Secret &key);

    // One that holds nothing and keeps nothing: every use of it is an error. For when there is no other.
    [[nodiscard]] static std::unique_ptr<Database> lost();

    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;
    ~Database();

    // sql must be a literal: the prepared statement is kept under its text. Borrowed once at a time.
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    // Runs any number of statements that return no rows.
    [[nodiscard]] Result<void> execute(const QByteArray &sql);
    [[nodiscard]] Result<qint64> readNumber(std::string_view sql);
    // Rows that the last statement changed.
    [[nodiscard]] qint64 changedRows() const;
    // False after an error that made the engine roll everything back.
    [[nodiscard]] bool isInTransaction() const;

    // From now on there is a write-ahead log, and closing folds it into the file. Before, closing leaves the
    // files as they are.
    [[nodiscard]] Result<void> accept();
    // Folds the write-ahead log into the file and empties it, so that nothing of what was deleted stays
    // there.
    [[nodiscard]] Result<void> emptyLog();
    // Encrypts the file anew, outside of a transaction and in one commit of the log. Whether that commit came
    // about only the files know, so after a success this must be deleted, and what the new key opens is
    // renewed; what it does not open has the old key.
    [[nodiscard]] Result<void> rekey(const Secret &key);
    // Opens a file after rekey() and folds its log, so that no page of the old key is left.
    [[nodiscard]] static Result<std::unique_ptr<Database>> openRekeyed(const QString &path,
                                                                       const Secret &key);
    [[nodiscard]] bool isOpen() const noexcept { return !m_path.isEmpty(); }
    [[nodiscard]] sqlite3 *connection() const noexcept { return m_connection; }
    // For transactions that write.
    [[nodiscard]] LogMark &logMark() noexcept { return m_logMark; }
    // Asks for emptyLog() after the transaction.
    void requestScrub() noexcept { m_isScrubRequested = true; }
    [[nodiscard]] bool takeScrubRequest() noexcept { return std::exchange(m_isScrubRequested, false); }

private:
    Database(sqlite3 *connection, QString path);

    [[nodiscard]] static Result<std::unique_ptr<Database>> connect(const QString &path, const Secret &key);
    [[nodiscard]] Result<void> checkEngine();
    [[nodiscard]] Result<void> checkReadable();
    [[nodiscard]] Result<void> checkLog();

    sqlite3 *m_connection;
    QString m_path;
    LogMark m_logMark;
    qint64 m_logSizeBefore; // -1: there was none
    std::unordered_map<std::string_view, sqlite3_stmt *> m_statements;
    bool m_isScrubRequested = false;
    bool m_isAccepted = false;
};

} // namespace spectrum::store
