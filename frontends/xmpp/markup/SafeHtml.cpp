// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "SafeHtml.h"

#include "HtmlReader.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace spectrum::xmpp
{

namespace
{

const QString xhtmlNs = QStringLiteral("http://www.w3.org/1999/xhtml");
constexpr qsizetype maximumImages = 16;

struct Mapping {
    QLatin1String tag;
    QLatin1String element;
    QLatin1String style;
};

constexpr QLatin1String underline("text-decoration: underline");
constexpr QLatin1String lineThrough("text-decoration: line-through");

constexpr std::array mappings{
    Mapping{QLatin1String("b"), QLatin1String("strong"), {}},
    Mapping{QLatin1String("strong"), QLatin1String("strong"), {}},
    Mapping{QLatin1String("i"), QLatin1String("em"), {}},
    Mapping{QLatin1String("em"), QLatin1String("em"), {}},
    Mapping{QLatin1String("u"), QLatin1String("span"), underline},
    Mapping{QLatin1String("ins"), QLatin1String("span"), underline},
    Mapping{QLatin1String("s"), QLatin1String("span"), lineThrough},
    Mapping{QLatin1String("strike"), QLatin1String("span"), lineThrough},
    Mapping{QLatin1String("del"), QLatin1String("span"), lineThrough},
    Mapping{QLatin1String("code"), QLatin1String("code"), {}},
    Mapping{QLatin1String("tt"), QLatin1String("code"), {}},
    Mapping{QLatin1String("pre"), QLatin1String("pre"), {}},
    Mapping{QLatin1String("blockquote"), QLatin1String("blockquote"), {}},
    Mapping{QLatin1String("p"), QLatin1String("p"), {}},
    Mapping{QLatin1String("div"), QLatin1String("p"), {}},
    Mapping{QLatin1String("ul"), QLatin1String("ul"), {}},
    Mapping{QLatin1String("ol"), QLatin1String("ol"), {}},
    Mapping{QLatin1String("li"), QLatin1String("li"), {}},
    Mapping{QLatin1String("h1"), QLatin1String("strong"), {}},
    Mapping{QLatin1String("h2"), QLatin1String("strong"), {}},
    Mapping{QLatin1String("h3"), QLatin1String("strong"), {}},
};

// What is in them is not for people.
constexpr std::array hidden{QLatin1String("script"), QLatin1String("style"),  QLatin1String("head"),
                            QLatin1String("title"),  QLatin1String("iframe"), QLatin1String("object")};

constexpr std::array styles{QLatin1String("color"), QLatin1String("background-color"),
                            QLatin1String("font-weight"), QLatin1String("font-style"),
                            QLatin1String("text-decoration")};

Element made(QLatin1String name)
{
    return Element(name, xhtmlNs);
}

bool isPlainValue(QStringView value)
{
    return !value.isEmpty() && value.size() <= 32 && std::all_of(value.begin(), value.end(), [](QChar one) {
        return one.unicode() < 0x80 && (one.isLetterOrNumber() || one == u'#' || one == u'-' || one == u' ');
    });
}

} // namespace

SafeHtml::SafeHtml(const QString &html) : m_body(made(QLatin1String("body")))
{
    if (html.size() > maximumSize)
        return;
    m_open.push_back({{}, &m_body});
    HtmlReader reader(html);
    while (const std::optional<HtmlToken> token = reader.next()) {
        switch (token->kind) {
        case HtmlToken::Kind::Text:
            m_open.back().element->appendText(token->text);
            break;
        case HtmlToken::Kind::Open:
        case HtmlToken::Kind::Void:
            open(reader, *token);
            break;
        case HtmlToken::Kind::Close:
            close(token->name);
            break;
        }
    }
    m_open.clear();
}

void SafeHtml::open(HtmlReader &reader, const HtmlToken &token)
{
    const bool isVoid = token.kind == HtmlToken::Kind::Void;
    if (std::ranges::find(hidden, token.name) != hidden.end()) {
        if (!isVoid)
            reader.skipElement(token.name);
        return;
    }
    if (++m_tags > maximumTags)
        return;
    if (token.name == QLatin1String("br") || token.name == QLatin1String("hr")) {
        m_open.back().element->appendChild(made(QLatin1String("br")));
    } else if (token.name == QLatin1String("img")) {
        addImage(token);
    } else if (isVoid || m_open.size() > size_t(maximumDepth)) {
        return;
    } else if (token.name == QLatin1String("a")) {
        pushLink(token);
    } else if (token.name == QLatin1String("span") || token.name == QLatin1String("font")) {
        const QString color = token.attribute(u"color");
        const QString style =
            safeStyle(color.isEmpty() ? token.attribute(u"style") : QStringLiteral("color:") + color);
        Element span = made(QLatin1String("span"));
        span.setAttribute(QStringLiteral("style"), style);
        if (!style.isEmpty())
            push(token.name, std::move(span));
    } else if (const auto mapping = std::ranges::find(mappings, token.name, &Mapping::tag);
               mapping != mappings.end()) {
        Element element = made(mapping->element);
        if (!mapping->style.isEmpty())
            element.setAttribute(QStringLiteral("style"), mapping->style);
        push(token.name, std::move(element));
    }
}

void SafeHtml::close(const QString &name)
{
    const auto found = std::find_if(m_open.rbegin(), m_open.rend(),
                                    [&](const Open &one) { return !one.name.isEmpty() && one.name == name; });
    // What was opened inside and not closed ends with it.
    if (found != m_open.rend())
        m_open.erase(std::prev(found.base()), m_open.end());
}

void SafeHtml::push(const QString &name, Element element)
{
    // The parent's children do not move while its last one is open.
    Element &added = m_open.back().element->appendChild(std::move(element));
    m_open.push_back({name, &added});
}

void SafeHtml::pushLink(const HtmlToken &token)
{
    const QString address = token.attribute(u"href").trimmed();
    if (!isSafeAddress(address))
        return;
    Element link = made(QLatin1String("a"));
    link.setAttribute(QStringLiteral("href"), address);
    push(token.name, std::move(link));
}

// A client would fetch it, and so tell a stranger when the message was read: it becomes a link.
void SafeHtml::addImage(const HtmlToken &token)
{
    const QString address = token.attribute(u"src").trimmed();
    if (isSafeAddress(address) && address.startsWith(QLatin1String("http")) &&
        m_images.size() < maximumImages && !m_images.contains(address))
        m_images.append(address);
    m_open.back().element->appendText(token.attribute(u"alt"));
}

bool SafeHtml::isSafeAddress(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString scheme = url.scheme();
    for (const char *safe : {"http", "https", "mailto", "xmpp", "tel", "geo", "irc", "ircs"}) {
        if (scheme == QLatin1String(safe))
            return url.isValid() && address.size() <= 2048;
    }
    return false;
}

QString SafeHtml::safeStyle(const QString &style)
{
    QStringList kept;
    for (const QStringView rule : QStringView(style).split(u';')) {
        const qsizetype colon = rule.indexOf(u':');
        if (colon < 0)
            continue;
        const QString property = rule.first(colon).trimmed().toString().toLower();
        const QStringView value = rule.sliced(colon + 1).trimmed();
        if (std::ranges::find(styles, property) != styles.end() && isPlainValue(value))
            kept.append(QStringLiteral("%1: %2").arg(property, value));
    }
    return kept.join(QStringLiteral("; "));
}

} // namespace spectrum::xmpp
