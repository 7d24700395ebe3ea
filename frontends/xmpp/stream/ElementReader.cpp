// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ElementReader.h"

#include "KnownNames.h"

#include <QRandomGenerator>

#include <expat.h>

#include <cstring>

namespace spectrum::xmpp
{

namespace
{

// Fed in slices, so that no more than a slice over a limit is ever looked at.
constexpr qsizetype sliceBytes = 16384;
// A token that is longer than this and not finished is parsed again only when it has grown by a quarter:
// expat scans an unfinished token from its start at each call.
constexpr qsizetype patientTokenBytes = 1024;
// How many times the limit of an element may be scanned again before the sender is taken for an attacker.
constexpr qsizetype rescanFactor = 64;

constexpr const char *streamName = "http://etherx.jabber.org/streams\nstream";
constexpr const char *xmlLang = "http://www.w3.org/XML/1998/namespace\nlang";

StreamError tooLarge()
{
    return {"policy-violation", QStringLiteral("stanza-too-large")};
}

} // namespace

class ElementReader::Parser
{
public:
    explicit Parser(const ReaderLimits &limits) : m_limits(limits), m_expat(XML_ParserCreateNS("UTF-8", '\n'))
    {
        XML_SetHashSalt(m_expat, static_cast<unsigned long>(QRandomGenerator::system()->generate64() | 1U));
#ifdef SPECTRUM_EXPAT_HAS_REPARSE_DEFERRAL
        // expat would hold a finished element back until more bytes come, which a live stream may never do.
        XML_SetReparseDeferralEnabled(m_expat, XML_FALSE);
#endif
        XML_SetUserData(m_expat, this);
        XML_SetElementHandler(m_expat, onStart, onEnd);
        XML_SetStartNamespaceDeclHandler(m_expat, onNamespace);
        XML_SetCharacterDataHandler(m_expat, onText);
        XML_SetCommentHandler(m_expat, [](void *self, const char *) { restrict(self); });
        XML_SetProcessingInstructionHandler(m_expat, [](void *self, const char *, const char *) { restrict(self); });
        XML_SetStartDoctypeDeclHandler(
            m_expat, [](void *self, const char *, const char *, const char *, int) { restrict(self); });
        XML_SetXmlDeclHandler(m_expat, onDeclaration);
    }
    ~Parser() { XML_ParserFree(m_expat); }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    void feed(QByteArrayView bytes)
    {
        if (m_isOver)
            return;
        if (m_fed < 2 && !mayBeUtf8(bytes)) {
            fail({"unsupported-encoding", {}});
            return;
        }
        m_fed += bytes.size();
        m_hasTagEnd = m_hasTagEnd || bytes.contains('>');
        m_waiting.append(bytes.data(), bytes.size());
    }

    // Parses just far enough, so that one element at a time is in memory, and in the processor's cache.
    std::optional<Item> take()
    {
        while (m_items.empty() && advance()) {
        }
        if (m_items.empty())
            return std::nullopt;
        Item item = std::move(m_items.front());
        m_items.erase(m_items.begin());
        return item;
    }

    void setStanzaBytes(qsizetype bytes) { m_limits.stanzaBytes = bytes; }
    bool isInsideElement() const { return m_depth > 1 || waitingBytes() > 0 || m_parsed > m_tokenEnd; }

private:
    static Parser &self(void *data) { return *static_cast<Parser *>(data); }
    static void restrict(void *data) { self(data).fail({"restricted-xml", {}}); }
    static void onDeclaration(void *data, const char *version, const char *encoding, int);
    static void onNamespace(void *data, const char *prefix, const char *uri);
    static void onStart(void *data, const char *name, const char **attributes);
    static void onEnd(void *data, const char *name);
    static void onText(void *data, const char *text, int length);

    qsizetype waitingBytes() const { return m_waiting.size() - m_waitingStart; }
    bool isOverLimit(qsizetype bytes) const
    {
        const qsizetype limit = m_depth == 0 ? m_limits.headerBytes : m_limits.stanzaBytes;
        return limit > 0 && bytes > limit;
    }

    // expat takes to UTF-16 by itself, whatever encoding it was told: by a byte order mark or a zero in front.
    bool mayBeUtf8(QByteArrayView bytes) const
    {
        for (qsizetype i = 0; i < bytes.size() && m_fed + i < 2; ++i) {
            const auto byte = static_cast<unsigned char>(bytes[i]);
            if (byte == 0 || byte >= 0xFE)
                return false;
        }
        return true;
    }

