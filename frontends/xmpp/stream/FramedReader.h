// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads a stream of which each message is one element, with <open/> for the header (RFC 7395).
#pragma once

#include "ElementReader.h"

namespace spectrum::xmpp
{

// Says what an ElementReader would say of the same stream in one document. Bytes come in any pieces and are
// never kept for a whole message; an element is taken only when its message has ended and holds nothing else.
class FramedReader final : public ElementReader
{
public:
    static constexpr QLatin1String ns{"urn:ietf:params:xml:ns:xmpp-framing"};

    explicit FramedReader(const ReaderLimits &limits = {});

    void feed(QByteArrayView bytes) override;
    void endMessage() override;
    // Before the next message is fed there is nothing left to take.
    [[nodiscard]] std::optional<Item> take() override;
    [[nodiscard]] bool isInsideElement() const override { return m_isInsideMessage; }

private:
    [[nodiscard]] Item fail(StreamError error);
    [[nodiscard]] std::optional<Item> takeWhole();
    [[nodiscard]] Item translate(Element &&element);

    std::optional<Element> m_element;
    bool m_isInsideMessage = false;
    bool m_isMessageEnded = false;
    bool m_isMalformed = false;
    bool m_isOpen = false;
    bool m_isOver = false;
};

} // namespace spectrum::xmpp
