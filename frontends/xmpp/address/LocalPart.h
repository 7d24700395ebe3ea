// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes any name of a network as the local part or the resource of an address, and reads it back (XEP-0106).
#pragma once

#include <QString>

namespace spectrum::xmpp
{

// XEP-0106 covers the characters that a local part may not hold. What nodeprep would change besides (upper case,
// compatibility characters), or what would read as something else, is written as "\5cu" and four hexadecimal
// digits, so that no two names share an address and each reads back as itself. A network whose names are canonical
// lower case never shows any of this.
[[nodiscard]] QString escapeLocalPart(const QString &name);
[[nodiscard]] QString unescapeLocalPart(QStringView localPart);

// The same for a nickname, which resourceprep treats more gently.
[[nodiscard]] QString escapeNickname(const QString &nickname);
[[nodiscard]] QString unescapeNickname(const QString &resource);

} // namespace spectrum::xmpp