    // False when there is nothing to parse, or nothing that could complete an element.
    bool advance()
    {
        if (m_isOver)
            return false;
        if (m_isPaused) {
            handleStatus(XML_ResumeParser(m_expat));
            return true;
        }
        if (waitingBytes() == 0)
            return false;
        if (!mustParseNow()) {
            // What waits is all of one token, and counts.
            if (!m_isOver && isOverLimit(m_parsed + waitingBytes() - m_elementStart))
                fail(tooLarge());
            return false;
        }
        const qsizetype size = qMin(waitingBytes(), sliceBytes);
        m_parsed += size;
        const char *slice = m_waiting.constData() + std::exchange(m_waitingStart, m_waitingStart + size);
        handleStatus(XML_Parse(m_expat, slice, static_cast<int>(size), XML_FALSE));
        if (waitingBytes() == 0) {
            m_waiting.resize(0);
            m_waitingStart = 0;
            m_hasTagEnd = false;
        }
        return true;
    }

    // Work stays linear in the bytes, however small the pieces they come in.
    bool mustParseNow()
    {
        const qsizetype unfinished = m_parsed - m_tokenEnd;
        if (unfinished < patientTokenBytes || waitingBytes() * 4 >= unfinished)
            return true;
        if (!m_hasTagEnd)
            return false;
        m_rescanned += unfinished;
        if (m_limits.stanzaBytes > 0 && m_rescanned > m_limits.stanzaBytes * rescanFactor)
            fail({"policy-violation", QStringLiteral("too many small pieces")});
        return !m_isOver;
    }

    void handleStatus(XML_Status status)
    {
        m_isPaused = status == XML_STATUS_SUSPENDED;
        if (status == XML_STATUS_ERROR && !m_isOver)
            fail({XML_GetErrorCode(m_expat) == XML_ERROR_UNKNOWN_ENCODING ? "unsupported-encoding" : "not-well-formed",
                  {}});
        if (m_isOver || m_isPaused)
            return;
        m_tokenEnd = static_cast<qsizetype>(XML_GetCurrentByteIndex(m_expat));
        if (isOverLimit(m_parsed - m_elementStart))
            fail(tooLarge());
    }

    void emitItem(Item &&item)
    {
        m_items.push_back(std::move(item));
        XML_StopParser(m_expat, XML_TRUE);
    }

    void fail(StreamError error)
    {
        if (m_isOver)
            return;
        m_isOver = true;
        m_items.emplace_back(std::move(error));
        XML_StopParser(m_expat, XML_FALSE);
        m_open.clear();
    }

    // Where the token ends that is being handled.
    qsizetype tokenEnd() const
    {
        return static_cast<qsizetype>(XML_GetCurrentByteIndex(m_expat)) + XML_GetCurrentByteCount(m_expat);
    }
    void startStream(const char *name, const char **attributes);
    void start(const char *name, const char **attributes);
    void end();
    Element makeElement(const char *name, const char **attributes);

