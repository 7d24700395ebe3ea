// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes colours, bold and other formatting codes out of a text, and every other control character too.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spectrum::irc
{

// Works on bytes because the codes are the same in every encoding that networks use. A tab becomes a space.
[[nodiscard]] QByteArray withoutFormatting(QByteArrayView text);
// Whether withoutFormatting() would change anything.
[[nodiscard]] bool hasFormatting(QByteArrayView text);

} // namespace spectrum::irc
