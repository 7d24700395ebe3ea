// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "CommandList.h"

#include "../handler/Capabilities.h"
#include "stream/ElementWriter.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

constexpr const char *itemsNs = "http://jabber.org/protocol/disco#items";

QString text(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

IqAnswer CommandList::whenKnown(const UserId &user, Tell tell) const
{
    const auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    QFuture<IqOutcome> future = promise->future();
    m_audience.look(user, [promise, tell = std::move(tell)](const Result<Audience::Standing> &standing) {
        promise->addResult(standing ? tell(*standing) : IqOutcome(toStanzaError(standing.error())));
        promise->finish();
    });
    return future;
}

IqAnswer CommandList::tellInfo(const UserId &user, const QString &node) const
{
    const QString info = text("http://jabber.org/protocol/disco#info");
    const DialogueKind *kind = m_registry.find(node);
    if (!kind)
        return IqResult{
            Capabilities(text("automation"), text("command-list"), text("Commands"), {info}).query(node)};
    return whenKnown(user, [kind, node, info](const Audience::Standing &standing) -> IqOutcome {
        if (const auto refusal = Audience::refusal(*kind, standing))
            return *refusal;
        return IqResult{Capabilities(text("automation"), text("command-node"), kind->title,
                                     {info, listNode(), text("jabber:x:data")})
                            .query(node)};
    });
}

IqAnswer CommandList::tellItems(const UserId &user, const QString &node) const
{
    if (node == listNode())
        return whenKnown(user, [this](const Audience::Standing &standing) -> IqOutcome {
            return IqResult{writeItems(standing)};
        });
    ElementWriter xml;
    xml.open("query", itemsNs);
    xml.attribute("node", node);
    xml.close();
    return IqResult{xml.take()};
}

QByteArray CommandList::writeItems(const Audience::Standing &standing) const
{
    ElementWriter xml;
    xml.open("query", itemsNs);
    xml.attribute("node", listNode());
    for (const DialogueKind &kind : m_registry.kinds()) {
        if (Audience::refusal(kind, standing))
            continue;
        xml.open("item");
        xml.attribute("jid", m_service.options.domain);
        xml.attribute("node", kind.nodes.value(0, kind.name));
        xml.attribute("name", kind.title);
        xml.close();
    }
    xml.close();
    return xml.take();
}

} // namespace spectrum::xmpp
