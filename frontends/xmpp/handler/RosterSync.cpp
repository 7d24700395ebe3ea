// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RosterSync.h"

#include "SyncMemory.h"
#include "stream/ElementWriter.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView rosterNs = u"jabber:iq:roster";
constexpr const char *rosterNamespace = "jabber:iq:roster";

quint32 printOf(const Contact &contact)
{
    return static_cast<quint32>(qHash(contact.id.toString(), SyncMemory::printOf(contact)));
}

QString nameOf(quint64 version)
{
    return QString::number(version, 36);
}

} // namespace

RosterSync::RosterSync(Service &service, IqDispatcher &dispatcher) : m_service(service)
{
    dispatcher.add(IqType::Get, u"query", rosterNs,
                   [this](const IqRequest &request) { return tell(request); });
    dispatcher.add(IqType::Set, u"query", rosterNs,
                   [this](const IqRequest &request) { return change(request); });
}

IqAnswer RosterSync::tell(const IqRequest &request)
{
    if (request.incoming.to.kind != Destination::Kind::Account)
        return toStanzaError({.kind = ErrorKind::NotAllowed});
    User &user = m_service.users.get(request.incoming.user);
    user.resource(request.incoming.from.resource()).wantsRoster = true;
    const quint64 version = countVersion(user);
    // RFC 6121 §2.6.3: the client has it already.
    if (request.payload.attribute("ver") == nameOf(version))
        return IqResult{};
    ElementWriter xml;
    openQuery(xml, user);
    for (const auto &known : user.contacts) {
        if (known->isAnnounced)
            writeItem(xml, known->contact);
    }
    xml.close();
    return IqResult{xml.take()};
}

IqAnswer RosterSync::change(const IqRequest &request)
{
    if (request.incoming.to.kind != Destination::Kind::Account)
        return toStanzaError({.kind = ErrorKind::NotAllowed});
    if (request.payload.children().size() != 1)
        return badRequest(QStringLiteral("A change of the roster has exactly one item."));
    const Element &item = request.payload.children().front();
    const Result<ContactId> contact = contactOf(item);
    if (!contact)
        return toStanzaError(contact.error());

    const RequestId id = m_service.host.nextRequest();
    const UserId &user = request.incoming.user;
    if (item.attribute("subscription") == QLatin1String("remove"))
        return order(user, id, RemoveContact{.request = id, .contact = *contact});
    SetContact wanted{.request = id, .contact = {.id = *contact, .name = item.attribute("name")}};
    for (const Element &group : item.children()) {
        if (group.name() == QLatin1String("group") && !group.text().isEmpty())
            wanted.contact.groups.append(group.text());
    }
    return order(user, id, wanted);
}

IqAnswer RosterSync::order(const UserId &user, RequestId request, Command command)
{
    auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    QFuture<IqOutcome> future = promise->future();
    m_service.order(user, request, std::move(command),
                    [promise](const std::optional<Error> &error, const QList<Room> &) {
                        promise->addResult(error ? IqOutcome(toStanzaError(*error)) : IqOutcome(IqResult{}));
                        promise->finish();
                    });
    return future;
}

Result<ContactId> RosterSync::contactOf(const Element &item) const
{
    const auto jid = Jid::parse(item.attribute("jid"));
    if (item.name() != QLatin1String("item") || !jid || jid->domain() != m_service.options.domain ||
        jid->node().isEmpty()) {
        return Error{.kind = ErrorKind::InvalidInput,
                     .userText = QStringLiteral("Only people of this service can be in this roster.")};
    }
    return m_service.host.network().contactId(m_service.addresses.nameOf(*jid));
}

void RosterSync::writeItem(ElementWriter &xml, const Contact &contact) const
{
    xml.open("item");
    xml.attribute("jid", m_service.addresses.address(contact.id));
    if (!contact.name.isEmpty())
        xml.attribute("name", contact.name);
    xml.attribute("subscription", "both");
    for (const QString &group : contact.groups)
        xml.leaf("group", group);
    xml.close();
}

quint64 RosterSync::countVersion(const User &user)
{
    forgetGone();
    quint64 &version = m_versions[user.id()];
    // Apart from that of a client that has nothing yet.
    version = 1;
    for (const auto &known : user.contacts) {
        if (!known->isAnnounced)
            continue;
        known->told = printOf(known->contact);
        version += known->told;
    }
    return version;
}

// Users who have left are forgotten when there are more of them than of those who are here.
void RosterSync::forgetGone()
{
    if (m_versions.size() <= 2 * m_service.users.size() + 64)
        return;
    std::erase_if(m_versions, [this](const auto &entry) { return !m_service.users.find(entry.first); });
}

void RosterSync::openQuery(ElementWriter &xml, const User &user) const
{
    xml.open("query", rosterNamespace);
    if (const auto version = m_versions.find(user.id()); version != m_versions.end())
        xml.attribute("ver", nameOf(version->second));
}

void RosterSync::push(const User &user, KnownContact &known)
{
    if (const auto version = m_versions.find(user.id()); version != m_versions.end()) {
        const quint32 print = printOf(known.contact);
        version->second += quint64(print) - std::exchange(known.told, print);
    }
    ElementWriter xml;
    openQuery(xml, user);
    writeItem(xml, known.contact);
    xml.close();
    send(user, xml.take());
}

void RosterSync::pushRemoval(const User &user, const KnownContact &known)
{
    if (const auto version = m_versions.find(user.id()); version != m_versions.end())
        version->second -= known.told;
    ElementWriter xml;
    openQuery(xml, user);
    xml.open("item");
    xml.attribute("jid", m_service.addresses.address(known.contact.id));
    xml.attribute("subscription", "remove");
    xml.close();
    xml.close();
    send(user, xml.take());
}

void RosterSync::send(const User &user, const QByteArray &query)
{
    for (const Resource &resource : user.resources) {
        if (!resource.wantsRoster)
            continue;
        const QString to = user.address() + u'/' + resource.name;
        ElementWriter xml;
        xml.open("iq");
        xml.attribute("type", "set");
        xml.attribute("from", user.address());
        xml.attribute("to", to);
        xml.attribute("id", QStringLiteral("push%1").arg(++m_pushes));
        xml.raw(query);
        xml.close();
        m_service.door->send(to, xml.take());
    }
}

} // namespace spectrum::xmpp
