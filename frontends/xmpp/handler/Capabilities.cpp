// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Capabilities.h"

#include "stream/ElementWriter.h"

#include <QCryptographicHash>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String product("https://spectrum.im");

// XEP-0115 §5.1.
QString verificationOf(const QString &category, const QString &type, const QString &name,
                       const QStringList &features)
{
    QByteArray text = category.toUtf8() + '/' + type.toUtf8() + "//" + name.toUtf8() + '<';
    for (const QString &feature : features)
        text += feature.toUtf8() + '<';
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64());
}

} // namespace

Capabilities::Capabilities(QString category, QString type, QString name, QStringList features)
    : m_category(std::move(category)),
      m_type(std::move(type)),
      m_name(std::move(name)),
      m_features(std::move(features))
{
    m_features.sort();
    const QString verification = verificationOf(m_category, m_type, m_name, m_features);
    m_node = product + QLatin1Char('#') + verification;
    ElementWriter xml;
    xml.open("c", "http://jabber.org/protocol/caps");
    xml.attribute("hash", "sha-1");
    xml.attribute("node", product);
    xml.attribute("ver", verification);
    xml.close();
    m_element = xml.take();
}

Capabilities Capabilities::renamed(const QString &name) const
{
    return {m_category, m_type, name, m_features};
}

QByteArray Capabilities::query(const QString &node) const
{
    ElementWriter xml;
    xml.open("query", "http://jabber.org/protocol/disco#info");
    if (!node.isEmpty())
        xml.attribute("node", node);
    xml.open("identity");
    xml.attribute("category", m_category);
    xml.attribute("type", m_type);
    xml.attribute("name", m_name);
    xml.close();
    for (const QString &feature : m_features) {
        xml.open("feature");
        xml.attribute("var", feature);
        xml.close();
    }
    xml.close();
    return xml.take();
}

} // namespace spectrum::xmpp
