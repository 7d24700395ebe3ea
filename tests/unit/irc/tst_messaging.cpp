// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcRun.h>

using namespace spectrum;
using spectrum::testing::contactPeer;
using spectrum::testing::IrcRun;
using spectrum::testing::roomPeer;

class TestMessaging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understandsKinds();
    void sendsKinds();
    void answersQuestionsSparingly();
    void marksLateMessages();
    void splitsWithinALine();
    void takesOperatorMessagesForTheChannel();
    void stripsCodes();
    void passesServerNoticesSparingly();
    void readsOtherEncodings();
    void survivesHostileLines();
};

void TestMessaging::understandsKinds()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.send(":Peer!u@h PRIVMSG tester :hello");
    run.server.send(":Peer!u@h PRIVMSG tester :\x01"
                    "ACTION waves\x01");
    run.server.send(":Peer!u@h NOTICE tester :automatic");
    QVERIFY(run.waitForEvents<MessageReceived>(3));
    const auto received = run.recorder.all<MessageReceived>();
    QCOMPARE(received[0].message.peer, contactPeer("peer"));
    QCOMPARE(received[0].message.kind, MessageKind::Normal);
    QCOMPARE(received[1].message.kind, MessageKind::Action);
    QCOMPARE(received[1].message.body, QStringLiteral("waves"));
    QCOMPARE(received[2].message.kind, MessageKind::Notice);
}

void TestMessaging::sendsKinds()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.send(contactPeer("peer"), QStringLiteral("waves\x01\x01"), MessageKind::Action);
    run.send(contactPeer("peer"), QStringLiteral("automatic"), MessageKind::Notice);
    QVERIFY(run.waitForLine("PRIVMSG peer :\x01"
                            "ACTION waves\x01"));
    QVERIFY(run.waitForLine("NOTICE peer :automatic"));
    run.send(contactPeer("peer"), QString(), MessageKind::Attention);
    QVERIFY(run.waitForLine("PRIVMSG peer :\x01"
                            "ACTION asks for your attention\x01"));
    run.send(contactPeer("peer"), QStringLiteral("wake up"), MessageKind::Attention);
    QVERIFY(run.waitForLine("PRIVMSG peer :wake up"));
}

void TestMessaging::answersQuestionsSparingly()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    for (int i = 0; i < 100; ++i)
        run.server.send(":peer!u@h PRIVMSG tester :\x01VERSION\x01");
    run.server.send(":peer!u@h PRIVMSG tester :\x01"
                    "FINGER\x01");
    run.server.send(":peer!u@h NOTICE tester :\x01VERSION x\x01");
    QVERIFY(run.synchronise());
    QCOMPARE(run.server.lines().count("NOTICE peer :\x01VERSION Spectrum 2\x01"), 5);
    QVERIFY(run.recorder.all<MessageReceived>().empty());
}

void TestMessaging::marksLateMessages()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.send("@time=2020-02-03T04:05:06.789Z;msgid=a\\:b :peer!u@h PRIVMSG tester :old");
    run.server.send("@time=nonsense :peer!u@h PRIVMSG tester :new");
    QVERIFY(run.waitForEvents<MessageReceived>(2));
    const auto received = run.recorder.all<MessageReceived>();
    QCOMPARE(received[0].message.sentAt, QDateTime(QDate(2020, 2, 3), QTime(4, 5, 6, 789), QTimeZone::utc()));
    QCOMPARE(received[0].message.id.toString(), QStringLiteral("a;b"));
    QVERIFY(!received[1].message.sentAt.isValid());
}

void TestMessaging::splitsWithinALine()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    const QString body = QStringLiteral("ä👍🏽").repeated(300);
    QVERIFY(run.waitForOutcome(run.send(contactPeer("peer"), body)));
    const QByteArray prefix = ":tester!user@host.example.which.is.not.so.short ";
    QByteArray whole;
    for (const QByteArray &line : run.server.lines()) {
        if (!line.startsWith("PRIVMSG"))
            continue;
        QVERIFY(prefix.size() + line.size() <= 510);
        const QByteArray text = line.mid(line.indexOf(':') + 1);
        QVERIFY(text.isValidUtf8());
        whole += text;
    }
    QCOMPARE(QString::fromUtf8(whole), body);
}

