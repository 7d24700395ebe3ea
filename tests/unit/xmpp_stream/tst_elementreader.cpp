// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/ElementReader.h"

#include <QtTest>

using namespace spectrum::xmpp;

class ElementReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAStream();
    void mapsTheComponentNamespace();
    void keepsNamespacesApart();
    void ignoresPrefixedAttributes();
    void survivesEverySplit();
    void survivesWhiteSpace();
    void refuses_data();
    void refuses();
    void refusesInvalidUtf8_data();
    void refusesInvalidUtf8();
    void countsExactly();
    void boundsTheHeader();
    void boundsDepth_data();
    void boundsDepth();
    void boundsElements();
    void boundsAttributes();
    void stopsBeforeItBuffersMoreThanTheLimit_data();
    void stopsBeforeItBuffersMoreThanTheLimit();
    void readsSingleBytesInLinearTime();
    void staysAtItsError();
    void leavesWhatIsPipelined();
    void saysWhetherAnElementIsOpen();
};

namespace
{

const QByteArray header = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                          "xmlns:stream='http://etherx.jabber.org/streams' to='example.org' version='1.0'>";

struct Read {
    QList<Element> stanzas;
    QString error;
    int headers = 0;
    bool isClosed = false;
};

void takeAll(ElementReader &reader, Read &read)
{
    while (auto item = reader.take()) {
        if (const auto *error = std::get_if<StreamError>(&*item))
            read.error = QString::fromLatin1(error->condition);
        else if (auto *stanza = std::get_if<ElementReader::Stanza>(&*item))
            read.stanzas.append(std::move(stanza->element));
        else if (std::holds_alternative<ElementReader::Header>(*item))
            ++read.headers;
        else
            read.isClosed = true;
    }
}

Read readAll(QByteArrayView bytes, qsizetype piece = 1 << 20, const ReaderLimits &limits = {})
{
    ElementReader reader(limits);
    Read read;
    for (qsizetype i = 0; i < bytes.size(); i += piece) {
        reader.feed(bytes.sliced(i, qMin(piece, bytes.size() - i)));
        takeAll(reader, read);
    }
    return read;
}

QByteArray nested(int depth)
{
    QByteArray xml;
    for (int i = 0; i < depth; ++i)
        xml += "<a>";
    for (int i = 0; i < depth; ++i)
        xml += "</a>";
    return xml;
}

} // namespace

void ElementReaderTest::readsAStream()
{
    ElementReader reader;
    reader.feed(header + "<message from='a@b/c' id='1'><body>a &lt; b &amp; &#x263A;</body><x/></message>"
                         "</stream:stream>");
    auto item = reader.take();
    QVERIFY(item);
    const auto *opened = std::get_if<ElementReader::Header>(&*item);
    QVERIFY(opened);
    QVERIFY(opened->stream.is(u"stream", u"http://etherx.jabber.org/streams"));
    QCOMPARE(opened->defaultNs, QStringLiteral("jabber:client"));
    QCOMPARE(opened->stream.attribute("to"), QStringLiteral("example.org"));
    item = reader.take();
    QVERIFY(item);
    const auto *stanza = std::get_if<ElementReader::Stanza>(&*item);
    QVERIFY(stanza);
    QVERIFY(stanza->element.is(u"message", u"jabber:client"));
    QCOMPARE(stanza->element.attribute("from"), QStringLiteral("a@b/c"));
    QVERIFY(stanza->element.attribute("to").isNull());
    QCOMPARE(stanza->element.childText(u"body"), QStringLiteral("a < b & \u263A"));
    QCOMPARE(stanza->element.children().size(), size_t(2));
    item = reader.take();
    QVERIFY(item && std::holds_alternative<ElementReader::Closed>(*item));
    QVERIFY(!reader.take());
}

