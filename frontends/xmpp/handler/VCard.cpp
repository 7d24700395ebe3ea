// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "VCard.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

IqResult nameCard(const QString &name)
{
    ElementWriter xml;
    xml.open("vCard", "vcard-temp");
    xml.leaf("FN", name);
    xml.leaf("NICKNAME", name);
    xml.close();
    return {xml.take()};
}

} // namespace

VCard::VCard(Service &service, IqDispatcher &dispatcher) : m_service(service)
{
    dispatcher.add(IqType::Get, u"vCard", u"vcard-temp",
                   [this](const IqRequest &request) { return answer(request); });
}

IqAnswer VCard::answer(const IqRequest &request) const
{
    using Kind = Destination::Kind;
    const Destination &to = request.incoming.to;
    switch (to.kind) {
    case Kind::Service:
        return nameCard(m_service.options.identityName);
    case Kind::Participant:
        return nameCard(to.nickname);
    case Kind::Contact: {
        User *user = m_service.users.find(request.incoming.user);
        const KnownContact *known = user ? user->findContact(to.contact) : nullptr;
        const bool hasName = known && !known->contact.name.isEmpty();
        return nameCard(hasName ? known->contact.name : to.contact.toString());
    }
    case Kind::Account:
    case Kind::Room:
    case Kind::Nobody:
        break;
    }
    return itemNotFound(QStringLiteral("There is no vCard."));
}

} // namespace spectrum::xmpp
