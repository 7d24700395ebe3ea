// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/Element.h"
#include "stream/ElementReader.h"
#include "stream/ElementWriter.h"

#include <QtTest>

using namespace spectrum::xmpp;

class ElementWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writes();
    void escapes_data();
    void escapes();
    void textComesBack();
    void neverWritesMalformedXml();
    void writesWhatWasRead_data();
    void writesWhatWasRead();
};

namespace
{

std::optional<Element> readBack(const QByteArray &xml)
{
    ElementReader reader({.stanzaBytes = 0});
    reader.feed("<s:stream xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams'>" + xml);
    static_cast<void>(reader.take());
    auto item = reader.take();
    auto *stanza = item ? std::get_if<ElementReader::Stanza>(&*item) : nullptr;
    return stanza ? std::optional(stanza->element) : std::nullopt;
}

QByteArray bodyOf(QStringView text)
{
    ElementWriter xml;
    xml.open("message");
    xml.attribute("id", text);
    xml.leaf("body", text);
    xml.close();
    return xml.take();
}

} // namespace

void ElementWriterTest::writes()
{
    ElementWriter xml;
    xml.open("iq");
    xml.attribute("type", "result");
    xml.attribute("to", QStringLiteral("a@b"));
    xml.open("query", "jabber:iq:version");
    xml.leaf("name", QStringLiteral("x"));
    xml.empty("os");
    xml.raw("<v/>");
    xml.close();
    xml.close();
    QCOMPARE(xml.take(), QByteArray("<iq type=\"result\" to=\"a@b\"><query xmlns=\"jabber:iq:version\">"
                                    "<name>x</name><os/><v/></query></iq>"));
    QCOMPARE(xml.take(), QByteArray());
}

void ElementWriterTest::escapes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("readBack");
    const QString replaced(QChar(0xFFFD));
    QTest::newRow("markup") << "<a b=\"c\" d='e'>&amp;]]>"
                            << "<a b=\"c\" d='e'>&amp;]]>";
    QTest::newRow("NUL") << QString(QChar(0)) << replaced;
    QTest::newRow("controls") << QStringLiteral("a\x01\x1b"
                                                "b\x7f")
                              << QStringLiteral("a%1%1b%1").arg(replaced);
    QTest::newRow("U+FFFE, U+FFFF") << QString(QChar(0xFFFE)) + QChar(0xFFFF) << replaced + replaced;
    QTest::newRow("high surrogate") << QChar(0xD83D) + QStringLiteral("a") << replaced + QLatin1Char('a');
    QTest::newRow("high surrogate at the end")
        << QStringLiteral("a") + QChar(0xD83D) << QLatin1Char('a') + replaced;
    QTest::newRow("low surrogate") << QChar(0xDE00) + QStringLiteral("a") << replaced + QLatin1Char('a');
    QTest::newRow("the wrong way round") << QString(QChar(0xDE00)) + QChar(0xD83D) << replaced + replaced;
    QTest::newRow("emoji") << QString::fromUtf8("\xF0\x9F\x98\x80") << QString::fromUtf8("\xF0\x9F\x98\x80");
    QTest::newRow("beyond ASCII") << QStringLiteral("\u00e4\u20ac") << QStringLiteral("\u00e4\u20ac");
    QTest::newRow("bidi override") << QStringLiteral("a\u202Eb") << QStringLiteral("a\u202Eb");
}

void ElementWriterTest::escapes()
{
    QFETCH(QString, text);
    const auto read = readBack(bodyOf(text));
    QVERIFY(read);
    QTEST(read->childText(u"body"), "readBack");
    QTEST(read->attribute("id"), "readBack");
}

// White space too, although XML normalises it where it can.
void ElementWriterTest::textComesBack()
{
    const QString text = QStringLiteral(" a\tb\r\nc\rd\ne ");
    const auto read = readBack(bodyOf(text));
    QVERIFY(read);
    QCOMPARE(read->childText(u"body"), text);
}

void ElementWriterTest::neverWritesMalformedXml()
{
    QString text;
    for (char32_t unit = 0; unit <= 0xFFFF; ++unit)
        text += QChar(static_cast<char16_t>(unit));
    const QByteArray xml = bodyOf(text);
    QVERIFY(xml.isValidUtf8());
    const auto read = readBack(xml);
    QVERIFY(read);
    // U+DBFF and U+DC00 meet in the middle and make one character.
    QCOMPARE(read->childText(u"body").size(), text.size());
}

void ElementWriterTest::writesWhatWasRead_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("message") << QByteArray("<message from=\"a@b\" id=\"1\"><body>&lt;x&gt;</body></message>");
    QTest::newRow("namespaces") << QByteArray(
        "<iq><query xmlns=\"jabber:iq:register\"><x xmlns=\"jabber:x:data\"><field/></x></query></iq>");
    QTest::newRow("back to the stream's namespace") << QByteArray(
        "<message><f xmlns=\"urn:f\"><message xmlns=\"jabber:client\"><body/></message></f></message>");
}

void ElementWriterTest::writesWhatWasRead()
{
    QFETCH(QByteArray, xml);
    const auto first = readBack(xml);
    QVERIFY(first);
    ElementWriter writer;
    writer.element(*first);
    const auto second = readBack(writer.take());
    QVERIFY(second);
    writer.element(*second);
    const QByteArray again = writer.take();
    writer.element(*first);
    QCOMPARE(again, writer.take());
    QCOMPARE(again, xml);
}

QTEST_APPLESS_MAIN(ElementWriterTest)
#include "tst_elementwriter.moc"
