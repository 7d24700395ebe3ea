// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns texts of messages from libpurple's HTML into ours and back.
#pragma once

#include <QString>

namespace spectrum::purple
{

// "\n" for line ends, no formatting.
[[nodiscard]] QString textFromMarkup(const char *markup);
// The formatting, if there is any; empty = the text says it all.
[[nodiscard]] QString formattingOf(const char *markup);
// Without characters that no protocol carries; plugins put it into XML and lines as it is.
[[nodiscard]] QByteArray markupFromText(const QString &text);
[[nodiscard]] QByteArray cleanUtf8(const QString &text);

} // namespace spectrum::purple
