// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "GatewayPrompt.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

constexpr const char *gatewayNs = "jabber:iq:gateway";

} // namespace

GatewayPrompt::GatewayPrompt(Service &service, IqDispatcher &dispatcher) : m_service(service)
{
    dispatcher.add(IqType::Get, u"query", u"jabber:iq:gateway",
                   [this](const IqRequest &request) { return tell(request); });
    dispatcher.add(IqType::Set, u"query", u"jabber:iq:gateway",
                   [this](const IqRequest &request) { return translate(request); });
}

IqAnswer GatewayPrompt::tell(const IqRequest &request) const
{
    if (request.incoming.to.kind != Destination::Kind::Service)
        return serviceUnavailable();
    ElementWriter xml;
    xml.open("query", gatewayNs);
    xml.leaf("desc", m_service.options.promptText);
    xml.leaf("prompt", m_service.options.promptLabel);
    xml.close();
    return IqResult{xml.take()};
}

IqAnswer GatewayPrompt::translate(const IqRequest &request) const
{
    if (request.incoming.to.kind != Destination::Kind::Service)
        return serviceUnavailable();
    QString typed = request.payload.childText(u"prompt").trimmed();
    if (typed.isEmpty())
        return notAcceptable(QStringLiteral("The name is missing."));
    // Some clients escape it themselves (XEP-0106), some people type the whole address.
    const bool isEscaped = typed.contains(QLatin1String("\\40")) || typed.contains(QLatin1String("\\20"));
    if (const auto address = Jid::parse(typed);
        address && address->hasNode() && address->domain() == m_service.options.domain)
        typed = m_service.addresses.nameOf(*address);
    else if (const auto own = isEscaped ? Jid::parse(typed + u'@' + m_service.options.domain) : std::nullopt)
        typed = m_service.addresses.nameOf(*own);

    const Network &network = m_service.host.network();
    QString address;
    if (network.isRoomName(typed)) {
        const Result<RoomId> room = network.roomId(typed);
        if (!room)
            return toStanzaError(room.error());
        address = m_service.addresses.address(*room);
    } else {
        const Result<ContactId> contact = network.contactId(typed);
        if (!contact)
            return toStanzaError(contact.error());
        address = m_service.addresses.address(*contact);
    }
    ElementWriter xml;
    xml.open("query", gatewayNs);
    xml.leaf("jid", address);
    // What older clients look for.
    xml.leaf("prompt", address);
    xml.close();
    return IqResult{xml.take()};
}

} // namespace spectrum::xmpp
