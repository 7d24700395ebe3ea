// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "HtmlReader.h"

#include <array>

namespace spectrum::xmpp
{

namespace
{

struct Entity {
    QLatin1String name;
    char16_t character;
};

constexpr std::array entities{
    Entity{QLatin1String("amp"), u'&'},         Entity{QLatin1String("lt"), u'<'},
    Entity{QLatin1String("gt"), u'>'},          Entity{QLatin1String("quot"), u'"'},
    Entity{QLatin1String("apos"), u'\''},       Entity{QLatin1String("nbsp"), u'\u00a0'},
    Entity{QLatin1String("hellip"), u'\u2026'}, Entity{QLatin1String("mdash"), u'\u2014'},
    Entity{QLatin1String("ndash"), u'\u2013'},
};

constexpr qsizetype longestEntity = 10;

bool isNameCharacter(QChar character)
{
    return character.unicode() < 0x80 &&
           (character.isLetterOrNumber() || character == u'-' || character == u':');
}

bool isLetter(QChar character)
{
    return character.unicode() < 0x80 && character.isLetter();
}

QString characterOf(QStringView number)
{
    const bool isHex = number.startsWith(u'x') || number.startsWith(u'X');
    bool isNumber = false;
    const uint code = (isHex ? number.sliced(1) : number).toUInt(&isNumber, isHex ? 16 : 10);
    if (!isNumber || code == 0 || code > 0x10ffff || QChar::isSurrogate(code))
        return QString(QChar::ReplacementCharacter);
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1);
}

// Empty when there is no such entity.
QString entityOf(QStringView name)
{
    if (name.startsWith(u'#'))
        return characterOf(name.sliced(1));
    for (const Entity &entity : entities) {
        if (name == entity.name)
            return QString(QChar(entity.character));
    }
    return {};
}

} // namespace

QString HtmlToken::attribute(QStringView wanted) const
{
    for (const auto &[attributeName, value] : attributes) {
        if (attributeName == wanted)
            return value;
    }
    return {};
}

std::optional<HtmlToken> HtmlReader::next()
{
    while (m_at < m_html.size()) {
        const qsizetype start = m_at;
        if (isAt(u'<')) {
            if (skipComment())
                continue;
            if (std::optional<HtmlToken> tag = readTag())
                return tag;
            m_at = start + 1; // a "<" that begins no tag is one
        }
        const qsizetype end = m_html.indexOf(u'<', m_at);
        m_at = end < 0 ? m_html.size() : end;
        return HtmlToken{.text = decoded(m_html.sliced(start, m_at - start))};
    }
    return std::nullopt;
}

bool HtmlReader::skipComment()
{
    const QStringView rest = m_html.sliced(m_at);
    const bool isComment = rest.startsWith(QLatin1String("<!--"));
    if (!isComment && !rest.startsWith(QLatin1String("<!")) && !rest.startsWith(QLatin1String("<?")))
        return false;
    const QLatin1String mark = isComment ? QLatin1String("-->") : QLatin1String(">");
    const qsizetype end = rest.indexOf(mark, isComment ? 4 : 2);
    m_at = end < 0 ? m_html.size() : m_at + end + mark.size();
    return true;
}

std::optional<HtmlToken> HtmlReader::readTag()
{
    ++m_at;
    HtmlToken token{.kind = HtmlToken::Kind::Open};
    if (isAt(u'/')) {
        token.kind = HtmlToken::Kind::Close;
        ++m_at;
    }
    if (m_at >= m_html.size() || !isLetter(m_html[m_at]))
        return std::nullopt;
    const qsizetype start = m_at;
    while (m_at < m_html.size() && isNameCharacter(m_html[m_at]))
        ++m_at;
    token.name = m_html.sliced(start, m_at - start).toString().toLower();
    for (;;) {
        skipSpace();
        if (m_at >= m_html.size())
            return std::nullopt; // it never ends: no tag
        if (isAt(u'>'))
            break;
        if (isAt(u'/')) {
            ++m_at;
            if (isAt(u'>') && token.kind == HtmlToken::Kind::Open)
                token.kind = HtmlToken::Kind::Void;
            continue;
        }
        if (!readAttribute(token))
            return std::nullopt;
    }
    ++m_at;
    return token;
}

bool HtmlReader::readAttribute(HtmlToken &token)
{
    const auto endsName = [](QChar character) {
        return character.isSpace() || character == u'=' || character == u'>' || character == u'/';
    };
    const qsizetype start = m_at;
    do {
        ++m_at;
    } while (m_at < m_html.size() && !endsName(m_html[m_at]));
    const QString name = m_html.sliced(start, m_at - start).toString().toLower();
    skipSpace();
    QStringView value;
    if (isAt(u'=')) {
        ++m_at;
        skipSpace();
        if (isAt(u'"') || isAt(u'\'')) {
            const qsizetype end = m_html.indexOf(m_html[m_at], m_at + 1);
            if (end < 0)
                return false;
            value = m_html.sliced(m_at + 1, end - m_at - 1);
            m_at = end + 1;
        } else {
            const qsizetype valueStart = m_at;
            while (m_at < m_html.size() && !m_html[m_at].isSpace() && !isAt(u'>'))
                ++m_at;
            value = m_html.sliced(valueStart, m_at - valueStart);
        }
    }
    if (token.attributes.size() < maximumAttributes)
        token.attributes.emplace_back(name, decoded(value));
    return true;
}

void HtmlReader::skipElement(QStringView name)
{
    while (const std::optional<HtmlToken> token = next()) {
        if (token->kind == HtmlToken::Kind::Close && token->name == name)
            return;
    }
}

void HtmlReader::skipSpace()
{
    while (m_at < m_html.size() && m_html[m_at].isSpace())
        ++m_at;
}

QString HtmlReader::decoded(QStringView text)
{
    QString result;
    qsizetype done = 0;
    for (qsizetype at = text.indexOf(u'&'); at >= 0; at = text.indexOf(u'&', at + 1)) {
        const QStringView rest = text.sliced(at + 1);
        const qsizetype length = rest.first(qMin(rest.size(), longestEntity)).indexOf(u';');
        const QString character = length > 0 ? entityOf(rest.first(length)) : QString();
        if (character.isEmpty())
            continue;
        result += text.sliced(done, at - done);
        result += character;
        at += length + 1;
        done = at + 1;
    }
    result += text.sliced(done);
    return result;
}

} // namespace spectrum::xmpp
