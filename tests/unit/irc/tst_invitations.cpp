// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcRun.h>

using namespace spectrum;
using spectrum::testing::IrcRun;

namespace
{

// Orders it and waits for its one outcome. The server answers with a numeric, or says nothing to it.
std::optional<Error> outcome(IrcRun &run, const char *name, int numeric = 0, const QByteArray &answer = {})
{
    run.recorder.clear();
    run.server.setHook([&run, numeric, answer](const QByteArray &line) {
        if (line.startsWith("INVITE") && numeric != 0)
            run.server.sendNumeric(numeric, answer);
        return line.startsWith("INVITE");
    });
    qobject_cast<Invitations *>(run.session.get())
        ->inviteToRoom(
            {RequestId(7), RoomId(QStringLiteral("#room")), ContactId(QString::fromUtf8(name)), {}});
    if (!run.waitForEvents<RequestFinished>(1) || !run.synchronise() ||
        run.recorder.all<RequestFinished>().size() != 1)
        return Error{ErrorKind::TimedOut};
    return run.recorder.all<RequestFinished>().front().error;
}

} // namespace

class TestInvitations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheUser();
    void tellsOfNobodyElse();
    void invites();
    void tellsRefusals_data();
    void tellsRefusals();
    void refusesWhatCannotBe();
};

void TestInvitations::tellsTheUser()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.send(":Bob!u@h INVITE tester :#Tea");
    QVERIFY(run.waitForEvents<RoomInvited>(1));
    const RoomInvited invited = run.recorder.all<RoomInvited>().front();
    QCOMPARE(invited.room, RoomId(QStringLiteral("#tea")));
    QCOMPARE(invited.roomName, QStringLiteral("#Tea"));
    QCOMPARE(invited.from, ContactId(QStringLiteral("bob")));
    QCOMPARE(invited.fromName, QStringLiteral("Bob"));
}

void TestInvitations::tellsOfNobodyElse()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    for (const char *line :
         {":bob!u@h INVITE other #tea", ":bob!u@h INVITE tester tea", ":bob!u@h INVITE tester",
          "INVITE tester :#a,#b", ":bob!u@h INVITE tester :#a b"})
        run.server.send(line);
    QVERIFY(run.synchronise());
    QVERIFY(run.recorder.all<RoomInvited>().empty());
}

void TestInvitations::invites()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    QVERIFY(!outcome(run, "bob", 341, "Bob #room"));
    QVERIFY(run.server.hasReceived("INVITE bob #room"));
    QVERIFY(!outcome(run, "bob", 341, "#room bob"));
    // The server passed it on and said nothing.
    QVERIFY(!outcome(run, "bob"));
}

void TestInvitations::tellsRefusals_data()
{
    QTest::addColumn<int>("numeric");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("nobody") << 401 << QByteArray("bob :No such nick") << ErrorKind::NotFound;
    QTest::newRow("no channel") << 403 << QByteArray("#room :No such channel") << ErrorKind::NotFound;
    QTest::newRow("not in it") << 442 << QByteArray("#room :You're not on that channel")
                               << ErrorKind::NotInRoom;
    QTest::newRow("there already") << 443 << QByteArray("bob #room :is already on channel")
                                   << ErrorKind::NotAllowed;
    QTest::newRow("no operator") << 482 << QByteArray("#room :You're not channel operator")
                                 << ErrorKind::NotAllowed;
}

void TestInvitations::tellsRefusals()
{
    QFETCH(int, numeric);
    QFETCH(QByteArray, answer);
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    const std::optional<Error> error = outcome(run, "bob", numeric, answer);
    QVERIFY(error);
    QTEST(error->kind, "kind");
    QCOMPARE(error->userText, QString::fromLatin1(answer.mid(answer.indexOf(':') + 1)));
}

void TestInvitations::refusesWhatCannotBe()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QCOMPARE(outcome(run, "bob")->kind, ErrorKind::NotInRoom);
    QVERIFY(run.join(QStringLiteral("#room")));
    for (const char *name : {"", "*", "a b", "a\r\nQUIT", "a,b", "#room"})
        QCOMPARE(outcome(run, name)->kind, ErrorKind::InvalidInput);
    for (const QByteArray &line : run.server.lines())
        QVERIFY(!line.startsWith("INVITE"));
}

QTEST_GUILESS_MAIN(TestInvitations)
#include "tst_invitations.moc"