void ElementReaderTest::mapsTheComponentNamespace()
{
    const Read read = readAll("<stream:stream xmlns='jabber:component:accept' "
                              "xmlns:stream='http://etherx.jabber.org/streams' id='1'>"
                              "<message><body>a</body></message><handshake/>");
    QCOMPARE(read.stanzas.size(), 2);
    QVERIFY(read.stanzas[0].is(u"message", u"jabber:client"));
    QVERIFY(read.stanzas[0].child(u"body", u"jabber:client"));
    QVERIFY(read.stanzas[1].is(u"handshake", u"jabber:client"));
}

// A body of another namespace is not the body.
void ElementReaderTest::keepsNamespacesApart()
{
    const Read read =
        readAll(header + "<message><body xmlns='urn:x'>no</body><y:body xmlns:y='urn:y'>no</y:body>"
                         "<body>yes</body></message>");
    QCOMPARE(read.stanzas.size(), 1);
    QCOMPARE(read.stanzas[0].childText(u"body", u"jabber:client"), QStringLiteral("yes"));
}

void ElementReaderTest::ignoresPrefixedAttributes()
{
    const Read read = readAll(header + "<message xmlns:x='urn:x' x:from='evil@b' xml:lang='de' from='a@b'/>");
    QCOMPARE(read.stanzas.size(), 1);
    QCOMPARE(read.stanzas[0].attribute("from"), QStringLiteral("a@b"));
    QCOMPARE(read.stanzas[0].attribute("xml:lang"), QStringLiteral("de"));
    QCOMPARE(read.stanzas[0].attributes().size(), size_t(2));
}

void ElementReaderTest::survivesEverySplit()
{
    const QString text = QString::fromUtf8("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 & z");
    const QByteArray bytes = header + "<message id='" + QString(text).replace(u'&', u'+').toUtf8() +
                             "'><body>" + text.toHtmlEscaped().toUtf8() + "</body></message></stream:stream>";
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        ElementReader reader;
        Read read;
        reader.feed(QByteArrayView(bytes).first(cut));
        takeAll(reader, read);
        reader.feed(QByteArrayView(bytes).sliced(cut));
        takeAll(reader, read);
        QCOMPARE(read.stanzas.size(), 1);
        QCOMPARE(read.stanzas[0].childText(u"body"), text);
        QVERIFY(read.isClosed);
    }
    const Read read = readAll(bytes, 1);
    QCOMPARE(read.stanzas.size(), 1);
    QCOMPARE(read.stanzas[0].childText(u"body"), text);
    QCOMPARE(read.stanzas[0].attribute("id"), QString(text).replace(u'&', u'+'));
}

void ElementReaderTest::survivesWhiteSpace()
{
    // As keep-alive (RFC 6120 §4.6.1), for as long as the stream lasts.
    ElementReader reader({.stanzaBytes = 1000});
    Read read;
    reader.feed(header);
    for (int i = 0; i < 5000; ++i)
        reader.feed(" ");
    reader.feed(QByteArray(5000, '\n') + "<presence/>\r\n\t<presence/>");
    takeAll(reader, read);
    QCOMPARE(read.error, QString());
    QCOMPARE(read.stanzas.size(), 2);
}

void ElementReaderTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("condition");
    const QByteArray open = "<message><body>";
    QTest::newRow("document type") << QByteArray("<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a 'ha'>]>") +
                                          header
                                   << "restricted-xml";
    QTest::newRow("billion laughs")
        << QByteArray(
               "<!DOCTYPE s [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]><s>&c;</s>")
        << "restricted-xml";
    QTest::newRow("external entity")
        << QByteArray("<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><s>&x;</s>") << "restricted-xml";
    QTest::newRow("external subset") << QByteArray("<!DOCTYPE s SYSTEM 'http://127.0.0.1/'><s/>")
                                     << "restricted-xml";
    QTest::newRow("comment before") << QByteArray("<!-- x -->") + header << "restricted-xml";
    QTest::newRow("comment between") << header + "<!-- x -->"
                                     << "restricted-xml";
    QTest::newRow("comment inside") << header + open + "<!-- x -->"
                                    << "restricted-xml";
    QTest::newRow("instruction") << header + "<?php x?>"
                                 << "restricted-xml";
    QTest::newRow("instruction inside") << header + open + "<?php x?>"
                                        << "restricted-xml";
    QTest::newRow("unknown entity") << header + open + "&nbsp;"
                                    << "not-well-formed";
    QTest::newRow("XML 1.1") << QByteArray("<?xml version='1.1'?><stream:stream") << "unsupported-version";
    QTest::newRow("declaration in the middle") << header + "<?xml version='1.0'?>"
                                               << "not-well-formed";
    QTest::newRow("two declarations")
        << QByteArray("<?xml version='1.0'?><?xml version='1.0'?>") << "not-well-formed";
    QTest::newRow("Latin 1") << QByteArray("<?xml version='1.0' encoding='ISO-8859-1'?><s>")
                             << "unsupported-encoding";
    QTest::newRow("UTF-16 LE") << QByteArray("\xFF\xFE<\0s\0>\0", 8) << "unsupported-encoding";
    QTest::newRow("UTF-16 BE") << QByteArray("\xFE\xFF\0<\0s\0>", 8) << "unsupported-encoding";
    QTest::newRow("UTF-16 LE, no mark") << QByteArray("<\0s\0>\0", 6) << "unsupported-encoding";
    QTest::newRow("UTF-16 BE, no mark") << QByteArray("\0<\0s\0>", 6) << "unsupported-encoding";
    QTest::newRow("NUL reference") << header + open + "&#0;"
                                   << "not-well-formed";
    QTest::newRow("control reference") << header + open + "&#1;"
                                       << "not-well-formed";
    QTest::newRow("U+FFFE reference") << header + open + "&#xFFFE;"
                                      << "not-well-formed";
    QTest::newRow("surrogate reference") << header + open + "&#xD800;"
                                         << "not-well-formed";
    QTest::newRow("NUL") << header + open + QByteArray(1, '\0') << "not-well-formed";
    QTest::newRow("control") << header + open + "\x01"
                             << "not-well-formed";
    QTest::newRow("duplicate attribute") << header + "<message from='a' from='b'/>"
                                         << "not-well-formed";
    QTest::newRow("duplicate by namespace") << header + "<message xmlns:a='u' xmlns:b='u' a:x='1' b:x='2'/>"
                                            << "not-well-formed";
    QTest::newRow("unbound prefix") << header + "<x:message/>"
                                    << "not-well-formed";
    QTest::newRow("wrong end") << header + "<message></presence>"
                               << "not-well-formed";
    QTest::newRow("separator in a namespace") << header + "<a xmlns='jabber:client&#10;message'/>"
                                              << "not-well-formed";
    QTest::newRow("text between") << header + "hello"
                                  << "bad-format";
    QTest::newRow("no XML") << QByteArray("GET / HTTP/1.1\r\n\r\n") << "not-well-formed";
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)
                         << "not-well-formed";
}

void ElementReaderTest::refuses()
{
    QFETCH(QByteArray, bytes);
    for (const qsizetype piece : {qsizetype(1) << 20, qsizetype(7), qsizetype(1)}) {
        // An end for those mistakes that show only with the next byte.
        const Read read = readAll(bytes + "</x>", piece);
        QTEST(read.error, "condition");
        QVERIFY(read.stanzas.isEmpty());
    }
}

void ElementReaderTest::refusesInvalidUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("overlong NUL") << QByteArray("\xC0\x80");
    QTest::newRow("overlong slash") << QByteArray("\xE0\x80\xAF");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
    QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80");
    QTest::newRow("cut short") << QByteArray("\xE2\x82");
    QTest::newRow("lone continuation") << QByteArray("\x80");
    QTest::newRow("U+FFFF") << QByteArray("\xEF\xBF\xBF");
    QTest::newRow("FF") << QByteArray("\xFF");
}

