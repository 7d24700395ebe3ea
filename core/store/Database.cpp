// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Database.h"

#include "store/SqlError.h"
#include "system/FileDescriptor.h"

#include <QFile>
#include <QFileInfo>
#include <QVersionNumber>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>

namespace spectrum::store
{

namespace
{

constexpr qint64 pageSize = 4096; // SQLCipher's, since version 4
constexpr QByteArrayView plainHeader("SQLite format 3\0", 16);

// These do not touch the file, so that they can come before its key is known to fit.
constexpr char firstSettings[] = "PRAGMA locking_mode=EXCLUSIVE;"
                                 "PRAGMA temp_store=MEMORY;";

// Cache: 2 MiB hold the leaves of some ten thousand accounts; it grows only with use.
constexpr char settings[] = "PRAGMA synchronous=FULL;"
                            "PRAGMA secure_delete=ON;"
                            "PRAGMA foreign_keys=ON;"
                            "PRAGMA trusted_schema=OFF;"
                            "PRAGMA cache_size=-2048;"
                            "PRAGMA journal_size_limit=4194304;";

Error refusal(const QString &text, const QString &detail = {})
{
    return {.kind = ErrorKind::StorageFailed, .userText = text, .detail = detail};
}

QString systemError()
{
    return QString::fromLocal8Bit(strerror(errno));
}

void configureEngine()
{
    static std::once_flag once;
    std::call_once(once, [] {
        // Each connection has one thread at a time, and nobody asks how much memory is in use.
        ::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        ::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    });
}

// What can be said of a file without its key.
Result<void> checkFile(const QString &path)
{
    const system::FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen())
        return refusal(QStringLiteral("The store %1 cannot be opened: %2.").arg(path, systemError()));
    struct stat status {
    };
    if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
        return refusal(QStringLiteral("The store %1 is not a regular file.").arg(path));
    std::array<char, plainHeader.size()> header{};
    const ssize_t size = ::pread(file.number(), header.data(), header.size(), 0);
    if (size < 0)
        return refusal(QStringLiteral("The store %1 cannot be read: %2.").arg(path, systemError()));
    if (QByteArrayView(header.data(), size) == plainHeader)
        return refusal(QStringLiteral("The store %1 is not encrypted: it is a plain SQLite file.").arg(path));
    if (status.st_size < pageSize)
        return refusal(
            QStringLiteral("The store %1 is cut: it has only %2 bytes.").arg(path).arg(status.st_size));
    return {};
}

QString logOf(const QString &path)
{
    return path + QLatin1String("-wal");
}

qint64 sizeOfLog(const QString &path)
{
    const QFileInfo log(logOf(path));
    return log.exists() ? log.size() : -1;
}

// Uses the key as the engine wants it written: "x'…'", so that nothing needs to be derived from its bytes.
template <typename Use>
int withKeyText(const Secret &key, Use use)
{
    constexpr char digits[] = "0123456789abcdef";
    QByteArray text;
    text.reserve(2 * key.expose().size() + 3);
    text += "x'";
    for (const char byte : key.expose()) {
        text += digits[uchar(byte) >> 4];
        text += digits[uchar(byte) & 15];
    }
    text += '\'';
    const int code = use(text.constData(), int(text.size()));
    wipeMemory(text.data(), size_t(text.size()));
    return code;
}

void applyKey(sqlite3 *connection, const Secret &key)
{
    withKeyText(key, [connection](const char *text, int size) {
        return ::sqlite3_key_v2(connection, "main", text, size);
    });
    // Kept off stderr: what is wrong comes back as an error. Taking the first key switches the log on, so it
    // is switched off afterwards.
    ::sqlite3_exec(connection, "PRAGMA cipher_log_level=NONE;", nullptr, nullptr, nullptr);
}

} // namespace

Database::Database(sqlite3 *connection, QString path)
    : m_connection(connection), m_path(std::move(path)), m_logMark(connection), m_logSizeBefore(-1)
{
}

Result<std::unique_ptr<Database>> Database::connect(const QString &path, const Secret &key)
{
    configureEngine();
    const qint64 logSize = sizeOfLog(path);
    sqlite3 *connection = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = ::sqlite3_open_v2(QFile::encodeName(path).constData(), &connection, flags, nullptr);
    std::unique_ptr<Database> database(new Database(connection, path));
    database->m_logSizeBefore = logSize;
    if (code != SQLITE_OK)
        return refusal(QStringLiteral("The store %1 cannot be opened.").arg(path), sqlError(code).detail);
    // Until it is accepted, closing changes nothing.
    ::sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    ::sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (const auto engine = database->checkEngine(); !engine)
        return engine.error();
    applyKey(connection, key);
    if (const auto done = database->execute(firstSettings); !done)
        return refusal(QStringLiteral("The store %1 cannot be set up.").arg(path), done.error().detail);
    return database;
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const Secret &key)
{
    if (const auto file = checkFile(path); !file)
        return file.error();
    auto database = connect(path, key);
    if (!database)
        return database;
    if (const auto readable = (*database)->checkReadable(); !readable)
        return readable.error();
    if (const auto whole = (*database)->checkLog(); !whole)
        return whole.error();
    return database;
}

Result<std::unique_ptr<Database>> Database::create(const QString &path, const Secret &key)
{
    const system::FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return refusal(QStringLiteral("The store %1 cannot be made: %2.").arg(path, systemError()));
    return connect(path, key);
}

