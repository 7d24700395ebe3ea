// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LastActivity.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

IqResult write(qint64 seconds, const QString &text = {})
{
    ElementWriter xml;
    xml.open("query", "jabber:iq:last");
    xml.attribute("seconds", QString::number(std::max<qint64>(0, seconds)));
    if (!text.isEmpty())
        xml.text(text);
    xml.close();
    return {xml.take()};
}

} // namespace

LastActivity::LastActivity(Service &service, IqDispatcher &dispatcher)
    : m_service(service), m_start(service.host.clock().now())
{
    dispatcher.add(IqType::Get, u"query", u"jabber:iq:last",
                   [this](const IqRequest &request) { return answer(request); });
}

void LastActivity::handlePresence(User &user, const ContactPresenceChanged &event)
{
    if (event.presence.availability != Availability::Offline)
        return;
    KnownContact *known = user.findContact(event.contact);
    if (known && known->presence.availability != Availability::Offline)
        known->leftAt = m_service.host.clock().utc().toSecsSinceEpoch();
}

IqAnswer LastActivity::answer(const IqRequest &request) const
{
    const Incoming &incoming = request.incoming;
    if (incoming.to.kind == Destination::Kind::Service) {
        const auto uptime = m_service.host.clock().now() - m_start;
        return write(std::chrono::duration_cast<std::chrono::seconds>(uptime).count());
    }
    if (incoming.to.kind == Destination::Kind::Contact)
        return answerForContact(incoming.user, incoming.to.contact);
    return serviceUnavailable(QStringLiteral("Only the service and contacts tell their last activity."));
}

// Only whoever may see the presence may know more than it (XEP-0012 §5).
IqAnswer LastActivity::answerForContact(const UserId &id, const ContactId &contact) const
{
    const User *user = m_service.users.find(id);
    const KnownContact *known = user ? user->findContact(contact) : nullptr;
    if (!known)
        return itemNotFound(QStringLiteral("Nobody with that name is in your contact list."));
    const qint64 now = m_service.host.clock().utc().toSecsSinceEpoch();
    if (known->presence.availability != Availability::Offline) {
        const QDateTime &since = known->presence.idleSince;
        return write(since.isValid() ? now - since.toSecsSinceEpoch() : 0, known->presence.text);
    }
    if (known->leftAt == 0)
        return itemNotFound(QStringLiteral("It is not known since when this person is gone."));
    return write(now - known->leftAt, known->presence.text);
}

} // namespace spectrum::xmpp
