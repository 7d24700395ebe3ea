// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StreamXml.h"

#include "ElementWriter.h"
#include "Sasl2.h"

#include <QRandomGenerator>

namespace spectrum::xmpp::streamxml
{

namespace
{

// A header stays open, so it is an element without its end.
QByteArray header(const char *ns, const char *addressName, const QString &address, const QString &id)
{
    ElementWriter xml;
    xml.open("stream:stream", ns);
    xml.attribute("xmlns:stream", streamsNs);
    xml.attribute(addressName, address);
    if (!id.isEmpty()) {
        xml.attribute("id", id);
        xml.attribute("version", "1.0");
        xml.attribute("xml:lang", "en");
    }
    xml.close();
    QByteArray bytes = xml.take();
    bytes.replace(bytes.size() - 2, 2, ">");
    return "<?xml version='1.0'?>" + bytes;
}

} // namespace

QByteArray componentHeader(const QString &domain)
{
    return header(componentNs, "to", domain, {});
}

QByteArray serverHeader(const QString &domain, const QString &id)
{
    return header(clientNs, "from", domain, id);
}

QByteArray framedHeader(const QString &domain, const QString &id)
{
    ElementWriter xml;
    xml.open("open", "urn:ietf:params:xml:ns:xmpp-framing");
    xml.attribute("from", domain);
    xml.attribute("id", id);
    xml.attribute("version", "1.0");
    xml.attribute("xml:lang", "en");
    xml.close();
    return xml.take();
}

QByteArray features(Offer offer, qsizetype bytes)
{
    ElementWriter xml;
    xml.open("stream:features");
    if (offer == Offer::Tls) {
        xml.open("starttls", "urn:ietf:params:xml:ns:xmpp-tls");
        xml.empty("required");
        xml.close();
    } else if (offer == Offer::Login) {
        xml.open("mechanisms", "urn:ietf:params:xml:ns:xmpp-sasl");
        xml.leaf("mechanism", "PLAIN");
        xml.close();
        xml.raw(sasl2Feature());
    } else {
        if (offer == Offer::Resource) {
            xml.empty("bind", "urn:ietf:params:xml:ns:xmpp-bind");
            xml.open("session", "urn:ietf:params:xml:ns:xmpp-session");
            xml.empty("optional");
            xml.close();
        }
        xml.empty("ver", "urn:xmpp:features:rosterver");
        // A client that is offered it again may ask for it again, which is an error (XEP-0198 §3).
        if (offer != Offer::ManagedSession)
            xml.empty("sm", "urn:xmpp:sm:3");
        xml.empty("csi", "urn:xmpp:csi:0");
    }
    // XEP-0478
    if (bytes > 0) {
        xml.open("limits", "urn:xmpp:stream-limits:0");
        xml.leaf("max-bytes", QString::number(bytes));
        xml.close();
    }
    xml.close();
    return xml.take();
}

QByteArray bound(const QString &id, const QString &address)
{
    ElementWriter xml;
    xml.open("iq");
    xml.attribute("id", id);
    xml.attribute("type", "result");
    xml.open("bind", "urn:ietf:params:xml:ns:xmpp-bind");
    xml.leaf("jid", address);
    xml.close();
    xml.close();
    return xml.take();
}

QByteArray emptyResult(const QString &id)
{
    ElementWriter xml;
    xml.open("iq");
    xml.attribute("type", "result");
    xml.attribute("id", id);
    xml.close();
    return xml.take();
}

QByteArray badRequest(const QString &id)
{
    ElementWriter xml;
    xml.open("iq");
    xml.attribute("id", id);
    xml.attribute("type", "error");
    xml.open("error");
    xml.attribute("type", "modify");
    xml.empty("bad-request", "urn:ietf:params:xml:ns:xmpp-stanzas");
    xml.close();
    xml.close();
    return xml.take();
}

QByteArray error(const StreamError &error)
{
    constexpr const char *ns = "urn:ietf:params:xml:ns:xmpp-streams";
    ElementWriter xml;
    xml.open("stream:error");
    xml.empty(error.condition, ns);
    if (!error.text.isEmpty())
        xml.leaf("text", ns, error.text);
    if (!error.detail.isEmpty())
        xml.raw(error.detail);
    xml.close();
    return xml.take();
}

QString randomId()
{
    quint32 words[4];
    QRandomGenerator::system()->fillRange(words);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words), sizeof words).toHex());
}

} // namespace spectrum::xmpp::streamxml