std::unique_ptr<Database> Database::lost()
{
    sqlite3 *connection = nullptr;
    ::sqlite3_open_v2(":memory:", &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    return std::unique_ptr<Database>(new Database(connection, {}));
}

Database::~Database()
{
    for (const auto &[sql, statement] : m_statements)
        ::sqlite3_finalize(statement);
    if (!m_isAccepted || !m_logMark.finish())
        ::sqlite3_db_config(m_connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    ::sqlite3_close_v2(m_connection);
    // Reading alone made an empty log.
    if (!m_isAccepted && m_logSizeBefore < 0 && !m_path.isEmpty() && sizeOfLog(m_path) == 0)
        QFile::remove(logOf(m_path));
}

Result<void> Database::checkEngine()
{
    auto statement = prepare("PRAGMA cipher_version");
    if (!statement)
        return statement.error();
    const auto row = statement->step();
    const QString version = row && *row ? statement->text(0) : QString();
    if (QVersionNumber::fromString(version) >= QVersionNumber(4, 6))
        return {};
    return refusal(QStringLiteral("The store %1 is not opened: this program's database engine %2.")
                       .arg(m_path, version.isEmpty()
                                        ? QStringLiteral("cannot encrypt")
                                        : QStringLiteral("is SQLCipher %1, and 4.6 is needed").arg(version)));
}

Result<void> Database::checkReadable()
{
    const auto tables = readNumber("SELECT count(*) FROM sqlite_master");
    if (tables && ::sqlite3_db_readonly(m_connection, "main") == 0)
        return {};
    const QString detail = tables ? QString() : tables.error().detail;
    switch (tables ? SQLITE_READONLY : ::sqlite3_errcode(m_connection) & 0xff) {
    case SQLITE_NOTADB:
        return refusal(
            QStringLiteral("The store %1 does not open with this key: the key is another one, or the "
                           "file is damaged.")
                .arg(m_path),
            detail);
    case SQLITE_CORRUPT:
        return refusal(QStringLiteral("The store %1 is damaged or cut.").arg(m_path), detail);
    case SQLITE_BUSY:
        return Error{.kind = ErrorKind::Conflict,
                     .userText = QStringLiteral("The store %1 is in use by another program.").arg(m_path)};
    case SQLITE_READONLY:
        return refusal(QStringLiteral("The store %1 cannot be written.").arg(m_path), detail);
    default:
        return refusal(QStringLiteral("The store %1 cannot be read.").arg(m_path), detail);
    }
}

Result<void> Database::checkLog()
{
    const auto mark = readNumber("PRAGMA application_id");
    if (!mark)
        return mark.error();
    if (*mark != LogMark::needsLog || m_logSizeBefore >= LogMark::logHeaderSize)
        return {};
    return refusal(
        QStringLiteral("The store %1 lacks its last changes: its log %1-wal is %2; put that back, or "
                       "give the changes up with \"truncate -s %3 %1-wal\".")
            .arg(m_path, m_logSizeBefore < 0 ? QStringLiteral("missing") : QStringLiteral("cut"))
            .arg(LogMark::logHeaderSize));
}

Result<void> Database::accept()
{
    if (const auto done = execute(settings); !done)
        return done;
    auto statement = prepare("PRAGMA journal_mode=WAL");
    if (!statement)
        return statement.error();
    const auto row = statement->step();
    if (!row)
        return row.error();
    const auto mark = readNumber("PRAGMA application_id");
    if (!mark)
        return mark.error();
    m_logMark.takeOver(*mark == LogMark::needsLog);
    ::sqlite3_db_config(m_connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    m_isAccepted = true;
    return {};
}

Result<Statement> Database::prepare(std::string_view sql)
{
    sqlite3_stmt *&statement = m_statements[sql];
    if (!statement && ::sqlite3_prepare_v3(m_connection, sql.data(), int(sql.size()),
                                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        m_statements.erase(sql);
        return sqlError(m_connection);
    }
    return Statement(statement);
}

Result<void> Database::execute(const QByteArray &sql)
{
    if (::sqlite3_exec(m_connection, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return sqlError(m_connection);
    return {};
}

Result<qint64> Database::readNumber(std::string_view sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return statement.error();
    const auto row = statement->step();
    if (!row)
        return row.error();
    return *row ? statement->number(0) : 0;
}

qint64 Database::changedRows() const
{
    return ::sqlite3_changes64(m_connection);
}

bool Database::isInTransaction() const
{
    return ::sqlite3_get_autocommit(m_connection) == 0;
}

Result<void> Database::rekey(const Secret &key)
{
    if (const auto emptied = emptyLog(); !emptied)
        return emptied;
    // The mark is in the file before the first page of the new key, and goes after the last of the old one.
    m_logMark.raise();
    if (!m_logMark.isInFile())
        return refusal(QStringLiteral("The store %1 cannot be written.").arg(m_path));
    const int code = withKeyText(key, [this](const char *text, int size) {
        return ::sqlite3_rekey_v2(m_connection, "main", text, size);
    });
    if (code != SQLITE_OK)
        return sqlError(code);
    // It also says so after a commit that failed, and uses the new key then.
    m_isAccepted = false;
    return {};
}

Result<std::unique_ptr<Database>> Database::openRekeyed(const QString &path, const Secret &key)
{
    auto database = open(path, key);
    if (!database)
        return database;
    // Before accept() takes the mark away.
    if (const auto folded = (*database)->m_logMark.fold(); !folded)
        return folded.error();
    if (const auto accepted = (*database)->accept(); !accepted)
        return accepted.error();
    if (const auto emptied = (*database)->emptyLog(); !emptied)
        return emptied.error();
    return database;
}

Result<void> Database::emptyLog()
{
    auto statement = prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!statement)
        return statement.error();
    m_logMark.logEmptied();
    return statement->run();
}

} // namespace spectrum::store
