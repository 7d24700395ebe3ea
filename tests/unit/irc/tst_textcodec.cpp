// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "TextCodec.h"

#include <QtTest>

using spectrum::irc::TextCodec;

class TestTextCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void prefersUtf8();
    void fallsBack();
    void encodes();
    void refusesUnknownNames();
};

void TestTextCodec::prefersUtf8()
{
    for (const QString &name :
         {QStringLiteral("UTF-8"), QStringLiteral("iso-8859-1"), QStringLiteral("cp1252")}) {
        const TextCodec codec = TextCodec::named(name).value();
        QCOMPARE(codec.decode(QStringLiteral("Grüße 👍").toUtf8()), QStringLiteral("Grüße 👍"));
    }
}

void TestTextCodec::fallsBack()
{
    QCOMPARE(TextCodec::named({}).value().decode("\x80 gr\xFC\xDF"), QStringLiteral("€ grüß"));
    QCOMPARE(TextCodec::named(QStringLiteral("latin1")).value().decode("gr\xFC\xDF"), QStringLiteral("grüß"));
    for (const char *bytes : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
        const QString text = TextCodec::named({}).value().decode(bytes);
        QVERIFY(!text.isEmpty() && text.isValidUtf16());
    }
}

void TestTextCodec::encodes()
{
    const QString text = QStringLiteral("ü€👍я");
    QCOMPARE(TextCodec::named({}).value().encode(text), text.toUtf8());
    QCOMPARE(TextCodec::named(QStringLiteral("ISO-8859-1")).value().encode(text), "\xFC???");
    QCOMPARE(TextCodec::named(QStringLiteral("Windows-1252")).value().encode(text), "\xFC\x80??");
}

void TestTextCodec::refusesUnknownNames()
{
    const auto result = TextCodec::named(QStringLiteral("klingon"));
    QVERIFY(!result);
    QVERIFY(result.error().userText.contains(QStringLiteral("irc.encoding")));
    QVERIFY(!TextCodec::named(QStringLiteral("UTF-16")));
}

QTEST_APPLESS_MAIN(TestTextCodec)
#include "tst_textcodec.moc"
