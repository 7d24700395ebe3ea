// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnPublications.h"

#include "../stream/ElementReader.h"
#include "../stream/ElementWriter.h"
#include "OwnCard.h"
#include "PersonalNode.h"

namespace spectrum::xmpp
{

namespace
{

const QString avatarNode = QStringLiteral("urn:xmpp:avatar:data");

// It was written here, by an ElementWriter.
void parse(const QByteArray &xml, const OwnPublications::Got &got)
{
    ElementReader reader;
    reader.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                "version='1.0'>");
    reader.feed(xml);
    while (auto item = reader.take()) {
        if (const auto *kept = std::get_if<ElementReader::Stanza>(&*item))
            return got(OwnPublications::Outcome::Found, &kept->element);
    }
    got(OwnPublications::Outcome::Nothing, nullptr);
}

const Element *dataIn(const Element &pubsub)
{
    const Element *items = pubsub.child(u"items");
    const Element *item = items ? items->child(u"item") : nullptr;
    return item ? item->child(u"data", QLatin1String("urn:xmpp:avatar:data")) : nullptr;
}

} // namespace

void OwnPublications::fetchCard(const UserId &user, Got got)
{
    if (!m_store) {
        ask(user, QByteArrayLiteral("<vCard xmlns='vcard-temp'/>"),
            [got = std::move(got)](Outcome outcome, const Element *found) {
                const bool isCard = found && found->is(u"vCard", QLatin1String("vcard-temp"));
                got(isCard || !found ? outcome : Outcome::Nothing, isCard ? found : nullptr);
            });
        return;
    }
    read(
        user, [](const PersonalStore::Values &values) { return values.value(OwnCard::key()); },
        std::move(got));
}

void OwnPublications::fetchAvatar(const UserId &user, const QByteArray &hash, Got got)
{
    const QString id = QString::fromLatin1(hash);
    if (!m_store) {
        ElementWriter xml;
        xml.open("pubsub", "http://jabber.org/protocol/pubsub");
        xml.open("items");
        xml.attribute("node", avatarNode);
        xml.open("item");
        xml.attribute("id", id);
        xml.close();
        xml.close();
        xml.close();
        ask(user, xml.take(), [got = std::move(got)](Outcome outcome, const Element *found) {
            const Element *data = found ? dataIn(*found) : nullptr;
            got(data || !found ? outcome : Outcome::Nothing, data);
        });
        return;
    }
    read(
        user,
        [id](const PersonalStore::Values &values) {
            for (const PersonalNode::Item &item : PersonalNode(avatarNode).itemsIn(values)) {
                if (item.id == id)
                    return item.payload;
            }
            return QString();
        },
        std::move(got));
}

void OwnPublications::read(const UserId &user, Choose choose, Got got)
{
    m_store
        ->enqueue(user,
                  [choose = std::move(choose)](const PersonalStore::Values &values) -> PersonalStore::Step {
                      return {.outcome = IqResult{choose(values).toUtf8()}};
                  })
        .then(&m_service.context, [got = std::move(got)](const IqOutcome &outcome) {
            if (const auto *kept = std::get_if<IqResult>(&outcome))
                parse(kept->payload, got);
            else
                got(Outcome::Silent, nullptr);
        });
}

void OwnPublications::ask(const UserId &user, const QByteArray &payload, Got got)
{
    m_service.queries.ask(
        m_service, {.from = m_service.options.domain, .to = user.toString(), .payload = payload},
        [got = std::move(got)](const QueryReply &reply) {
            if (reply.isResult() && reply.payload)
                got(Outcome::Found, reply.payload);
            else
                got(reply.outcome == QueryReply::Outcome::Silent ? Outcome::Silent : Outcome::Nothing,
                    nullptr);
        });
}

} // namespace spectrum::xmpp
