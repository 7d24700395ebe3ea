// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes elements as UTF-8; the one place where text from outside is made fit for XML.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVarLengthArray>

namespace spectrum::xmpp
{

class Element;

// Whatever is given as text or attribute value, the output is well-formed: what XML 1.0 §2.2 does not allow
// (control characters, U+FFFE, U+FFFF, lone surrogates) becomes U+FFFD. Element and attribute names are the
// program's own and must outlive the writer.
class ElementWriter
{
public:
    ElementWriter() { m_out.reserve(512); }

    void open(const char *name, const char *ns = nullptr);
    void attribute(const char *name, QStringView value);
    void attribute(const char *name, const QString &value) { attribute(name, QStringView(value)); }
    // For values of the program's own, which need no escaping.
    void attribute(const char *name, const char *value);
    void text(QStringView text);
    // Closes the innermost open element.
    void close();

    // An element with nothing but text in it.
    void leaf(const char *name, QStringView text);
    void leaf(const char *name, const QString &text) { leaf(name, QStringView(text)); }
    void leaf(const char *name, const char *text);
    void leaf(const char *name, const char *ns, QStringView text);
    // An element with nothing in it.
    void empty(const char *name, const char *ns = nullptr);

    // Finished XML of our own.
    void raw(QByteArrayView xml);
    // A tree that was read, as it was. Its namespace is written unless it is that of the element around it.
    void element(const Element &element, QStringView outerNs = u"jabber:client");

    // What was written; the writer is empty again.
    [[nodiscard]] QByteArray take();

private:
    void closeTag();
    void writeElement(const Element &element, QStringView outerNs);
    void writeEscaped(QStringView text);

    QByteArray m_out;
    QVarLengthArray<const char *, 12> m_open;
    bool m_isTagOpen = false;
};

} // namespace spectrum::xmpp
