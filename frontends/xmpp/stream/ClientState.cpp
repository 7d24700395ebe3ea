// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientState.h"

#include <algorithm>
#include <utility>

namespace spectrum::xmpp
{

namespace
{

// Of our own writing: double quotes, nothing between name and quote.
QByteArrayView attribute(QByteArrayView tag, QByteArrayView name)
{
    const qsizetype found = tag.indexOf(name);
    if (found < 0)
        return {};
    const QByteArrayView rest = tag.sliced(found + name.size());
    return rest.first(std::max<qsizetype>(0, rest.indexOf('"')));
}

bool canWait(const QByteArray &stanza, QByteArrayView type)
{
    if (stanza.startsWith("<presence"))
        return (type.isEmpty() || type == "unavailable") && !stanza.contains("<status code=");
    return stanza.startsWith("<message") && type != "error" &&
           stanza.contains("\"http://jabber.org/protocol/chatstates\"") && !stanza.contains("<body") &&
           !stanza.contains("\"urn:xmpp:receipts\"") && !stanza.contains("\"urn:xmpp:chat-markers:0\"");
}

} // namespace

ClientState::Verdict ClientState::judge(const QByteArray &stanza)
{
    if (stanza.startsWith("<iq"))
        return Verdict::Passed;
    const QByteArrayView tag = QByteArrayView(stanza).first(std::max<qsizetype>(0, stanza.indexOf('>')));
    if (!canWait(stanza, attribute(tag, " type=\"")))
        return Verdict::Released;
    const QByteArray key = stanza[1] + attribute(tag, " from=\"").toByteArray();
    if (const auto place = m_places.constFind(key); place != m_places.cend()) {
        m_held[*place] = stanza;
        return Verdict::Held;
    }
    if (m_held.size() >= m_maximumHeld)
        return Verdict::Released;
    m_places.insert(key, m_held.size());
    m_held.append(stanza);
    return Verdict::Held;
}

QList<QByteArray> ClientState::take()
{
    m_places = {};
    return std::exchange(m_held, {});
}

} // namespace spectrum::xmpp
