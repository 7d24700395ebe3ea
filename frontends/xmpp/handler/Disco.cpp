// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Disco.h"

#include "../command/CommandList.h"
#include "ServerInformation.h"
#include "stream/ElementWriter.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

constexpr const char *itemsNs = "http://jabber.org/protocol/disco#items";

QString feature(const char *name)
{
    return QString::fromLatin1(name);
}

QByteArray emptyItems(const QString &node)
{
    ElementWriter xml;
    xml.open("query", itemsNs);
    if (!node.isEmpty())
        xml.attribute("node", node);
    xml.close();
    return xml.take();
}

} // namespace

Disco::Disco(Service &service, IqDispatcher &dispatcher) : m_service(service)
{
    refresh();
    dispatcher.add(IqType::Get, u"query", u"http://jabber.org/protocol/disco#info",
                   [this](const IqRequest &request) { return tellInfo(request); });
    dispatcher.add(IqType::Get, u"query", u"http://jabber.org/protocol/disco#items",
                   [this](const IqRequest &request) { return tellItems(request); });
}

void Disco::refresh()
{
    const Options &options = m_service.options;
    const QStringList common{feature("http://jabber.org/protocol/disco#info"), feature("vcard-temp")};

    QStringList ofService = common;
    ofService << feature("http://jabber.org/protocol/disco#items") << feature("jabber:iq:version")
              << feature("urn:xmpp:ping") << feature("jabber:iq:last")
              << feature("http://jabber.org/protocol/muc") << CommandList::listNode();
    if (!m_service.isServer() && m_service.host.canKeepAccounts())
        ofService << feature("jabber:iq:register");
    if (m_service.isServer())
        ofService << feature("urn:xmpp:carbons:2") << feature("urn:xmpp:carbons:rules:0");
    else if (options.fetchesCards)
        ofService << feature("http://jabber.org/protocol/nick+notify")
                  << feature("urn:xmpp:avatar:metadata+notify");
    ofService << feature("jabber:iq:gateway");
    if (!m_service.host.network().searchFields().isEmpty())
        ofService << feature("jabber:iq:search");
    ofService << serverinformation::serviceFeatures(options);
    // An identity without a type is none (XEP-0030 §3.1).
    const QString type =
        options.identityType.isEmpty() ? m_service.host.networkName().toLower() : options.identityType;
    m_ofService = {options.identityCategory, type, options.identityName, ofService};
    serverinformation::describeService(options, m_ofService);

    m_ofContact = {feature("client"), feature("pc"), options.identityName,
                   common + QStringList{feature("jabber:iq:last"), feature("urn:xmpp:receipts"),
                                        feature("urn:xmpp:attention:0"),
                                        feature("http://jabber.org/protocol/chatstates"),
                                        feature("http://jabber.org/protocol/xhtml-im"),
                                        feature("jabber:x:oob")}};
    m_ofRoom = {feature("conference"),
                feature("text"),
                {},
                {feature("http://jabber.org/protocol/disco#info"), feature("http://jabber.org/protocol/muc"),
                 feature("http://jabber.org/protocol/muc#self-ping-optimization"),
                 feature("http://jabber.org/protocol/muc#stable_id"), feature("muc_open"),
                 feature("muc_public"), feature("muc_semianonymous"), feature("muc_temporary"),
                 feature("muc_unmoderated"), feature("urn:xmpp:ping")}};
    m_ofAccount = {feature("account"),
                   feature("registered"),
                   {},
                   QStringList{feature("http://jabber.org/protocol/disco#info"), feature("urn:xmpp:ping")} +
                       serverinformation::accountFeatures(m_service)};
    serverinformation::describeAccount(options, m_ofAccount);
}

IqAnswer Disco::tellInfo(const IqRequest &request) const
{
    using Kind = Destination::Kind;
    const Destination &to = request.incoming.to;
    const QString node = request.payload.attribute("node");
    switch (to.kind) {
    case Kind::Service:
        return tellServiceInfo(request.incoming.user, node);
    case Kind::Account:
        return IqResult{m_ofAccount.query(node)};
    case Kind::Contact:
    case Kind::Participant:
        if (!node.isEmpty() && node != m_ofContact.node())
            return itemNotFound();
        return IqResult{m_ofContact.query(node)};
    case Kind::Room:
        if (!node.isEmpty())
            return itemNotFound();
        return IqResult{m_ofRoom.renamed(to.room.toString()).query()};
    case Kind::Nobody:
        break;
    }
    return itemNotFound(QStringLiteral("There can be nobody with that name."));
}

IqAnswer Disco::tellServiceInfo(const UserId &user, const QString &node) const
{
    if (m_commands && m_commands->hasNode(node))
        return m_commands->tellInfo(user, node);
    if (!node.isEmpty() && node != m_ofService.node())
        return itemNotFound();
    return IqResult{m_ofService.query(node)};
}

IqAnswer Disco::tellItems(const IqRequest &request) const
{
    const QString node = request.payload.attribute("node");
    if (request.incoming.to.kind == Destination::Kind::Nobody)
        return itemNotFound(QStringLiteral("There can be nobody with that name."));
    if (request.incoming.to.kind != Destination::Kind::Service)
        return IqResult{emptyItems(node)};
    if (m_commands && m_commands->hasNode(node))
        return m_commands->tellItems(request.incoming.user, node);
    if (!node.isEmpty())
        return itemNotFound();
    if (m_service.host.stateOf(request.incoming.user) != SessionState::Online)
        return IqResult{emptyItems({})};
    return listRooms(request.incoming.user);
}

IqAnswer Disco::listRooms(const UserId &user) const
{
    const RequestId request = m_service.host.nextRequest();
    auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    QFuture<IqOutcome> future = promise->future();
    ListRooms order{.request = request, .limit = static_cast<quint32>(m_service.options.roomListLimit)};
    m_service.order(user, request, order,
                    [this, promise](const std::optional<Error> &error, const QList<Room> &rooms) {
                        // A network without a list of rooms has an empty one.
                        if (error && error->kind != ErrorKind::Unsupported && rooms.isEmpty())
                            promise->addResult(toStanzaError(*error));
                        else
                            promise->addResult(IqResult{writeRooms(rooms)});
                        promise->finish();
                    });
    return future;
}

QByteArray Disco::writeRooms(const QList<Room> &rooms) const
{
    ElementWriter xml;
    xml.open("query", itemsNs);
    qint64 left = m_service.options.roomListLimit;
    for (const Room &room : rooms) {
        if (left-- <= 0)
            break;
        xml.open("item");
        xml.attribute("jid", m_service.addresses.address(room.id));
        xml.attribute("name", room.name.isEmpty() ? room.id.toString() : room.name);
        xml.close();
    }
    xml.close();
    return xml.take();
}

} // namespace spectrum::xmpp
