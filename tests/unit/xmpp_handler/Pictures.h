// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures for tests: as much of a file as anybody here reads.
#pragma once

#include <QByteArray>
#include <QCryptographicHash>

namespace spectrum::testing
{

// Of that many pixels each way; more is what 256 pixels count once in.
inline QByteArray png(char side, char more = 0)
{
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray("\0\0\0\rIHDR", 8) + QByteArray("\0\0", 2) + more +
           side + QByteArray("\0\0", 2) + more + side;
}

// As clients write it in presences.
inline QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
}

} // namespace spectrum::testing
