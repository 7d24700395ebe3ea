// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Authorisations.h"

#include "ContactSyncState.h"
#include "stream/ElementWriter.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumAsking = 1'000;

} // namespace

void Authorisations::handleRequested(User &user, const AuthorisationRequested &event)
{
    if (!user.sync)
        user.sync = std::make_shared<ContactSyncState>();
    std::vector<ContactId> &asking = user.sync->asking;
    // A network may ask again whenever it likes; the user's server keeps the first question.
    if (asking.size() >= maximumAsking || std::ranges::find(asking, event.contact.id) != asking.end())
        return;
    asking.push_back(event.contact.id);

    ElementWriter xml;
    xml.open("presence");
    xml.attribute("type", "subscribe");
    xml.attribute("from", m_service.addresses.address(event.contact.id));
    xml.attribute("to", user.address());
    if (!event.text.isEmpty())
        xml.leaf("status", event.text);
    if (!event.contact.name.isEmpty())
        xml.leaf("nick", "http://jabber.org/protocol/nick", event.contact.name);
    xml.close();
    m_service.door->send(user.address(), xml.take());
}

void Authorisations::handleAnswer(const Incoming &incoming, User &user)
{
    if (!user.sync || std::erase(user.sync->asking, incoming.to.contact) == 0)
        return;
    const bool isGranted = incoming.type == QLatin1String("subscribed");
    const RequestId request = m_service.host.nextRequest();
    AnswerAuthorisation order{.request = request, .contact = incoming.to.contact};
    order.answer = isGranted ? AnswerAuthorisation::Answer::Granted : AnswerAuthorisation::Answer::Refused;
    // What went wrong shows when the network asks again.
    m_service.order(user.id(), request, order, [](const std::optional<Error> &, const QList<Room> &) {});
}

} // namespace spectrum::xmpp
