// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Ini.h"

#include <QTest>

using namespace spectrum::config;

class tst_Ini : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void boundsALine();
};

void tst_Ini::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("entries");
    const auto row = [](const char *name, const QByteArray &text, const QStringList &entries) {
        QTest::newRow(name) << text << entries;
    };
    row("a section", "[service]\nport=5347\n", {QStringLiteral("service.port=5347@2")});
    row("before any section", "service.port = 5347", {QStringLiteral("service.port=5347@1")});
    row("a list is the key again", "[a]\nk=1\nk=2", {QStringLiteral("a.k=1@2"), QStringLiteral("a.k=2@3")});
    row("comments", "# x\n[a]\n; y\nk=v # z\nl=v ;z", {QStringLiteral("a.k=v@4"), QStringLiteral("a.l=v@5")});
    row("no comment inside a word", "[a]\npassword=x#y;z", {QStringLiteral("a.password=x#y;z@2")});
    row("quotes keep everything", "[a]\nk=\" x # y \"", {QStringLiteral("a.k= x # y @2")});
    row("line ends and a mark of another system", "\xEF\xBB\xBF[a]\r\nk=v\r\n", {QStringLiteral("a.k=v@2")});
    row("an empty value", "[a]\nk=", {QStringLiteral("a.k=@2")});
    row("an equals sign in the value", "[a]\nk=b=c", {QStringLiteral("a.k=b=c@2")});
}

void tst_Ini::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, entries);
    const IniText read = Ini::parse(text, QStringLiteral("f"));
    QVERIFY2(read.mistakes.isEmpty(), qPrintable(read.mistakes.value(0).toString()));
    QStringList found;
    for (const IniEntry &entry : read.entries)
        found.append(QStringLiteral("%1=%2@%3").arg(entry.key, entry.value).arg(entry.line));
    QCOMPARE(found, entries);
}

void tst_Ini::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("no equals sign") << QByteArray("[a]\nk") << 2;
    QTest::newRow("an open section") << QByteArray("[a\nk=v") << 1;
    QTest::newRow("open quotes") << QByteArray("[a]\nk=\"v") << 2;
    QTest::newRow("a key without a section") << QByteArray("k=v") << 1;
    QTest::newRow("the same section twice") << QByteArray("[a]\nk=1\n[a]\nl=2") << 3;
}

void tst_Ini::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const IniText read = Ini::parse(text, QStringLiteral("f"));
    QVERIFY(!read.mistakes.isEmpty());
    QCOMPARE(read.mistakes[0].line, line);
    QVERIFY(read.mistakes[0].toString().startsWith(QStringLiteral("f:%1:").arg(line)));
}

void tst_Ini::boundsALine()
{
    const IniText read =
        Ini::parse("[a]\nk=" + QByteArray(1024 * 1024, 'x') + "\nl=v\n", QStringLiteral("f"));
    QCOMPARE(read.mistakes.size(), 1);
    QCOMPARE(read.mistakes[0].line, 2);
    QVERIFY(read.mistakes[0].toString().size() < 1000);
}

QTEST_APPLESS_MAIN(tst_Ini)
#include "tst_ini.moc"
