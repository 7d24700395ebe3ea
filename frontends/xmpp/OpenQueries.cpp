// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OpenQueries.h"

#include "Incoming.h"
#include "Service.h"
#include "stream/ElementWriter.h"

#include <QRandomGenerator>

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumOpen = 20'000;
constexpr std::chrono::seconds patience{60};

QString conditionOf(const Element &stanza)
{
    const Element *error = stanza.child(u"error");
    if (!error)
        return {};
    for (const Element &child : error->children()) {
        if (child.ns() == QLatin1String("urn:ietf:params:xml:ns:xmpp-stanzas") &&
            child.name() != QLatin1String("text"))
            return child.name();
    }
    return {};
}

} // namespace

OpenQueries::OpenQueries() : m_prefix(QString::number(QRandomGenerator::global()->generate(), 36) + u'-') {}

void OpenQueries::ask(Service &service, const Query &query, Answered answered)
{
    const quint64 number = ++m_last;
    Clock &clock = service.host.clock();
    if (m_open.size() >= maximumOpen) {
        clock.schedule(std::chrono::milliseconds::zero(), &service.context,
                       [answered = std::move(answered)] { answered({}); });
        return;
    }
    const quint64 timer = clock.schedule(patience, &service.context, [this, number] { giveUp(number); });
    m_open.emplace(number, Open{query.to, std::move(answered), timer});

    ElementWriter xml;
    xml.open("iq");
    xml.attribute("type", query.type);
    xml.attribute("from", query.from);
    xml.attribute("to", query.to);
    xml.attribute("id", m_prefix + QString::number(number));
    xml.raw(query.payload);
    xml.close();
    service.door->send(query.to, xml.take());
}

void OpenQueries::finish(Service &service, const Incoming &incoming)
{
    if (!incoming.id.startsWith(m_prefix))
        return;
    const quint64 number = QStringView(incoming.id).mid(m_prefix.size()).toULongLong();
    const auto found = m_open.find(number);
    if (found == m_open.end() || incoming.from.full() != found->second.to)
        return;
    service.host.clock().cancel(found->second.timer);
    const Answered answered = std::move(found->second.answered);
    m_open.erase(found);
    QueryReply reply;
    if (incoming.type == QLatin1String("result")) {
        reply.outcome = QueryReply::Outcome::Result;
        if (!incoming.stanza.children().empty())
            reply.payload = &incoming.stanza.children().front();
    } else {
        reply.outcome = QueryReply::Outcome::Refused;
        reply.condition = conditionOf(incoming.stanza);
    }
    answered(reply);
}

void OpenQueries::giveUp(quint64 number)
{
    auto node = m_open.extract(number);
    if (!node.empty())
        node.mapped().answered({});
}

} // namespace spectrum::xmpp
