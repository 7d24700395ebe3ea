// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ElementWriter.h"

#include "Element.h"

#include <array>
#include <cstring>

namespace spectrum::xmpp
{

namespace
{

constexpr const char *replacement = "\xEF\xBF\xBD"; // U+FFFD

// 0 = as it is; otherwise what stands for the ASCII character.
constexpr std::array<const char *, 128> makeEscapes()
{
    std::array<const char *, 128> escapes{};
    for (size_t c = 0; c < 0x20; ++c)
        escapes[c] = replacement;
    escapes['\t'] = "&#9;";
    escapes['\n'] = "\n";
    escapes['\r'] = "&#13;";
    escapes[0x7f] = replacement;
    escapes['<'] = "&lt;";
    escapes['>'] = "&gt;";
    escapes['&'] = "&amp;";
    escapes['\''] = "&apos;";
    escapes['"'] = "&quot;";
    return escapes;
}
constexpr auto asciiEscapes = makeEscapes();

char *append(char *to, const char *text)
{
    const size_t size = std::strlen(text);
    std::memcpy(to, text, size);
    return to + size;
}

char *appendCodePoint(char *to, char32_t c)
{
    if (c < 0x800) {
        *to++ = static_cast<char>(0xC0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            *to++ = static_cast<char>(0xE0 | (c >> 12));
        } else {
            *to++ = static_cast<char>(0xF0 | (c >> 18));
            *to++ = static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        }
        *to++ = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    }
    *to++ = static_cast<char>(0x80 | (c & 0x3F));
    return to;
}

} // namespace

void ElementWriter::open(const char *name, const char *ns)
{
    closeTag();
    m_out += '<';
    m_out += name;
    m_open.append(name);
    m_isTagOpen = true;
    if (ns)
        attribute("xmlns", ns);
}

void ElementWriter::attribute(const char *name, QStringView value)
{
    m_out += ' ';
    m_out += name;
    m_out += "=\"";
    writeEscaped(value);
    m_out += '"';
}

void ElementWriter::attribute(const char *name, const char *value)
{
    m_out += ' ';
    m_out += name;
    m_out += "=\"";
    m_out += value;
    m_out += '"';
}

void ElementWriter::text(QStringView text)
{
    closeTag();
    writeEscaped(text);
}

void ElementWriter::close()
{
    const char *name = m_open.last();
    m_open.removeLast();
    if (m_isTagOpen) {
        m_out += "/>";
        m_isTagOpen = false;
        return;
    }
    m_out += "</";
    m_out += name;
    m_out += '>';
}

void ElementWriter::leaf(const char *name, QStringView content)
{
    leaf(name, nullptr, content);
}

void ElementWriter::leaf(const char *name, const char *content)
{
    open(name);
    closeTag();
    m_out += content;
    close();
}

void ElementWriter::leaf(const char *name, const char *ns, QStringView content)
{
    open(name, ns);
    text(content);
    close();
}

void ElementWriter::empty(const char *name, const char *ns)
{
    open(name, ns);
    close();
}

void ElementWriter::raw(QByteArrayView xml)
{
    if (xml.isEmpty())
        return;
    closeTag();
    m_out.append(xml.data(), xml.size());
}

void ElementWriter::element(const Element &element, QStringView outerNs)
{
    writeElement(element, outerNs);
}

// The reader bounds the depth, and with it the recursion.
void ElementWriter::writeElement(const Element &element, QStringView outerNs)
{
    const QByteArray name = element.name().toUtf8();
    open(name.constData());
    if (element.ns() != outerNs)
        attribute("xmlns", QStringView(element.ns()));
    for (const Element::Attribute &given : element.attributes())
        attribute(given.name.toUtf8().constData(), QStringView(given.value));
    const QStringView words = element.text();
    qsizetype written = 0;
    for (const Element &child : element.children()) {
        if (child.place() > written)
            text(words.sliced(written, child.place() - written));
        written = child.place();
        writeElement(child, element.ns());
    }
    if (written < words.size())
        text(words.sliced(written));
    close();
}

QByteArray ElementWriter::take()
{
    return std::exchange(m_out, {});
}

void ElementWriter::closeTag()
{
    if (m_isTagOpen) {
        m_out += '>';
        m_isTagOpen = false;
    }
}

void ElementWriter::writeEscaped(QStringView text)
{
    // The longest that one UTF-16 unit becomes is "&quot;".
    const qsizetype before = m_out.size();
    m_out.resize(before + text.size() * 6);
    char *to = m_out.data() + before;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        if (unit < 0x80) {
            if (const char *escape = asciiEscapes[unit])
                to = append(to, escape);
            else
                *to++ = static_cast<char>(unit);
        } else if (!QChar::isSurrogate(unit)) {
            to = unit >= 0xFFFE ? append(to, replacement) : appendCodePoint(to, unit);
        } else if (QChar::isHighSurrogate(unit) && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            to = appendCodePoint(to, QChar::surrogateToUcs4(unit, text[++i].unicode()));
        } else {
            to = append(to, replacement);
        }
    }
    m_out.resize(to - m_out.data());
}

} // namespace spectrum::xmpp