void ElementReaderTest::refusesInvalidUtf8()
{
    QFETCH(QByteArray, bytes);
    const QByteArray places[] = {"<message><body>" + bytes + "</body></message>",
                                 "<message id='" + bytes + "'/>", "<m" + bytes + "/>",
                                 "<message a" + bytes + "='1'/>", "<message xmlns='" + bytes + "'/>"};
    for (const QByteArray &place : places) {
        for (const qsizetype piece : {qsizetype(1) << 20, qsizetype(1)}) {
            const Read read = readAll(header + place, piece);
            QCOMPARE(read.error, QStringLiteral("not-well-formed"));
            QVERIFY(read.stanzas.isEmpty());
        }
    }
}

void ElementReaderTest::countsExactly()
{
    constexpr qsizetype limit = 262144;
    const QByteArray open = "<message><body>";
    const QByteArray close = "</body></message>";
    const QByteArray full = open + QByteArray(limit - open.size() - close.size(), 'a') + close;
    for (const qsizetype piece : {qsizetype(1) << 20, qsizetype(1000)}) {
        Read read = readAll(header + full + full + full, piece);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.stanzas.size(), 3);
        read = readAll(header + open + 'a' + full.sliced(open.size()), piece);
        QCOMPARE(read.error, QStringLiteral("policy-violation"));
        QVERIFY(read.stanzas.isEmpty());
    }
    // 0 = no limit.
    const QByteArray twice = open + QByteArray(2 * limit, 'a') + close;
    QCOMPARE(readAll(header + twice, 1 << 20, {.stanzaBytes = 0}).stanzas.size(), 1);
}

void ElementReaderTest::boundsTheHeader()
{
    QCOMPARE(readAll("<stream:stream xmlns='" + QByteArray(5000, 'a')).error,
             QStringLiteral("policy-violation"));
    QCOMPARE(readAll(QByteArray(5000, ' ')).error, QStringLiteral("policy-violation"));
    QCOMPARE(readAll(QByteArray("<?xml version='1.0'?>") + QByteArray(5000, '\n'), 1).error,
             QStringLiteral("policy-violation"));

    // However it is cut, and with what it says after it: a byte more is too much.
    const QByteArray open = header.chopped(1) + " id='";
    const QByteArray full = open + QByteArray(4096 - open.size() - 2, 'a') + "'>";
    for (const qsizetype piece : {qsizetype(1) << 20, qsizetype(256), qsizetype(1)}) {
        Read read = readAll(full + "<message/>", piece);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.stanzas.size(), 1);
        read = readAll(open + 'a' + full.sliced(open.size()) + "<message/>", piece);
        QCOMPARE(read.error, QStringLiteral("policy-violation"));
        QVERIFY(read.stanzas.isEmpty());
    }
}

void ElementReaderTest::boundsDepth_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<QString>("condition");
    QTest::newRow("10") << 10 << QString();
    QTest::newRow("32") << 32 << QString();
    QTest::newRow("33") << 33 << QStringLiteral("policy-violation");
    QTest::newRow("100000") << 100000 << QStringLiteral("policy-violation");
    QTest::newRow("1000000") << 1000000 << QStringLiteral("policy-violation");
}

void ElementReaderTest::boundsDepth()
{
    QFETCH(int, depth);
    const Read read = readAll(header + nested(depth), 65536);
    QTEST(read.error, "condition");
    QCOMPARE(read.stanzas.size(), read.error.isEmpty() ? 1 : 0);
}

void ElementReaderTest::boundsElements()
{
    const ReaderLimits limits{.elements = 10};
    const QByteArray child = "<a/>";
    QCOMPARE(readAll(header + "<m>" + child.repeated(9) + "</m>", 1 << 20, limits).error, QString());
    QCOMPARE(readAll(header + "<m>" + child.repeated(10) + "</m>", 1 << 20, limits).error,
             QStringLiteral("policy-violation"));
    // Each stanza counts for itself.
    QCOMPARE(
        readAll(header + ("<m>" + child.repeated(9) + "</m>").repeated(20), 1 << 20, limits).stanzas.size(),
        20);
}

