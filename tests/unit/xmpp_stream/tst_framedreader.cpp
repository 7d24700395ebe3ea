// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Messages of a framed stream: what each one is taken for, and which are none.
#include "stream/ElementWriter.h"
#include "stream/FramedReader.h"

#include <QtTest>

using namespace spectrum::xmpp;

namespace
{

const QByteArray opening =
    "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='im.example' version='1.0'/>";

QByteArray describe(ElementReader::Item &&item)
{
    if (const auto *header = std::get_if<ElementReader::Header>(&item))
        return "header " + header->stream.name().toUtf8() + ' ' + header->stream.ns().toUtf8() + ' ' +
               header->stream.attribute("to").toUtf8();
    if (const auto *stanza = std::get_if<ElementReader::Stanza>(&item)) {
        ElementWriter xml;
        xml.element(stanza->element);
        return xml.take();
    }
    if (const auto *error = std::get_if<StreamError>(&item))
        return QByteArray("error ") + error->condition;
    return "closed";
}

QByteArrayList read(ElementReader &reader, const QByteArray &message, qsizetype piece = 1 << 20)
{
    QByteArrayList items;
    const auto takeAll = [&] {
        while (auto item = reader.take())
            items.append(describe(std::move(*item)));
    };
    for (qsizetype at = 0; at < message.size(); at += piece) {
        reader.feed(QByteArrayView(message).sliced(at, qMin(piece, message.size() - at)));
        takeAll();
    }
    reader.endMessage();
    takeAll();
    return items;
}

} // namespace

class FramedReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsHeaders_data();
    void readsHeaders();
    void readsMessages_data();
    void readsMessages();
    void readsOneAfterTheOther();
    void takesNothingBeforeTheEnd();
    void keepsToItsLimits();
};

void FramedReaderTest::readsHeaders_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("heard");
    QTest::newRow("right") << opening
                           << QByteArray("header stream http://etherx.jabber.org/streams im.example");
    QTest::newRow("prefixed")
        << QByteArray("<f:open xmlns:f='urn:ietf:params:xml:ns:xmpp-framing' to='im.example'></f:open>")
        << QByteArray("header stream http://etherx.jabber.org/streams im.example");
    QTest::newRow("other namespace") << QByteArray("<open xmlns='urn:example' to='im.example'/>")
                                     << QByteArray("header stream urn:example im.example");
    QTest::newRow("no header") << QByteArray("<iq xmlns='jabber:client' to='im.example'/>")
                               << QByteArray("header iq jabber:client im.example");
    QTest::newRow("header of a TCP stream")
        << QByteArray("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' to='im.example'>")
        << QByteArray("error invalid-xml");
}

void FramedReaderTest::readsHeaders()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, heard);
    FramedReader reader;
    QCOMPARE(read(reader, sent), QByteArrayList{heard});
}

void FramedReaderTest::readsMessages_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("heard");
    const QByteArray message = "<message xmlns='jabber:client'><body>hi</body></message>";
    const QByteArray written = "<message><body>hi</body></message>";
    QTest::newRow("message") << message << written;
    QTest::newRow("white space behind") << message + " \n" << written;
    QTest::newRow("without a namespace") << QByteArray("<message/>") << QByteArray("<message xmlns=\"\"/>");
    QTest::newRow("close") << QByteArray("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>")
                           << QByteArray("closed");
    QTest::newRow("two") << message + message << QByteArray("error bad-format");
    QTest::newRow("one and a half") << message + "<a>" << QByteArray("error bad-format");
    QTest::newRow("half") << QByteArray("<message xmlns='jabber:client'>") << QByteArray("error bad-format");
    QTest::newRow("half a tag") << QByteArray("<message xmlns='jabber") << QByteArray("error bad-format");
    QTest::newRow("nothing") << QByteArray() << QByteArray("error bad-format");
    QTest::newRow("white space") << QByteArray(" ") << QByteArray("error bad-format");
    QTest::newRow("white space before") << ' ' + message << QByteArray("error bad-format");
    QTest::newRow("words") << QByteArray("hello") << QByteArray("error bad-format");
    QTest::newRow("words behind") << message + "hello" << QByteArray("error bad-format");
    QTest::newRow("end of our frame") << QByteArray("</stream>") << QByteArray("error not-well-formed");
    QTest::newRow("end behind") << message + "</stream>" << QByteArray("error not-well-formed");
    QTest::newRow("not UTF-8") << QByteArray("<message><body>\xC3\x28</body></message>")
                               << QByteArray("error not-well-formed");
    QTest::newRow("comment") << QByteArray("<!-- a -->") << QByteArray("error restricted-xml");
    QTest::newRow("document type") << QByteArray("<!DOCTYPE a>") << QByteArray("error not-well-formed");
}

void FramedReaderTest::readsMessages()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, heard);
    for (const qsizetype piece : {1, 2, 7, 1 << 20}) {
        FramedReader reader;
        QCOMPARE(read(reader, opening, piece).size(), 1);
        QCOMPARE(read(reader, sent, piece), QByteArrayList{heard});
        QVERIFY(!reader.isInsideElement());
        if (heard.startsWith("error") || heard == "closed")
            QCOMPARE(read(reader, "<message/>"), QByteArrayList());
    }
}

void FramedReaderTest::readsOneAfterTheOther()
{
    FramedReader reader;
    QCOMPARE(read(reader, opening).size(), 1);
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(read(reader, "<message xmlns='jabber:client' id='m'/>\n"),
                 QByteArrayList{"<message id=\"m\"/>"});
    // A second header is none.
    QVERIFY(
        read(reader, opening).constFirst().startsWith("<open xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\""));
}

void FramedReaderTest::takesNothingBeforeTheEnd()
{
    FramedReader reader;
    QCOMPARE(read(reader, opening).size(), 1);
    reader.feed("<message xmlns='jabber:client'/>");
    QVERIFY(!reader.take());
    QVERIFY(reader.isInsideElement());
    reader.endMessage();
    QVERIFY(reader.take());
    QVERIFY(!reader.isInsideElement());
}

void FramedReaderTest::keepsToItsLimits()
{
    FramedReader reader({.stanzaBytes = 1000});
    QCOMPARE(read(reader, opening).size(), 1);
    const QByteArray fits = "<message><body>" + QByteArray(900, 'a') + "</body></message>";
    QVERIFY(!read(reader, fits).constFirst().startsWith("error"));
    QCOMPARE(read(reader, "<message><body>" + QByteArray(2000, 'a'), 100),
             QByteArrayList{"error policy-violation"});
}

QTEST_GUILESS_MAIN(FramedReaderTest)
#include "tst_framedreader.moc"
