// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FramedReader.h"

#include "StreamXml.h"

#include <utility>

namespace spectrum::xmpp
{

FramedReader::FramedReader(const ReaderLimits &limits) : ElementReader(limits)
{
    // Elements are read as children of this one, which gives them no namespace.
    ElementReader::feed("<stream>");
    static_cast<void>(ElementReader::take());
}

void FramedReader::feed(QByteArrayView bytes)
{
    if (bytes.isEmpty() || m_isOver)
        return;
    if (!std::exchange(m_isInsideMessage, true))
        m_isMalformed = bytes.front() != '<';
    ElementReader::feed(bytes);
}

void FramedReader::endMessage()
{
    m_isMessageEnded = true;
}

std::optional<ElementReader::Item> FramedReader::take()
{
    if (m_isOver)
        return std::nullopt;
    if (m_isMalformed)
        return fail({"bad-format", QStringLiteral("a message begins with its element")});
    while (auto item = ElementReader::take()) {
        auto *stanza = std::get_if<Stanza>(&*item);
        if (!stanza) {
            auto *error = std::get_if<StreamError>(&*item);
            return fail(error ? std::move(*error) : StreamError{"not-well-formed", {}});
        }
        if (m_element)
            return fail({"bad-format", QStringLiteral("two elements in one message")});
        m_element = std::move(stanza->element);
    }
    return m_isMessageEnded ? takeWhole() : std::nullopt;
}

std::optional<ElementReader::Item> FramedReader::takeWhole()
{
    m_isMessageEnded = false;
    m_isInsideMessage = false;
    if (!m_element || ElementReader::isInsideElement())
        return fail({"bad-format", QStringLiteral("a message is one whole element")});
    Element element = std::move(*m_element);
    m_element.reset();
    return translate(std::move(element));
}

ElementReader::Item FramedReader::fail(StreamError error)
{
    m_isOver = true;
    m_isInsideMessage = false;
    return error;
}

ElementReader::Item FramedReader::translate(Element &&element)
{
    if (!std::exchange(m_isOpen, true)) {
        const bool isOpening = element.name() == QLatin1String("open");
        Element stream(isOpening ? QStringLiteral("stream") : element.name(),
                       element.ns() == ns ? QString::fromLatin1(streamxml::streamsNs) : element.ns());
        for (const Element::Attribute &attribute : element.attributes())
            stream.setAttribute(attribute.name, attribute.value);
        return Header{std::move(stream), QString::fromLatin1(streamxml::clientNs)};
    }
    if (element.is(u"close", ns)) {
        m_isOver = true;
        return Closed{};
    }
    return Stanza{std::move(element)};
}

} // namespace spectrum::xmpp
