// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/SqlError.h"

#include <sqlite3.h>

namespace spectrum::store
{

namespace
{

QString userText(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return QStringLiteral("This could not be kept: the disk is full.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return QStringLiteral("This could not be kept or read: the store is damaged.");
    default:
        return QStringLiteral("This could not be kept or read: the store failed.");
    }
}

} // namespace

Error sqlError(sqlite3 *connection)
{
    const int code = ::sqlite3_extended_errcode(connection);
    return {.kind = ErrorKind::StorageFailed,
            .userText = userText(code),
            .detail =
                QStringLiteral("%1 (%2)").arg(QString::fromUtf8(::sqlite3_errmsg(connection))).arg(code)};
}

Error sqlError(int code)
{
    return {.kind = ErrorKind::StorageFailed,
            .userText = userText(code),
            .detail = QStringLiteral("%1 (%2)").arg(QString::fromUtf8(::sqlite3_errstr(code))).arg(code)};
}

} // namespace spectrum::store
