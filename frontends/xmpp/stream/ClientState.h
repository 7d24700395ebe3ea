// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Holds back what a client that nobody looks at need not know yet (XEP-0352).
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

namespace spectrum::xmpp
{

// Exists while the client is inactive. Keeps the last presence and the last chat state of everybody.
class ClientState
{
public:
    static constexpr QLatin1String ns{"urn:xmpp:csi:0"};

    // Released: what was held goes first. Passed: the order does not matter.
    enum class Verdict : quint8 { Held, Passed, Released };

    explicit ClientState(qsizetype maximumHeld = 1000) : m_maximumHeld(maximumHeld) {}

    [[nodiscard]] Verdict judge(const QByteArray &stanza);
    // In the order in which their senders were first heard of.
    [[nodiscard]] QList<QByteArray> take();

private:
    qsizetype m_maximumHeld;
    QList<QByteArray> m_held;
    // Kind and sender.
    QHash<QByteArray, qsizetype> m_places;
};

} // namespace spectrum::xmpp
