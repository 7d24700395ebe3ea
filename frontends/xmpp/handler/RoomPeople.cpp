// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RoomPeople.h"

namespace spectrum::xmpp
{

template <typename Write>
void RoomPeople::tell(const User &user, const RoomStay &stay, Write write)
{
    const RoomWriter writer(m_service.addresses.address(stay.room));
    for (const QString &resource : stay.joined) {
        const QString to = user.address() + u'/' + resource;
        ElementWriter xml;
        write(writer, xml, to);
        m_service.door->send(to, xml.take());
    }
}

void RoomPeople::handleChanged(User &user, const ParticipantChanged &event)
{
    const RoomStay *stay = user.findRoom(event.room);
    if (!stay)
        return;
    const int code = event.participant.nickname == stay->nickname ? 110 : 0;
    tell(user, *stay, [&](const RoomWriter &writer, ElementWriter &xml, const QString &to) {
        writer.writePresent(xml, to, event.participant, {code});
    });
}

void RoomPeople::handleRenamed(User &user, const ParticipantRenamed &event)
{
    RoomStay *stay = user.findRoom(event.room);
    if (!stay)
        return;
    const bool isSelf = event.from == stay->nickname;
    if (isSelf)
        stay->nickname = event.participant.nickname;
    const RoomWriter::Departure departure{.nickname = event.from,
                                          .newNickname = event.participant.nickname,
                                          .role = event.participant.role,
                                          .affiliation = event.participant.affiliation,
                                          .isSelf = isSelf};
    tell(user, *stay, [&](const RoomWriter &writer, ElementWriter &xml, const QString &to) {
        writer.writeGone(xml, to, departure);
    });
    tell(user, *stay, [&](const RoomWriter &writer, ElementWriter &xml, const QString &to) {
        writer.writePresent(xml, to, event.participant, {isSelf ? 110 : 0});
    });
}

void RoomPeople::handleLeft(User &user, const ParticipantLeft &event)
{
    const RoomStay *stay = user.findRoom(event.room);
    if (!stay)
        return;
    const RoomWriter::Departure departure{
        .nickname = event.nickname, .reason = event.reason, .by = event.by, .text = event.text};
    tell(user, *stay, [&](const RoomWriter &writer, ElementWriter &xml, const QString &to) {
        writer.writeGone(xml, to, departure);
    });
}

void RoomPeople::handleSubject(User &user, const SubjectChanged &event)
{
    const RoomStay *stay = user.findRoom(event.room);
    if (!stay)
        return;
    tell(user, *stay, [&](const RoomWriter &writer, ElementWriter &xml, const QString &to) {
        writer.writeSubject(xml, to, event.subject, event.by);
    });
}

} // namespace spectrum::xmpp
