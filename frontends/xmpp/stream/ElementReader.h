// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns the bytes of a stream into its header and its top-level elements, within limits.
#pragma once

#include "Element.h"
#include "StreamError.h"

#include <QByteArrayView>

#include <memory>
#include <optional>
#include <variant>

namespace spectrum::xmpp
{

struct ReaderLimits {
    // Bytes of the header with its declaration, and of one top-level element; 0 = no limit.
    qsizetype headerBytes = 4096;
    qsizetype stanzaBytes = 262144;
    int depth = 32;
    int elements = 1024;
    int attributes = 64;
};

// Nothing that comes in is trusted: document types, comments and processing instructions are errors (RFC 6120
// §11.1), and no more than one limit's worth is ever buffered. After an error the reader stays at it.
//
// Bytes are fed, items are taken; the caller may drop the reader between two items, so what was pipelined
// behind a <starttls/> never reaches the next state.
class ElementReader
{
public:
    struct Header {
        Element stream;
        // The namespace that elements without a prefix have.
        QString defaultNs;
    };
    struct Stanza {
        Element element;
    };
    struct Closed {
    };
    using Item = std::variant<Header, Stanza, Closed, StreamError>;

    explicit ElementReader(const ReaderLimits &limits = {});
    virtual ~ElementReader();
    ElementReader(const ElementReader &) = delete;
    ElementReader &operator=(const ElementReader &) = delete;

    virtual void feed(QByteArrayView bytes);
    // What was fed since the last time was all of one message; means nothing where there are none.
    virtual void endMessage() {}
    // The next item, in the order of the stream.
    [[nodiscard]] virtual std::optional<Item> take();
    // Bytes were fed of which no complete element has come yet.
    [[nodiscard]] virtual bool isInsideElement() const;
    // From the next element on; 0 = no limit.
    void setStanzaBytes(qsizetype bytes);

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace spectrum::xmpp