void TestMessaging::takesOperatorMessagesForTheChannel()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.send(":person!u@h PRIVMSG @#room :among operators");
    run.server.send(":person!u@h PRIVMSG #elsewhere :not for us");
    QVERIFY(run.synchronise());
    QCOMPARE(run.recorder.all<MessageReceived>().size(), size_t(1));
    QCOMPARE(run.recorder.all<MessageReceived>().front().message.peer, roomPeer("#room"));
    QCOMPARE(run.recorder.all<MessageReceived>().front().message.author, QStringLiteral("person"));
}

void TestMessaging::stripsCodes()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.send(":peer!u@h PRIVMSG tester :\x02"
                    "bold\x02 \x03"
                    "04,05red\x03 \x1B[31m\x0F.");
    QVERIFY(run.waitForEvents<MessageReceived>(1));
    QCOMPARE(run.recorder.all<MessageReceived>().front().message.body, QStringLiteral("bold red [31m."));
}

void TestMessaging::passesServerNoticesSparingly()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    for (int i = 0; i < 100; ++i)
        run.server.send(":irc.example NOTICE tester :Server goes down");
    run.server.send("NOTICE tester :no source");
    QVERIFY(run.synchronise());
    QCOMPARE(run.recorder.all<NoticeReceived>().size(), size_t(5));
    QVERIFY(run.recorder.all<MessageReceived>().empty());
}

void TestMessaging::readsOtherEncodings()
{
    IrcRun run;
    run.settings.setGiven(QStringLiteral("irc.encoding"), {QStringLiteral("ISO-8859-1")});
    QVERIFY(run.goOnline());
    run.server.send(":peer!u@h PRIVMSG tester :Gr\xFC\xDF"
                    "e");
    run.server.send(QStringLiteral(":peer!u@h PRIVMSG tester :Grüße").toUtf8());
    run.send(contactPeer("peer"), QStringLiteral("Grüße €"));
    QVERIFY(run.waitForEvents<MessageReceived>(2));
    for (const MessageReceived &event : run.recorder.all<MessageReceived>())
        QCOMPARE(event.message.body, QStringLiteral("Grüße"));
    QVERIFY(run.waitForLine("PRIVMSG peer :Gr\xFC\xDF"
                            "e ?"));
}

void TestMessaging::survivesHostileLines()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.sendRaw(QByteArray(1024 * 1024, 'x') + "\r\n");
    run.server.sendRaw(":peer!u@h PRIVMSG tester :" + QByteArray(100000, 'y') + "\r\n");
    run.server.sendRaw(QByteArray("\0\0\0\r\n:\r\n: \r\n@\r\n@a=b\r\n@a=b :\r\n\xFF\xFE\r\n", 34));
    for (int numeric = 1; numeric < 1000; ++numeric) {
        const QByteArray code = QByteArray::number(numeric).rightJustified(3, '0');
        run.server.send(":irc.example " + code);
        run.server.send(code + " tester");
        run.server.send(":irc.example " + code + " tester #room");
        run.server.send(":irc.example " + code + " tester peer :\xFF");
    }
    for (const char *command : {"JOIN", "PART", "KICK", "NICK", "QUIT", "MODE", "TOPIC", "PRIVMSG", "NOTICE",
                                "AWAY", "PONG", "CHGHOST", "CAP", "AUTHENTICATE", "INVITE", "WALLOPS"}) {
        run.server.send(command);
        run.server.send(QByteArray(":a!b@c ") + command);
        run.server.send(QByteArray(":a!b@c ") + command + " :");
        run.server.send(QByteArray(":a!b@c ") + command + " #room :");
        run.server.send(QByteArray(":irc.example ") + command + " tester :");
    }
    QVERIFY(run.synchronise());
    QCOMPARE(run.recorder.state(), SessionState::Online);
    QCOMPARE(run.recorder.violations(), QStringList());
}

QTEST_GUILESS_MAIN(TestMessaging)
#include "tst_messaging.moc"
