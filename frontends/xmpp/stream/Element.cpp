// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Element.h"

namespace spectrum::xmpp
{

QString Element::attribute(const char *name) const
{
    const QLatin1String wanted(name);
    for (const Attribute &attribute : m_attributes) {
        if (attribute.name == wanted)
            return attribute.value;
    }
    return {};
}

bool Element::isStanza() const
{
    return m_ns == QLatin1String("jabber:client") &&
           (m_name == QLatin1String("message") || m_name == QLatin1String("presence") ||
            m_name == QLatin1String("iq"));
}

const Element *Element::child(QStringView name, QStringView ns) const
{
    const QStringView wantedNs = ns.isEmpty() ? QStringView(m_ns) : ns;
    for (const Element &child : m_children) {
        if (child.m_name == name && child.m_ns == wantedNs)
            return &child;
    }
    return nullptr;
}

const Element *Element::child(QStringView name, QLatin1String ns) const
{
    for (const Element &child : m_children) {
        if (child.is(name, ns))
            return &child;
    }
    return nullptr;
}

QString Element::childText(QStringView name, QStringView ns) const
{
    const Element *found = child(name, ns);
    return found ? found->m_text : QString();
}

void Element::setAttribute(QString name, QString value)
{
    m_attributes.push_back({std::move(name), std::move(value)});
}

void Element::setSender(const QString &address)
{
    for (Attribute &attribute : m_attributes) {
        if (attribute.name == QLatin1String("from")) {
            attribute.value = address;
            return;
        }
    }
    setAttribute(QStringLiteral("from"), address);
}

Element &Element::appendChild(Element child)
{
    child.m_place = m_text.size();
    // A message has a body and one or two things beside it.
    constexpr size_t usualChildren = 3;
    if (m_children.capacity() == 0)
        m_children.reserve(usualChildren);
    m_children.push_back(std::move(child));
    return m_children.back();
}

} // namespace spectrum::xmpp
