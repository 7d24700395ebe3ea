// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/CtlForm.h"
#include "app/CtlOutput.h"
#include "app/CtlRequest.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace spectrum::core;

namespace
{

QStringList wordsOf(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class CtlRequestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understands_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("request");
        const auto row = [](const char *words, const char *request) {
            QTest::addRow("%s", words) << QByteArray(words) << QByteArray(request);
        };
        row("status", R"({"command":"status"})");
        row("statistics", R"({"command":"statistics"})");
        row("stats", R"({"command":"statistics"})");
        row("users", R"({"command":"users"})");
        row("users a.example --all", R"({"all":true,"command":"users","instance":"a.example"})");
        row("--instance=a user b", R"({"command":"user","instance":"a","user":"b"})");
        row("unregister b --instance a", R"({"command":"unregister","instance":"a","user":"b"})");
        row("delete b", R"({"command":"unregister","user":"b"})");
        row("message b hello", R"({"command":"message","text":"hello","user":"b"})");
        row("message --all hello", R"({"all":true,"command":"message","text":"hello"})");
        row("message --all hello --instance a",
            R"({"all":true,"command":"message","instance":"a","text":"hello"})");
        row("register u n k=v l=w",
            R"({"command":"register","name":"n","options":["k=v","l=w"],"user":"u"})");
        row("disconnect u bye", R"({"command":"disconnect","text":"bye","user":"u"})");
        row("log-level debug", R"({"command":"log-level","level":"debug","rules":[]})");
        row("backup /a/b", R"({"command":"backup","file":"/a/b"})");
    }
    void understands()
    {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, request);
        const auto wish = CtlRequest::parse(wordsOf(words));
        QVERIFY2(wish.isOk(), wish.isOk() ? "" : qPrintable(wish.error().userText));
        QCOMPARE(QJsonDocument(wish->request).toJson(QJsonDocument::Compact), request);
        QCOMPARE(wish->needsPassword, words.startsWith("register"));
        QCOMPARE(wish->isForAllInstances, words == "users" || words == "message --all hello");
    }

    void takesOptionsAnywhere()
    {
        const auto wish = CtlRequest::parse(wordsOf("--json status --socket /a/socket --config=/a/file"));
        QVERIFY(wish.isOk());
        QVERIFY(wish->isForMachine);
        QCOMPARE(wish->socket, QStringLiteral("/a/socket"));
        QCOMPARE(wish->configFile, QStringLiteral("/a/file"));
    }

    void makesPathsAbsolute()
    {
        const auto wish = CtlRequest::parse(wordsOf("backup ../copy.db"));
        QVERIFY(wish.isOk());
        QCOMPARE(wish->request.value(QStringLiteral("file")).toString(),
                 QDir::cleanPath(QDir::current().absoluteFilePath(QStringLiteral("../copy.db"))));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("words");
        for (const char *words : {"", "nonsense", "user", "status more", "--nonsense status",
                                  "status --socket", "backup", "register u", "log-level", "message",
                                  "message u", "message --all", "message --all u hello", "status --all"})
            QTest::addRow("%s", words) << QByteArray(words);
    }
    void refuses()
    {
        QFETCH(QByteArray, words);
        const auto wish = CtlRequest::parse(wordsOf(words));
        QVERIFY(!wish.isOk());
        QVERIFY(wish.error().userText.endsWith(QLatin1Char('.')) ||
                wish.error().userText.endsWith(QLatin1Char('?')));
    }

    // Whatever is understood is explained, to people who ask and in the manual.
    void everyCommandIsExplained()
    {
        const QString help = CtlForm::help();
        const QString manual = CtlForm::manualPage();
        QVERIFY(!CtlForm::all().empty());
        for (const CtlForm &form : CtlForm::all()) {
            QVERIFY(CtlForm::find(QLatin1String(form.name)) == &form);
            QVERIFY2(help.contains(QStringLiteral("\n  %1 ").arg(QLatin1String(form.name))), form.name);
            QVERIFY2(manual.contains(
                         QStringLiteral("\n.BI \"%1\"")
                             .arg(QString::fromLatin1(form.name).replace(u'-', QStringLiteral("\\-")))),
                     form.name);
            if (form.alias)
                QVERIFY2(help.contains(QStringLiteral("(or: %1)").arg(QLatin1String(form.alias))), form.name);
        }
        const QStringList lines = help.split(u'\n');
        for (const QString &line : lines)
            QVERIFY2(line.size() <= 100, qPrintable(line));
    }

    // What a network says as the reason must not move the cursor of an administrator.
    void outputIsSafe()
    {
        const QJsonObject user{{QStringLiteral("user"), QStringLiteral("a\x1b[2J\nb")},
                               {QStringLiteral("state"), QStringLiteral("failed")},
                               {QStringLiteral("reason"), QStringLiteral("\r\x9b"
                                                                         "31m")}};
        const QString text =
            CtlOutput::text(QStringLiteral("users"), {{QStringLiteral("users"), QJsonArray{user}}});
        QCOMPARE(text.count(QLatin1Char('\n')), 1);
        for (const QChar c : text.chopped(1))
            QVERIFY2(c.unicode() >= 0x20 && (c.unicode() < 0x7f || c.unicode() > 0x9f), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(CtlRequestTest)
#include "tst_ctlrequest.moc"
