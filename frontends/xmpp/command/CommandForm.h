// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows a page of a conversation as a command with a data form (XEP-0050, XEP-0004), and reads what was
// filled in.
#pragma once

#include "../Dialogue.h"
#include "../ErrorMap.h"

#include "stream/Element.h"

#include <variant>

namespace spectrum::xmpp::commandform
{

inline constexpr const char *ns = "http://jabber.org/protocol/commands";

struct Place {
    QString node = {};
    QString session = {};
};

[[nodiscard]] QByteArray write(const Place &place, const DialoguePage &page);
[[nodiscard]] QByteArray writeCancelled(const Place &place);

// What the form in the command says; several values of a field are lines. The page is the one that it
// answers.
[[nodiscard]] std::variant<Dialogue::Answers, StanzaError> read(const Element &command,
                                                                const DialoguePage &page);

// The conditions that XEP-0050 §4.4 adds to an error.
enum class Wrong : quint8 { MalformedAction, BadAction, BadPayload, BadSessionId, SessionExpired };
[[nodiscard]] StanzaError commandError(Wrong what, const QString &text);

} // namespace spectrum::xmpp::commandform
