// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Feeds arbitrary text to what cleans the HTML of networks: what comes out is well-formed and harmless.
#include "markup/SafeHtml.h"
#include "markup/Styling.h"
#include "stream/ElementReader.h"
#include "stream/ElementWriter.h"

#include <cstdlib>

using namespace spectrum::xmpp;

namespace
{

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

void checkHarmless(const Element &element)
{
    static const QStringList allowed{
        QStringLiteral("body"),       QStringLiteral("strong"), QStringLiteral("em"),
        QStringLiteral("span"),       QStringLiteral("code"),   QStringLiteral("pre"),
        QStringLiteral("blockquote"), QStringLiteral("p"),      QStringLiteral("ul"),
        QStringLiteral("ol"),         QStringLiteral("li"),     QStringLiteral("a"),
        QStringLiteral("br")};
    require(allowed.contains(element.name()));
    for (const Element::Attribute &attribute : element.attributes()) {
        const bool isLink = attribute.name == QLatin1String("href");
        require(isLink || attribute.name == QLatin1String("style"));
        require(!isLink || SafeHtml::isSafeAddress(attribute.value));
        require(isLink || !attribute.value.contains(u'('));
    }
    for (const Element &child : element.children())
        checkHarmless(child);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const SafeHtml html(QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size)));
    checkHarmless(html.body());
    (void)styledText(html.body());
    ElementWriter xml;
    xml.element(html.body());
    ElementReader reader;
    reader.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                "version='1.0'>");
    reader.feed(xml.take());
    int elements = 0;
    while (auto item = reader.take()) {
        require(!std::holds_alternative<StreamError>(*item));
        if (const auto *stanza = std::get_if<ElementReader::Stanza>(&*item)) {
            ++elements;
            checkHarmless(stanza->element);
        }
    }
    require(elements == 1);
    return 0;
}
