// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Statement.h"

#include "store/SqlError.h"

#include <sqlite3.h>

#include <utility>

namespace spectrum::store
{

Statement::Statement(Statement &&other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr)),
      m_next(other.m_next),
      m_bindError(other.m_bindError)
{
}

Statement::~Statement()
{
    if (!m_statement)
        return;
    ::sqlite3_reset(m_statement);
    ::sqlite3_clear_bindings(m_statement);
}

void Statement::keep(int code) noexcept
{
    if (code != SQLITE_OK && m_bindError == SQLITE_OK)
        m_bindError = code;
}

Statement &Statement::bind(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    keep(::sqlite3_bind_text64(m_statement, m_next++, utf8.constData(), sqlite3_uint64(utf8.size()),
                               SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bind(QByteArrayView bytes)
{
    // Without an address the engine would take it for NULL.
    const char *data = bytes.isEmpty() ? "" : bytes.data();
    keep(::sqlite3_bind_blob64(m_statement, m_next++, data, sqlite3_uint64(bytes.size()), SQLITE_STATIC));
    return *this;
}

Statement &Statement::bind(qint64 number)
{
    keep(::sqlite3_bind_int64(m_statement, m_next++, number));
    return *this;
}

Result<bool> Statement::step()
{
    if (m_bindError != SQLITE_OK)
        return sqlError(m_bindError);
    switch (::sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return sqlError(::sqlite3_db_handle(m_statement));
    }
}

Result<void> Statement::run()
{
    const auto row = step();
    if (!row)
        return row.error();
    return {};
}

QString Statement::text(int column) const
{
    const auto *utf8 = reinterpret_cast<const char *>(::sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(utf8, ::sqlite3_column_bytes(m_statement, column));
}

QByteArrayView Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(::sqlite3_column_blob(m_statement, column));
    return {data, ::sqlite3_column_bytes(m_statement, column)};
}

qint64 Statement::number(int column) const
{
    return ::sqlite3_column_int64(m_statement, column);
}

} // namespace spectrum::store
