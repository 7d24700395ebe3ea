// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StreamXml.h"

#include "ElementWriter.h"

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

QByteArray error(const StreamError &error)
{
    constexpr const char *ns = "urn:ietf:params:xml:ns:xmpp-streams";
    ElementWriter xml;
    xml.open("stream:error");
    xml.empty(error.condition, ns);
    if (!error.text.isEmpty())
        xml.leaf("text", ns, error.text);
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
