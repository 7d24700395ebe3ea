// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says whether an answer suits its question, and spells it as the dialogues expect it.
#pragma once

#include "../Dialogue.h"

#include <optional>

namespace spectrum::xmpp::fieldcheck
{

inline constexpr qsizetype maximumLength = 4096;

// A sentence that says what is wrong with the answers to these fields; nothing = they suit. Answers to what
// nobody asked are taken out, and a Boolean becomes "1" or "0".
[[nodiscard]] std::optional<QString> tidy(const QList<Field> &fields, Dialogue::Answers &answers);
// The same for one field; people may say yes and no, and name a choice by its label or its number.
[[nodiscard]] std::optional<QString> tidy(const Field &field, QString &answer);

} // namespace spectrum::xmpp::fieldcheck
