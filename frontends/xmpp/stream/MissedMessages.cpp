// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MissedMessages.h"

#include "ElementWriter.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

// Of our own making, so that it ends as all of them do.
QByteArray withTime(const QByteArray &message, const QDateTime &sentAt, const QString &domain)
{
    constexpr QByteArrayView end("</message>");
    if (message.contains("urn:xmpp:delay") || !message.endsWith(end))
        return message;
    ElementWriter xml;
    xml.open("delay", "urn:xmpp:delay");
    xml.attribute("from", domain);
    xml.attribute("stamp", sentAt.toUTC().toString(Qt::ISODateWithMs));
    xml.close();
    return message.chopped(end.size()) + xml.take() + end.toByteArray();
}

} // namespace

bool MissedMessages::isWorthKeeping(const QByteArray &stanza)
{
    if (!stanza.startsWith("<message"))
        return false;
    const QByteArrayView tag = QByteArrayView(stanza).first(std::max<qsizetype>(0, stanza.indexOf('>')));
    if (tag.contains(" type=\"groupchat\"") || tag.contains(" type=\"headline\""))
        return false;
    return tag.contains(" type=\"error\"") || stanza.contains("<body") ||
           stanza.contains("\"urn:xmpp:receipts\"");
}

bool MissedMessages::add(const QString &user, const QByteArray &message, const QDateTime &sentAt)
{
    Kept &kept = m_kept[user];
    const bool isKnown =
        std::any_of(kept.messages.cbegin(), kept.messages.cend(),
                    [&message](const auto &each) { return each.first.constData() == message.constData(); });
    if (isKnown)
        return true;
    const int lostBefore = kept.lost;
    kept.messages.append({message, sentAt});
    kept.bytes += message.size();
    m_bytes += message.size();
    while (!kept.messages.isEmpty() && (kept.messages.size() > m_limits.messagesPerUser ||
                                        kept.bytes > m_limits.bytesPerUser || m_bytes > m_limits.bytes)) {
        const qsizetype size = kept.messages.takeFirst().first.size();
        kept.bytes -= size;
        m_bytes -= size;
        ++kept.lost;
    }
    return kept.lost == lostBefore;
}

MissedMessages::Missed MissedMessages::take(const QString &user)
{
    const Kept kept = m_kept.take(user);
    m_bytes -= kept.bytes;
    Missed missed{.messages = {}, .lost = kept.lost};
    for (const auto &[message, sentAt] : kept.messages)
        missed.messages.append(withTime(message, sentAt, m_domain));
    return missed;
}

} // namespace spectrum::xmpp
