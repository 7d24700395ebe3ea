// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes the stanzas that more than one handler sends.
#pragma once

#include "ErrorMap.h"

#include "stream/ElementWriter.h"

#include <spectrum/Presence.h>

#include <QByteArray>
#include <QString>

namespace spectrum::xmpp::stanzas
{

[[nodiscard]] QByteArray iqResult(const QString &from, const QString &to, const QString &id,
                                  const QByteArray &payload);
// Kind is "iq", "message" or "presence". An empty id is left out.
// Of a message, with what it said: some clients show an error only beside that. Empty: it is not known.
[[nodiscard]] QByteArray messageError(const QString &from, const QString &to, const QString &id,
                                      const QString &body, const StanzaError &error);
[[nodiscard]] QByteArray error(const char *kind, const QString &from, const QString &to, const QString &id,
                               const StanzaError &error);
// A presence of a kind that carries nothing: subscribed, unsubscribe, probe, …
[[nodiscard]] QByteArray signal(const char *type, const QString &from, const QString &to);
// Availability, show and status; more is what else somebody who is there says, finished.
[[nodiscard]] QByteArray presence(const QString &from, const QString &to, const Presence &presence,
                                  const QByteArray &more = {});
[[nodiscard]] QByteArray chat(const QString &from, const QString &to, const QString &body);

// The parts of a presence that say availability; leaves the element open.
void writeAvailability(ElementWriter &xml, const Presence &presence);
void writeError(ElementWriter &xml, const StanzaError &error);

} // namespace spectrum::xmpp::stanzas
