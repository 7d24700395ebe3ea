// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One element of a stream with its attributes, text and children: a value, light enough for every message.
#pragma once

#include <QString>

#include <vector>

namespace spectrum::xmpp
{

// Namespaces are resolved; the component namespace reads as jabber:client (XEP-0114 §3), so nobody above the
// stream has to know which kind of stream it was. Prefixed attributes are dropped, xml:lang apart.
class Element
{
public:
    struct Attribute {
        QString name;
        QString value;
    };

    Element() = default;
    Element(QString name, QString ns) : m_name(std::move(name)), m_ns(std::move(ns)) {}

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const QString &ns() const { return m_ns; }
    [[nodiscard]] bool is(QStringView name, QStringView ns) const { return m_name == name && m_ns == ns; }
    [[nodiscard]] bool is(QStringView name, QLatin1String ns) const { return m_name == name && m_ns == ns; }

    // The value, or a null string.
    [[nodiscard]] QString attribute(const char *name) const;
    [[nodiscard]] const std::vector<Attribute> &attributes() const { return m_attributes; }

    // A message, a presence or an iq.
    [[nodiscard]] bool isStanza() const;

    // All character data directly in the element.
    [[nodiscard]] const QString &text() const { return m_text; }
    // How many characters of its parent's text come before it.
    [[nodiscard]] qsizetype place() const { return m_place; }

    [[nodiscard]] const std::vector<Element> &children() const { return m_children; }
    // The first child of that name; nullptr if there is none. Without a namespace it has that of the element itself:
    // a body or an error in somebody else's namespace is somebody else's.
    [[nodiscard]] const Element *child(QStringView name, QStringView ns = {}) const;
    [[nodiscard]] const Element *child(QStringView name, QLatin1String ns) const;
    // The text of that child, or a null string.
    [[nodiscard]] QString childText(QStringView name, QStringView ns = {}) const;

    void setAttribute(QString name, QString value);
    void reserveAttributes(size_t count) { m_attributes.reserve(count); }
    // Replaces the "from", or adds one.
    void setSender(const QString &address);
    void appendText(const QString &text) { m_text += text; }
    Element &appendChild(Element child);

private:
    QString m_name;
    QString m_ns;
    QString m_text;
    std::vector<Attribute> m_attributes;
    std::vector<Element> m_children;
    qsizetype m_place = 0;
};

} // namespace spectrum::xmpp
