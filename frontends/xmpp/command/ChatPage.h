// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows a page of a conversation as lines of a chat.
#pragma once

#include "../Dialogue.h"

namespace spectrum::xmpp::chatpage
{

// What leaves an answer as it is.
inline constexpr QLatin1String keep("-");

// Everything but the questions.
[[nodiscard]] QString introduce(const DialoguePage &page);
// One of the questions of a page, counted from zero.
[[nodiscard]] QString ask(const DialoguePage &page, qsizetype question);

} // namespace spectrum::xmpp::chatpage
