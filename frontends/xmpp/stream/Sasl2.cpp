// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Sasl2.h"

#include "ElementWriter.h"

#include "../address/Jid.h"

#include <QCryptographicHash>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String bindNs("urn:xmpp:bind:0");
constexpr QLatin1String managementNs("urn:xmpp:sm:3");
constexpr QLatin1String copiesNs("urn:xmpp:carbons:2");
constexpr QLatin1String stateNs("urn:xmpp:csi:0");
constexpr qsizetype maximumTag = 64;

std::optional<Element> copyOf(const Element *element)
{
    return element ? std::optional(*element) : std::nullopt;
}

} // namespace

std::unique_ptr<Sasl2Request> Sasl2Request::read(const Element &authenticate)
{
    auto request = std::make_unique<Sasl2Request>();
    if (const Element *agent = authenticate.child(u"user-agent", ns))
        request->agent = agent->attribute("id");
    request->bind = copyOf(authenticate.child(u"bind", bindNs));
    request->resume = copyOf(authenticate.child(u"resume", managementNs));
    return request;
}

QString Sasl2Request::resource(const Jid &user) const
{
    const QString tag = bind ? bind->childText(u"tag").left(maximumTag) : QString();
    if (agent.isEmpty())
        return {};
    const QByteArray print =
        QCryptographicHash::hash((user.bare() + u'/' + agent).toUtf8(), QCryptographicHash::Sha256)
            .first(9)
            .toBase64(QByteArray::Base64UrlEncoding);
    const QString plain = QString::fromLatin1(print);
    const QString tagged = tag.isEmpty() ? plain : tag + u'.' + plain;
    return Jid::parse(user.bare() + u'/' + tagged) ? tagged : plain;
}

const Element *Sasl2Request::enableManagement() const
{
    return bind ? bind->child(u"enable", managementNs) : nullptr;
}

bool Sasl2Request::wantsCopies() const
{
    return bind && bind->child(u"enable", copiesNs);
}

bool Sasl2Request::isInactive() const
{
    return bind && bind->child(u"inactive", stateNs);
}

QByteArray sasl2Success(const QString &address, const QByteArray &inlined)
{
    ElementWriter xml;
    xml.open("success", Sasl2Request::ns.data());
    xml.leaf("authorization-identifier", address);
    xml.raw(inlined);
    xml.close();
    return xml.take();
}

QByteArray sasl2Bound(const QByteArray &inlined)
{
    ElementWriter xml;
    xml.open("bound", bindNs.data());
    xml.raw(inlined);
    xml.close();
    return xml.take();
}

QByteArray sasl2Feature()
{
    ElementWriter xml;
    xml.open("authentication", Sasl2Request::ns.data());
    xml.leaf("mechanism", "PLAIN");
    xml.open("inline");
    xml.open("bind", bindNs.data());
    xml.open("inline");
    for (const QLatin1String &feature : {copiesNs, stateNs, managementNs}) {
        xml.open("feature");
        xml.attribute("var", feature.data());
        xml.close();
    }
    xml.close();
    xml.close();
    xml.empty("sm", managementNs.data());
    xml.close();
    xml.close();
    return xml.take();
}

} // namespace spectrum::xmpp
