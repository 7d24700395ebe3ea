// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns the texts of protocol plugins, which may be anything, into texts that can be shown.
#pragma once

#include <QString>
#include <QUrl>

namespace spectrum::purple
{

// Valid Unicode without control characters but line feeds and tabs; longer texts are cut.
[[nodiscard]] QString cleanText(const char *text, qsizetype maximum = 4000);
// The same without HTML, if there is any in it: plugins use both, and nothing says which.
[[nodiscard]] QString plainText(const char *text, qsizetype maximum = 4000);
// Of a button or a field: in one line, without the mark of its shortcut and without a colon at its end.
[[nodiscard]] QString labelText(const char *text);
// The one address of a page in a text; none if there are several.
[[nodiscard]] QUrl onlyAddress(const QString &text);

} // namespace spectrum::purple
