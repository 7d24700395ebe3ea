// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PackedMessage.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace spectrum::xmpp
{

PackedMessage::PackedMessage(const OpenMessage &message) : m_wantsReceipt(message.wantsReceipt)
{
    const QString room = message.room.toString();
    const std::array<const QString *, Parts> parts{&message.sender, &message.recipient, &message.stanzaId,
                                                   &room,           &message.body,      &message.originId};
    std::transform(parts.begin(), parts.end(), m_lengths.begin(),
                   [](const QString *part) { return static_cast<quint32>(part->size()); });
    m_text.reserve(std::accumulate(m_lengths.begin(), m_lengths.end(), qsizetype(0)));
    for (const QString *part : parts)
        m_text.append(*part);
}

OpenMessage PackedMessage::unpack() const
{
    qsizetype start = 0;
    const auto next = [this, &start](Part part) {
        const qsizetype length = m_lengths[part];
        return m_text.sliced(std::exchange(start, start + length), length);
    };
    OpenMessage message;
    message.sender = next(Sender);
    message.recipient = next(Recipient);
    message.stanzaId = next(StanzaId);
    message.room = RoomId(next(Room));
    message.body = next(Body);
    message.originId = next(OriginId);
    message.wantsReceipt = m_wantsReceipt;
    return message;
}

} // namespace spectrum::xmpp
