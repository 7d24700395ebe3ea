// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcRun.h>

using namespace spectrum;
using namespace std::chrono_literals;
using spectrum::testing::IrcRun;

class TestContactWatch : public QObject
{
    Q_OBJECT

    static void add(IrcRun &run, const QString &name)
    {
        run.contacts().setContact({RequestId(1), Contact{ContactId(name), {}, {}}});
    }

private Q_SLOTS:
    void asksWithIson();
    void usesMonitor();
    void usesWatch();
    void hearsOfAbsence();
    void learnsFromFailures();
    void seesThemInChannels();
    void gathersNames();
    void removes();
    void refusesImpossibleNames();
    void hasAnEnd();
};

void TestContactWatch::asksWithIson()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    add(run, QStringLiteral("peer"));
    add(run, QStringLiteral("nobody"));
    QCOMPARE(run.recorder.all<ContactChanged>().size(), size_t(2));
    run.host.advance(200ms);
    QVERIFY(run.waitForEvents<ContactPresenceChanged>(1));
    QVERIFY(run.server.hasReceived("ISON :peer nobody"));
    QCOMPARE(run.recorder.all<ContactPresenceChanged>().front().presence.availability, Availability::Online);
    run.server.setHook([&](const QByteArray &line) {
        if (line.startsWith("ISON"))
            run.server.sendNumeric(303, ":");
        return line.startsWith("ISON");
    });
    run.host.advance(60s);
    QVERIFY(run.waitForEvents<ContactPresenceChanged>(2));
    QCOMPARE(run.recorder.all<ContactPresenceChanged>().back().presence.availability, Availability::Offline);
}

void TestContactWatch::learnsFromFailures()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    add(run, QStringLiteral("peer"));
    run.host.advance(200ms);
    QVERIFY(run.waitForEvents<ContactPresenceChanged>(1));
    run.server.sendNumeric(401, "Peer :No such nick or channel name");
    QVERIFY(run.waitForEvents<ContactPresenceChanged>(2));
    QCOMPARE(run.recorder.all<ContactPresenceChanged>().back().presence.availability, Availability::Offline);
}

void TestContactWatch::usesMonitor()
{
    IrcRun run;
    run.server.setISupport("MONITOR=100");
    QVERIFY(run.goOnline());
    add(run, QStringLiteral("peer"));
    add(run, QStringLiteral("other"));
    run.host.advance(200ms);
    QVERIFY(run.waitForLine("MONITOR + peer,other"));
    run.server.sendNumeric(730, ":Peer!u@h,other!u@h");
    run.server.sendNumeric(731, ":peer");
    QVERIFY(run.waitForEvents<ContactPresenceChanged>(3));
    QCOMPARE(run.recorder.all<ContactPresenceChanged>().back().presence.availability, Availability::Offline);
}

void TestContactWatch::usesWatch()
{
    IrcRun run;
    run.server.setISupport("WATCH=100");
    QVERIFY(run.goOnline());
    add(run, QStringLiteral("peer"));
    run.host.advance(200ms);
    QVERIFY(run.waitForLine("WATCH :+peer"));
    run.server.sendNumeric(604, "Peer u h 1 :is online");
    run.server.sendNumeric(601, "Peer u h 1 :logged out");
    QVERIFY(run.waitForEvents<ContactPresenceChanged>(2));
}

void TestContactWatch::hearsOfAbsence()
{
    IrcRun run;
    run.server.setCapabilities("away-notify");
    QVERIFY(run.goOnline());
    add(run, QStringLiteral("peer"));
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.send(":peer!u@h JOIN #room");
    run.server.send(":peer!u@h AWAY :lunch");
    run.server.send(":peer!u@h AWAY");
    run.server.sendNumeric(301, "peer :tea");
    QVERIFY(run.waitForEvents<ContactPresenceChanged>(4));
    const auto changes = run.recorder.all<ContactPresenceChanged>();
    QCOMPARE(changes[0].presence.availability, Availability::Online);
    QCOMPARE(changes[1].presence.availability, Availability::Away);
    QCOMPARE(changes[1].presence.text, QStringLiteral("lunch"));
    QCOMPARE(changes[2].presence.availability, Availability::Online);
    QCOMPARE(changes[3].presence.text, QStringLiteral("tea"));
    QCOMPARE(run.recorder.all<ParticipantChanged>()[1].participant.availability, Availability::Away);
}

void TestContactWatch::seesThemInChannels()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    add(run, QStringLiteral("peer"));
    add(run, QStringLiteral("other"));
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.send(":Peer!u@h JOIN #room");
    run.server.send(":Peer!u@h NICK :other");
    run.server.send(":other!u@h QUIT :bye");
    run.server.send(":stranger!u@h QUIT :bye");
    QVERIFY(run.waitForEvents<ContactPresenceChanged>(4));
    const auto changes = run.recorder.all<ContactPresenceChanged>();
    const ContactId peer(QStringLiteral("peer"));
    const ContactId other(QStringLiteral("other"));
    QCOMPARE(changes.size(), size_t(4));
    QVERIFY(changes[0].contact == peer && changes[0].presence.availability == Availability::Online);
    QVERIFY(changes[1].contact == peer && changes[1].presence.availability == Availability::Offline);
    QVERIFY(changes[2].contact == other && changes[2].presence.availability == Availability::Online);
    QVERIFY(changes[3].contact == other && changes[3].presence.availability == Availability::Offline);
}

void TestContactWatch::gathersNames()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    for (int i = 0; i < 200; ++i)
        add(run, QStringLiteral("contact%1").arg(i));
    run.host.advance(200ms);
    QVERIFY(run.synchronise());
    int asked = 0;
    for (const QByteArray &line : run.server.lines()) {
        asked += line.startsWith("ISON") ? 1 : 0;
        QVERIFY(line.size() <= 510);
    }
    QVERIFY(asked >= 5 && asked <= 7);
}

void TestContactWatch::removes()
{
    IrcRun run;
    run.server.setISupport("MONITOR=100");
    QVERIFY(run.goOnline());
    add(run, QStringLiteral("peer"));
    run.host.advance(200ms);
    run.contacts().removeContact({RequestId(2), ContactId(QStringLiteral("peer"))});
    QVERIFY(run.waitForLine("MONITOR - peer"));
    QCOMPARE(run.recorder.all<ContactRemoved>().size(), size_t(1));
    run.contacts().removeContact({RequestId(3), ContactId(QStringLiteral("peer"))});
    QCOMPARE(run.recorder.all<RequestFinished>().back().error->kind, ErrorKind::NotFound);
}

void TestContactWatch::refusesImpossibleNames()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    add(run, QStringLiteral("a\r\nQUIT"));
    QCOMPARE(run.recorder.all<RequestFinished>().back().error->kind, ErrorKind::InvalidInput);
}

void TestContactWatch::hasAnEnd()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    for (int i = 0; i <= 500; ++i)
        add(run, QStringLiteral("contact%1").arg(i));
    QCOMPARE(run.recorder.all<RequestFinished>().back().error->kind, ErrorKind::Overloaded);
}

QTEST_GUILESS_MAIN(TestContactWatch)
#include "tst_contactwatch.moc"
