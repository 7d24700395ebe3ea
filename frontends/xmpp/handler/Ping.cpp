// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Ping.h"

namespace spectrum::xmpp
{

Ping::Ping(Service &service, IqDispatcher &dispatcher) : m_service(service)
{
    dispatcher.add(IqType::Get, u"ping", u"urn:xmpp:ping",
                   [this](const IqRequest &request) { return answer(request); });
}

IqAnswer Ping::answer(const IqRequest &request) const
{
    using Kind = Destination::Kind;
    switch (request.incoming.to.kind) {
    case Kind::Service:
    case Kind::Account:
    case Kind::Room:
        return IqResult{};
    case Kind::Participant:
        return answerSelfPing(request);
    case Kind::Contact:
        return serviceUnavailable(QStringLiteral("The network has no pings between people."));
    case Kind::Nobody:
        break;
    }
    return itemNotFound(QStringLiteral("There can be nobody with that name."));
}

IqAnswer Ping::answerSelfPing(const IqRequest &request) const
{
    const Destination &to = request.incoming.to;
    User *user = m_service.users.find(request.incoming.user);
    const RoomStay *stay = user ? user->findRoom(to.room) : nullptr;
    if (!stay || !stay->joined.contains(request.incoming.from.resource()))
        return notAcceptable(QStringLiteral("You are not in that room."));
    if (stay->nickname == to.nickname)
        return IqResult{};
    // Who pings another name is told that the room is fine but the ping goes no further (XEP-0410 §3.3).
    return serviceUnavailable(QStringLiteral("The network has no pings between people."));
}

} // namespace spectrum::xmpp
