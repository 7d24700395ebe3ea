// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "address/Jid.h"

#include <QtTest>

using namespace spectrum::xmpp;

class JidTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void refuses_data();
    void refuses();
    void comparesPrepared();
    void sharesItsText();
};

void JidTest::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("node");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("full");
    QTest::newRow("full") << "Romeo@Example.ORG/Orchard"
                          << "romeo"
                          << "example.org"
                          << "Orchard"
                          << "romeo@example.org/Orchard";
    QTest::newRow("bare") << "romeo@example.org"
                          << "romeo"
                          << "example.org"
                          << ""
                          << "romeo@example.org";
    QTest::newRow("domain") << "example.org"
                            << ""
                            << "example.org"
                            << ""
                            << "example.org";
    QTest::newRow("domain with resource") << "example.org/a"
                                          << ""
                                          << "example.org"
                                          << "a"
                                          << "example.org/a";
    QTest::newRow("at-sign and slash in the resource") << "a@b/c@d/e"
                                                       << "a"
                                                       << "b"
                                                       << "c@d/e"
                                                       << "a@b/c@d/e";
    QTest::newRow("at-sign in a domain's resource") << "b/c@d"
                                                    << ""
                                                    << "b"
                                                    << "c@d"
                                                    << "b/c@d";
    QTest::newRow("escaped") << "a\\40b@c"
                             << "a\\40b"
                             << "c"
                             << ""
                             << "a\\40b@c";
    QTest::newRow("per cent") << "a%b.org@c"
                              << "a%b.org"
                              << "c"
                              << ""
                              << "a%b.org@c";
}

void JidTest::splits()
{
    QFETCH(QString, text);
    const auto jid = Jid::parse(text);
    QVERIFY(jid);
    QTEST(jid->node(), "node");
    QTEST(jid->domain(), "domain");
    QTEST(jid->resource(), "resource");
    QTEST(jid->full(), "full");
    QCOMPARE(jid->nodeView().toString(), jid->node());
    QCOMPARE(jid->domainView().toString(), jid->domain());
    QCOMPARE(jid->isBare(), jid->resource().isEmpty());
    QCOMPARE(jid->hasNode(), !jid->node().isEmpty());
    QCOMPARE(Jid::parse(jid->full()), jid);
}

void JidTest::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << "";
    QTest::newRow("no node") << "@example.org";
    QTest::newRow("no domain") << "romeo@";
    QTest::newRow("no domain, resource") << "romeo@/a";
    QTest::newRow("no resource") << "romeo@example.org/";
    QTest::newRow("slash alone") << "/";
    QTest::newRow("two at-signs") << "a@b@c";
    QTest::newRow("space in node") << "a b@c";
    QTest::newRow("space in domain") << "a@b c";
    QTest::newRow("line end in resource") << QStringLiteral("a@b/c\nd");
    QTest::newRow("NUL") << QStringLiteral("a@b") + QChar(0);
    QTest::newRow("lone surrogate") << QString(QChar(0xDC00)) + QStringLiteral("@b");
    QTest::newRow("long node") << QString(1024, QLatin1Char('a')) + QStringLiteral("@b");
    QTest::newRow("long domain") << QStringLiteral("a@") + QString(1024, QLatin1Char('b'));
    QTest::newRow("long resource") << QStringLiteral("a@b/") + QString(1024, QLatin1Char('c'));
}

void JidTest::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!Jid::parse(text));
}

void JidTest::comparesPrepared()
{
    QCOMPARE(Jid::parse(QStringLiteral("A@B/c")), Jid::parse(QStringLiteral("a@b/c")));
    QVERIFY(Jid::parse(QStringLiteral("a@b/C")) != Jid::parse(QStringLiteral("a@b/c")));
    // A node that ends where the other's domain does.
    QVERIFY(Jid::parse(QStringLiteral("ab")) != Jid::parse(QStringLiteral("a@b")));
}

void JidTest::sharesItsText()
{
    const QString text = QStringLiteral("romeo@example.org");
    const auto jid = Jid::parse(text);
    QVERIFY(jid);
    QCOMPARE(jid->bare().constData(), text.constData());
}

QTEST_APPLESS_MAIN(JidTest)
#include "tst_jid.moc"
