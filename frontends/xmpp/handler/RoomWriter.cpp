// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RoomWriter.h"

#include "../Stanzas.h"

namespace spectrum::xmpp
{

namespace
{

constexpr const char *userNs = "http://jabber.org/protocol/muc#user";

const char *nameOf(Role role)
{
    switch (role) {
    case Role::Visitor:
        return "visitor";
    case Role::Moderator:
        return "moderator";
    case Role::Participant:
        break;
    }
    return "participant";
}

const char *nameOf(Affiliation affiliation)
{
    switch (affiliation) {
    case Affiliation::Member:
        return "member";
    case Affiliation::Admin:
        return "admin";
    case Affiliation::Owner:
        return "owner";
    case Affiliation::None:
        break;
    }
    return "none";
}

void writeStatus(ElementWriter &xml, const char *code)
{
    xml.open("status");
    xml.attribute("code", code);
    xml.close();
}

const char *codeOf(LeaveReason reason)
{
    switch (reason) {
    case LeaveReason::Kicked:
        return "307";
    case LeaveReason::Banned:
        return "301";
    case LeaveReason::Disconnected:
        return "332";
    case LeaveReason::Left:
    case LeaveReason::Quit:
    case LeaveReason::RoomClosed:
        break;
    }
    return nullptr;
}

} // namespace

void RoomWriter::begin(ElementWriter &xml, const char *type, const QString &nickname, const QString &to) const
{
    xml.open("presence");
    if (type)
        xml.attribute("type", type);
    xml.attribute("from", occupant(nickname));
    xml.attribute("to", to);
}

void RoomWriter::writePresent(ElementWriter &xml, const QString &to, const Participant &participant,
                              std::initializer_list<int> codes) const
{
    begin(xml, nullptr, participant.nickname, to);
    stanzas::writeAvailability(xml, {participant.availability, participant.statusText, {}});
    xml.open("x", userNs);
    writeItem(xml, nameOf(participant.role), nameOf(participant.affiliation), nullptr);
    for (const int code : codes) {
        if (code)
            writeStatus(xml, QByteArray::number(code).constData());
    }
    xml.close();
    xml.close();
}

void RoomWriter::writeGone(ElementWriter &xml, const QString &to, const Departure &departure) const
{
    begin(xml, "unavailable", departure.nickname, to);
    const bool isRenamed = !departure.newNickname.isEmpty();
    const bool isThrownOut =
        departure.reason == LeaveReason::Kicked || departure.reason == LeaveReason::Banned;
    if (!isThrownOut && !departure.text.isEmpty())
        xml.leaf("status", departure.text);
    xml.open("x", userNs);
    if (isRenamed)
        writeItem(xml, nameOf(departure.role), nameOf(departure.affiliation), &departure);
    else
        writeItem(xml, "none", departure.reason == LeaveReason::Banned ? "outcast" : "none", &departure);
    if (isRenamed)
        writeStatus(xml, "303");
    else if (const char *code = codeOf(departure.reason))
        writeStatus(xml, code);
    if (departure.isSelf)
        writeStatus(xml, "110");
    if (departure.reason == LeaveReason::RoomClosed) {
        xml.open("destroy");
        if (!departure.text.isEmpty())
            xml.leaf("reason", departure.text);
        xml.close();
    }
    xml.close();
    xml.close();
}

void RoomWriter::writeItem(ElementWriter &xml, const char *role, const char *affiliation,
                           const Departure *departure) const
{
    xml.open("item");
    xml.attribute("affiliation", affiliation);
    xml.attribute("role", role);
    if (departure && !departure->newNickname.isEmpty())
        xml.attribute("nick", departure->newNickname);
    const bool isThrownOut =
        departure && (departure->reason == LeaveReason::Kicked || departure->reason == LeaveReason::Banned);
    if (isThrownOut && !departure->by.isEmpty()) {
        xml.open("actor");
        xml.attribute("nick", departure->by);
        xml.close();
    }
    if (isThrownOut && !departure->text.isEmpty())
        xml.leaf("reason", departure->text);
    xml.close();
}

void RoomWriter::writeSubject(ElementWriter &xml, const QString &to, const QString &subject,
                              const QString &by) const
{
    xml.open("message");
    xml.attribute("type", "groupchat");
    xml.attribute("from", by.isEmpty() ? m_address : occupant(by));
    xml.attribute("to", to);
    // An empty one too: clients know by it that they are in (XEP-0045 §7.2.15).
    xml.leaf("subject", subject);
    xml.close();
}

} // namespace spectrum::xmpp
