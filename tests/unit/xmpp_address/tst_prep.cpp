// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "address/Prep.h"

#include <QtTest>

using namespace spectrum::xmpp;

class PrepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void preparesNodes_data();
    void preparesNodes();
    void preparesDomains_data();
    void preparesDomains();
    void preparesResources_data();
    void preparesResources();
    void boundsTheLength();
    void isIdempotent_data();
    void isIdempotent();
};

namespace
{

void addColumns()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("prepared"); // null = refused
}

void compare(const std::optional<QString> &actual)
{
    QFETCH(QString, prepared);
    if (prepared.isNull()) {
        QVERIFY2(!actual, qPrintable(actual.value_or(QString())));
        return;
    }
    QVERIFY(actual);
    QCOMPARE(*actual, prepared);
}

} // namespace

void PrepTest::preparesNodes_data()
{
    addColumns();
    QTest::newRow("plain") << "romeo"
                           << "romeo";
    QTest::newRow("case") << "RoMeo"
                          << "romeo";
    QTest::newRow("channel") << "#qt"
                             << "#qt";
    QTest::newRow("case beyond ASCII") << "ÄÖ"
                                       << "äö";
    QTest::newRow("composed") << QStringLiteral("a\u0308") << QStringLiteral("\u00e4");
    QTest::newRow("compatibility") << QStringLiteral("\uFF21") << "a";
    QTest::newRow("emoji") << QString::fromUtf8("\xF0\x9F\x98\x80") << QString::fromUtf8("\xF0\x9F\x98\x80");
    QTest::newRow("empty") << "" << QString();
    for (const char forbidden : {' ', '"', '&', '\'', '/', ':', '<', '>', '@', '\t', '\x7f'})
        QTest::addRow("character %d", forbidden)
            << QString(QLatin1Char(forbidden)) + QLatin1Char('a') << QString();
    QTest::newRow("forbidden beside others") << "ä@b" << QString();
    QTest::newRow("lone surrogate") << QString(QChar(0xD800)) + QStringLiteral("ab") << QString();
    QTest::newRow("nothing left") << QString(QChar(0x00AD)) << QString();
    QTest::newRow("NUL") << QString(QChar(0)) << QString();
    QTest::newRow("NUL beside others") << QStringLiteral("ä") + QChar(0) + QStringLiteral("b") << QString();
}

void PrepTest::preparesNodes()
{
    QFETCH(QString, given);
    compare(prepareNode(given));
}

void PrepTest::preparesDomains_data()
{
    addColumns();
    QTest::newRow("plain") << "irc.example.org"
                           << "irc.example.org";
    QTest::newRow("case") << "IRC.Example.ORG"
                          << "irc.example.org";
    QTest::newRow("final dot") << "example.org."
                               << "example.org";
    QTest::newRow("a dot alone") << "." << QString();
    QTest::newRow("IPv6") << "[::1]"
                          << "[::1]";
    QTest::newRow("beyond ASCII") << "BÜCHER.example"
                                  << "bücher.example";
    QTest::newRow("wide final dot") << QStringLiteral("example.org\uFF0E") << "example.org";
    QTest::newRow("two final dots") << "example.org.." << QString();
    QTest::newRow("wide at-sign") << QStringLiteral("a\uFF20b") << QString();
    QTest::newRow("wide slash") << QStringLiteral("b\uFF0Fc") << QString();
    QTest::newRow("care of") << QStringLiteral("b\u2105c") << QString();
    QTest::newRow("space") << "exa mple" << QString();
    QTest::newRow("empty") << "" << QString();
}

void PrepTest::preparesDomains()
{
    QFETCH(QString, given);
    compare(prepareDomain(given));
}

void PrepTest::preparesResources_data()
{
    addColumns();
    QTest::newRow("case stays") << "My Phone"
                                << "My Phone";
    QTest::newRow("anything printable") << "a/b@c<d>&'\""
                                        << "a/b@c<d>&'\"";
    QTest::newRow("control") << QStringLiteral("a\tb") << QString();
    QTest::newRow("compatibility") << QStringLiteral("\u00AA") << "a";
    QTest::newRow("empty") << "" << QString();
}

void PrepTest::preparesResources()
{
    QFETCH(QString, given);
    compare(prepareResource(given));
}

void PrepTest::boundsTheLength()
{
    QVERIFY(prepareNode(QString(1023, QLatin1Char('a'))));
    QVERIFY(!prepareNode(QString(1024, QLatin1Char('a'))));
    // Bytes of UTF-8 count, not characters.
    QVERIFY(prepareResource(QString(511, QChar(0xE4))));
    QVERIFY(!prepareResource(QString(512, QChar(0xE4))));
    QVERIFY(!prepareDomain(QString(2'000'000, QLatin1Char('a'))));
    QVERIFY(!prepareDomain(QString(2'000'000, QChar(0xE4))));
}

void PrepTest::isIdempotent_data()
{
    QTest::addColumn<QString>("given");
    QTest::newRow("ASCII") << "ABC";
    QTest::newRow("sharp s") << "STRAßE";
    QTest::newRow("Greek") << "ΣΊΣΥΦΟΣ";
    QTest::newRow("full width") << QStringLiteral("\uFF21\uFF42");
}

void PrepTest::isIdempotent()
{
    QFETCH(QString, given);
    const auto once = prepareNode(given);
    QVERIFY(once);
    QCOMPARE(prepareNode(*once), once);
}

QTEST_APPLESS_MAIN(PrepTest)
#include "tst_prep.moc"
