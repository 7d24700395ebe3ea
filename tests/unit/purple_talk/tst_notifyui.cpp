// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::purple;
using spectrum::purple::testing::Stage;

class TestNotifyUi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEverything_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("text");
        QTest::newRow("error") << QByteArray("error") << "It failed\nBecause & so.";
        QTest::newRow("message") << QByteArray("message") << "All is well";
        QTest::newRow("formatted") << QByteArray("formatted") << "Primary\nSecondary\nSome text\ntwo lines";
        QTest::newRow("uri") << QByteArray("uri") << "Open this address: https://example.org/a?b=1&c=2";
        QTest::newRow("email") << QByteArray("email")
                               << "New mail from a@example.org: Subject\nhttps://mail.example/1";
        QTest::newRow("search") << QByteArray("search")
                                << "Found people\nID: juliet, Name: Juliet <Capulet>\nID: romeo";
        QTest::newRow("about")
            << QByteArray("userinfo juliet")
            << "About juliet:\nFull Name: Juliet Capulet\nNickname: jule\nEmail: "
               "j@example.org\nPhone: +39 1\nHomepage: mine (https://example.org/j)\nBirthday: "
               "1990-02-28\nTown: Verona & around\nwithout a label";
    }
    void tellsEverything()
    {
        QFETCH(QByteArray, words);
        QFETCH(QString, text);
        Stage other("juliet@trial.example");
        Stage stage;
        stage.goOnline();
        stage.say(words.constData());
        QCOMPARE(stage.sink.notices, QStringList{text});
        QVERIFY(other.sink.events.isEmpty());
    }

    void tellsOfManyMails()
    {
        Stage stage;
        stage.goOnline();
        stage.say("emails");
        QCOMPARE(stage.sink.notices,
                 (QStringList{
                     QStringLiteral("New mail from a@example.org: Hello\nhttps://mail.example/1\nNew mail "
                                    "from b@example.org"),
                     QStringLiteral("3 new mails")}));
    }

    void answersWhoWaitsForAProfile()
    {
        Stage stage;
        stage.goOnline();
        const Turn turn(stage.desk->number());
        stage.desk->profiles().request(
            {.request = RequestId{7}, .contact = ContactId(QStringLiteral("juliet"))},
            QStringLiteral("juliet"));
        QCOMPARE(stage.sink.events.size(), 2);
        const auto *received = std::get_if<ProfileReceived>(&stage.sink.events[0]);
        QVERIFY(received);
        QCOMPARE(received->request, RequestId{7});
        QCOMPARE(received->profile.fullName, QStringLiteral("Juliet Capulet"));
        QCOMPARE(received->profile.website, QStringLiteral("https://example.org/j"));
        QCOMPARE(stage.sink.events[1], Event(RequestFinished{RequestId{7}, {}}));
        QVERIFY(stage.sink.notices.isEmpty());
    }

    void saysNoWhereNobodyIsConnected()
    {
        Stage stage;
        stage.desk->profiles().request({.request = RequestId{7}}, QStringLiteral("juliet"));
        const auto *finished = std::get_if<RequestFinished>(&stage.sink.events[0]);
        QVERIFY(finished && finished->error);
        QCOMPARE(finished->error->kind, ErrorKind::NotConnected);
    }

    void bearsOddWords()
    {
        Stage stage;
        stage.goOnline();
        for (const char *words : {"odd utf8", "odd huge", "odd null"})
            stage.say(words);
        QCOMPARE(stage.sink.notices.size(), 3);
        for (const QString &text : std::as_const(stage.sink.notices))
            QVERIFY(text.size() < 10000);
    }
};

QTEST_GUILESS_MAIN(TestNotifyUi)
#include "tst_notifyui.moc"