    ReaderLimits m_limits;
    XML_Parser m_expat;
    // More than one only when an element is followed by the end or an error in the same token.
    std::vector<Item> m_items;
    // The element under construction and its open descendants. Pointers stay valid: a parent's list of children
    // grows only while none of its children is open.
    Element m_root;
    std::vector<Element *> m_open;
    QString m_defaultNs;
    // Fed and not parsed yet: from m_waitingStart on.
    QByteArray m_waiting;
    qsizetype m_waitingStart = 0;
    qsizetype m_fed = 0;
    qsizetype m_parsed = 0;
    qsizetype m_elementStart = 0;
    qsizetype m_tokenEnd = 0;
    qsizetype m_rescanned = 0;
    int m_depth = 0;
    int m_elements = 0;
    bool m_hasTagEnd = false;
    bool m_isPaused = false;
    bool m_isOver = false;
};

void ElementReader::Parser::onDeclaration(void *data, const char *version, const char *encoding, int)
{
    Parser &parser = self(data);
    if (!version || std::strcmp(version, "1.0") != 0)
        parser.fail({"unsupported-version", {}});
    else if (encoding && qstricmp(encoding, "UTF-8") != 0)
        parser.fail({"unsupported-encoding", {}});
}

void ElementReader::Parser::onNamespace(void *data, const char *prefix, const char *uri)
{
    Parser &parser = self(data);
    if (parser.m_depth == 0 && !prefix)
        parser.m_defaultNs = QString::fromUtf8(uri);
}

void ElementReader::Parser::onStart(void *data, const char *name, const char **attributes)
{
    self(data).start(name, attributes);
}

void ElementReader::Parser::onEnd(void *data, const char *)
{
    self(data).end();
}

void ElementReader::Parser::onText(void *data, const char *text, int length)
{
    Parser &parser = self(data);
    if (parser.m_isOver)
        return;
    if (!parser.m_open.empty()) {
        parser.m_open.back()->appendText(QString::fromUtf8(text, length));
        return;
    }
    // Between top-level elements there is white space, which keeps a connection alive, or nothing (§4.6.1).
    for (int i = 0; i < length; ++i) {
        if (std::strchr(" \t\r\n", text[i]) == nullptr)
            return parser.fail({"bad-format", {}});
    }
    parser.m_elementStart = static_cast<qsizetype>(XML_GetCurrentByteIndex(parser.m_expat)) + length;
}

Element ElementReader::Parser::makeElement(const char *name, const char **attributes)
{
    ResolvedName resolved = resolveName(name);
    Element element(std::move(resolved.name), std::move(resolved.ns));
    element.reserveAttributes(static_cast<size_t>(XML_GetSpecifiedAttributeCount(m_expat)) / 2);
    for (const char **attribute = attributes; *attribute; attribute += 2) {
        if (!std::strchr(attribute[0], '\n'))
            element.setAttribute(resolveAttributeName(attribute[0]), QString::fromUtf8(attribute[1]));
        else if (std::strcmp(attribute[0], xmlLang) == 0)
            element.setAttribute(QStringLiteral("xml:lang"), QString::fromUtf8(attribute[1]));
    }
    return element;
}

void ElementReader::Parser::startStream(const char *name, const char **attributes)
{
    // A header that came in one piece with what follows it never waited, and counts all the same.
    const qsizetype end = tokenEnd();
    if (isOverLimit(end))
        return fail(tooLarge());
    m_depth = 1;
    m_elementStart = end;
    emitItem(Header{makeElement(name, attributes), m_defaultNs});
}

void ElementReader::Parser::start(const char *name, const char **attributes)
{
    if (m_isOver)
        return;
    if (XML_GetSpecifiedAttributeCount(m_expat) / 2 > m_limits.attributes)
        return fail({"policy-violation", QStringLiteral("too many attributes")});
    if (m_depth == 0)
        return startStream(name, attributes);
    const int depth = m_depth++;
    // RFC 6120 §4.9.3.9: a stream holds stanzas, not streams.
    if (depth == 1 && std::strcmp(name, streamName) == 0)
        return fail({"invalid-xml", {}});
    if (depth > m_limits.depth)
        return fail({"policy-violation", QStringLiteral("nested too deep")});
    if (++m_elements > m_limits.elements)
        return fail({"policy-violation", QStringLiteral("too many elements")});
    if (depth == 1) {
        m_root = makeElement(name, attributes);
        m_open.push_back(&m_root);
    } else {
        m_open.push_back(&m_open.back()->appendChild(makeElement(name, attributes)));
    }
}

void ElementReader::Parser::end()
{
    if (m_isOver)
        return;
    if (--m_depth == 0) {
        m_isOver = true;
        m_items.emplace_back(Closed{});
        return;
    }
    m_open.pop_back();
    if (m_depth > 1)
        return;
    const qsizetype end = tokenEnd();
    if (isOverLimit(end - m_elementStart))
        return fail(tooLarge());
    m_elementStart = end;
    m_elements = 0;
    m_rescanned = 0;
    emitItem(Stanza{std::move(m_root)});
    m_root = {};
}

ElementReader::ElementReader(const ReaderLimits &limits) : m_parser(std::make_unique<Parser>(limits)) {}
ElementReader::~ElementReader() = default;

void ElementReader::feed(QByteArrayView bytes)
{
    m_parser->feed(bytes);
}

std::optional<ElementReader::Item> ElementReader::take()
{
    return m_parser->take();
}

void ElementReader::setStanzaBytes(qsizetype bytes)
{
    m_parser->setStanzaBytes(bytes);
}

bool ElementReader::isInsideElement() const
{
    return m_parser->isInsideElement();
}

} // namespace spectrum::xmpp
