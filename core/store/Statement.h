// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One prepared SQL statement while it is used: bind, step, read.
#pragma once

#include <spectrum/Result.h>

#include <QByteArray>
#include <QString>

struct sqlite3_stmt;

namespace spectrum::store
{

// Borrowed from the Database's cache and given back, reset and without its values, when destroyed. Used in
// the Database's thread. A bind that fails is reported by the next step().
class Statement
{
public:
    explicit Statement(sqlite3_stmt *statement) noexcept : m_statement(statement) {}
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;
    ~Statement();

    // Values in the order of the question marks. The bytes of a view must live until the statement ends.
    Statement &bind(const QString &text);
    Statement &bind(QByteArrayView bytes);
    Statement &bind(qint64 number);

    // True: there is a row. False: done.
    [[nodiscard]] Result<bool> step();
    // For a statement that returns no rows.
    [[nodiscard]] Result<void> run();

    // Columns of the current row, from 0.
    [[nodiscard]] QString text(int column) const;
    // Valid until the next step().
    [[nodiscard]] QByteArrayView bytes(int column) const;
    [[nodiscard]] qint64 number(int column) const;

private:
    void keep(int code) noexcept;

    sqlite3_stmt *m_statement;
    int m_next = 1;
    int m_bindError = 0;
};

} // namespace spectrum::store
