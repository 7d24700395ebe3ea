// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Capabilities.h"

#include "DataForm.h"
#include "stream/ElementWriter.h"

#include <QCryptographicHash>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String product("https://spectrum.im");

} // namespace

Capabilities::Capabilities(QString category, QString type, QString name, QStringList features)
    : m_identities{{std::move(category), std::move(type), std::move(name)}}, m_features(std::move(features))
{
    m_features.sort();
    seal();
}

void Capabilities::addIdentity(const QString &category, const QString &type)
{
    m_identities.append({category, type, m_identities.first().name});
    std::sort(m_identities.begin(), m_identities.end());
    seal();
}

void Capabilities::setForm(const Form &form)
{
    m_form = form;
    seal();
}

void Capabilities::seal()
{
    const QString verified = verification();
    m_node = product + QLatin1Char('#') + verified;
    ElementWriter xml;
    xml.open("c", "http://jabber.org/protocol/caps");
    xml.attribute("hash", "sha-1");
    xml.attribute("node", product);
    xml.attribute("ver", verified);
    xml.close();
    m_element = xml.take();
}

QString Capabilities::verification() const
{
    QByteArray text;
    for (const Identity &identity : m_identities)
        text +=
            identity.category.toUtf8() + '/' + identity.type.toUtf8() + "//" + identity.name.toUtf8() + '<';
    for (const QString &feature : m_features)
        text += feature.toUtf8() + '<';
    if (!m_form.type.isEmpty())
        text += formVerification(m_form);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64());
}

QByteArray Capabilities::formVerification(const Form &form)
{
    QByteArray text = form.type.toUtf8() + '<';
    for (auto field = form.fields.cbegin(); field != form.fields.cend(); ++field) {
        text += field.key().toUtf8() + '<';
        QStringList values = *field;
        values.sort();
        for (const QString &value : values)
            text += value.toUtf8() + '<';
    }
    return text;
}

QByteArray Capabilities::writeForm(const Form &form)
{
    ElementWriter xml;
    xml.open("x", dataform::ns);
    xml.attribute("type", "result");
    dataform::writeFormType(xml, form.type.toUtf8().constData());
    for (auto field = form.fields.cbegin(); field != form.fields.cend(); ++field) {
        xml.open("field");
        xml.attribute("type", "list-multi");
        xml.attribute("var", field.key());
        for (const QString &value : *field)
            xml.leaf("value", value);
        xml.close();
    }
    xml.close();
    return xml.take();
}

Capabilities Capabilities::renamed(const QString &name) const
{
    Capabilities other = *this;
    other.m_identities.first().name = name;
    other.seal();
    return other;
}

QByteArray Capabilities::query(const QString &node) const
{
    ElementWriter xml;
    xml.open("query", "http://jabber.org/protocol/disco#info");
    if (!node.isEmpty())
        xml.attribute("node", node);
    for (const Identity &identity : m_identities) {
        xml.open("identity");
        xml.attribute("category", identity.category);
        xml.attribute("type", identity.type);
        xml.attribute("name", identity.name);
        xml.close();
    }
    for (const QString &feature : m_features) {
        xml.open("feature");
        xml.attribute("var", feature);
        xml.close();
    }
    if (!m_form.type.isEmpty())
        xml.raw(writeForm(m_form));
    xml.close();
    return xml.take();
}

} // namespace spectrum::xmpp
