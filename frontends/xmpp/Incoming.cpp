// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Incoming.h"

#include "Options.h"

#include <spectrum/NetworkModule.h>

namespace spectrum::xmpp
{

namespace
{

Destination readDestination(const Jid &to, const AddressMap &addresses, const Network &network)
{
    using Kind = Destination::Kind;
    if (!to.hasNode())
        return {.kind = Kind::Service};
    const QString name = addresses.nameOf(to);
    if (network.isRoomName(name)) {
        const auto room = network.roomId(name);
        if (!room)
            return {};
        return {.kind = to.resource().isEmpty() ? Kind::Room : Kind::Participant,
                .room = *room,
                .nickname = addresses.nicknameOf(to)};
    }
    const auto contact = network.contactId(name);
    if (!contact)
        return {};
    return {.kind = Kind::Contact, .contact = *contact};
}

// The user's own address is also that of a contact of the same name, whom messages are for.
bool isForOwnAccount(const Incoming &incoming)
{
    return incoming.toText.isEmpty() || (incoming.toText == incoming.user.toString() &&
                                         incoming.stanza.name() != QLatin1String("message"));
}

} // namespace

Peer Destination::peer() const
{
    switch (kind) {
    case Kind::Room:
        return Peer::room(room);
    case Kind::Participant:
        return Peer::participant(room, nickname);
    case Kind::Contact:
    case Kind::Service:
    case Kind::Account:
    case Kind::Nobody:
        break;
    }
    return Peer::contact(contact);
}

std::optional<Incoming> Incoming::read(const Element &stanza, const Options &options,
                                       const AddressMap &addresses, const Network &network)
{
    auto from = Jid::parse(stanza.attribute("from"));
    if (!from)
        return std::nullopt;
    const bool isServer = options.mode == Mode::Server;
    UserId user(from->bare());
    Incoming incoming{.stanza = stanza,
                      .from = *from,
                      .user = std::move(user),
                      .id = stanza.attribute("id"),
                      .type = stanza.attribute("type"),
                      .toText = stanza.attribute("to"),
                      .to = {}};
    if (isServer && isForOwnAccount(incoming)) {
        incoming.to.kind = Destination::Kind::Account;
        if (incoming.toText.isEmpty())
            incoming.toText = incoming.user.toString();
        return incoming;
    }
    const auto to = Jid::parse(incoming.toText);
    if (to && to->domainView() == options.domain)
        incoming.to = readDestination(*to, addresses, network);
    return incoming;
}

} // namespace spectrum::xmpp