void ElementReaderTest::boundsAttributes()
{
    QByteArray attributes;
    for (int i = 0; i < 64; ++i)
        attributes += " a" + QByteArray::number(i) + "='1'";
    QCOMPARE(readAll(header + "<m" + attributes + "/>").stanzas.size(), 1);
    QCOMPARE(readAll(header + "<m" + attributes + " b='1'/>").error, QStringLiteral("policy-violation"));
}

void ElementReaderTest::stopsBeforeItBuffersMoreThanTheLimit_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("body") << QByteArray("<message><body>");
    QTest::newRow("start tag") << QByteArray("<message");
    QTest::newRow("attribute") << QByteArray("<message id='");
    QTest::newRow("end tag") << QByteArray("<message></message");
    QTest::newRow("comment") << QByteArray("<!--");
    QTest::newRow("CDATA") << QByteArray("<message><![CDATA[");
}

void ElementReaderTest::stopsBeforeItBuffersMoreThanTheLimit()
{
    QFETCH(QByteArray, begin);
    ElementReader reader;
    Read read;
    reader.feed(header + begin);
    const QByteArray piece(16384, 'a');
    qsizetype fed = 0;
    while (read.error.isEmpty() && fed < 100'000'000) {
        reader.feed(piece);
        fed += piece.size();
        takeAll(reader, read);
    }
    QVERIFY(!read.error.isEmpty());
    QVERIFY(fed <= 262144 + 2 * piece.size());
}

// Whatever token it is; from its start again at each byte it would be 5·10^9 steps.
void ElementReaderTest::readsSingleBytesInLinearTime()
{
    const QByteArray text(200'000, 'a');
    QElapsedTimer timer;
    timer.start();
    for (const QByteArray &stanza : {"<m><body>" + text + "</body></m>", "<m id='" + text + "'/>",
                                     "<m><body>" + QByteArray(">").repeated(100'000) + "</body></m>"}) {
        const Read read = readAll(header + stanza, 1);
        QCOMPARE(read.error, QString());
        QCOMPARE(read.stanzas.size(), 1);
    }
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void ElementReaderTest::staysAtItsError()
{
    ElementReader reader;
    Read read;
    reader.feed(header + "<presence/><!-- x --><presence/>");
    takeAll(reader, read);
    QCOMPARE(read.stanzas.size(), 1);
    QCOMPARE(read.error, QStringLiteral("restricted-xml"));
    read = {};
    reader.feed("<presence/>" + header);
    takeAll(reader, read);
    QVERIFY(read.stanzas.isEmpty() && read.error.isEmpty() && read.headers == 0);
}

// The caller drops the reader at <starttls/>, and with it what was injected behind it.
void ElementReaderTest::leavesWhatIsPipelined()
{
    auto reader = std::make_unique<ElementReader>();
    reader->feed(header + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><iq id='evil'/>");
    QVERIFY(reader->take());
    const auto item = reader->take();
    QVERIFY(item);
    const auto *stanza = std::get_if<ElementReader::Stanza>(&*item);
    QVERIFY(stanza && stanza->element.is(u"starttls", u"urn:ietf:params:xml:ns:xmpp-tls"));
    reader = std::make_unique<ElementReader>();
    QVERIFY(!reader->take());
}

void ElementReaderTest::saysWhetherAnElementIsOpen()
{
    ElementReader reader;
    Read read;
    reader.feed(header);
    takeAll(reader, read);
    QVERIFY(!reader.isInsideElement());
    reader.feed("<");
    QVERIFY(reader.isInsideElement());
    reader.feed("message>");
    QVERIFY(reader.isInsideElement());
    reader.feed("</message>");
    takeAll(reader, read);
    QVERIFY(!reader.isInsideElement());
    reader.feed("  ");
    takeAll(reader, read);
    QVERIFY(!reader.isInsideElement());
}

QTEST_APPLESS_MAIN(ElementReaderTest)
#include "tst_elementreader.moc"
