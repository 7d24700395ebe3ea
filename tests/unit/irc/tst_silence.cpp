// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcRun.h>

using namespace spectrum;
using spectrum::testing::IrcRun;

namespace
{

using Wish = SetBlocked::Wish;

// Orders it and waits for its one outcome.
std::optional<Error> outcome(IrcRun &run, const char *name, Wish wish)
{
    run.recorder.clear();
    static quint64 lastRequest = 100;
    qobject_cast<Blocking *>(run.session.get())
        ->setBlocked({RequestId(++lastRequest), ContactId(QString::fromUtf8(name)), wish});
    if (!run.waitForEvents<RequestFinished>(1) || !run.synchronise() ||
        run.recorder.all<RequestFinished>().size() != 1)
        return Error{ErrorKind::TimedOut};
    return run.recorder.all<RequestFinished>().front().error;
}

} // namespace

class TestSilence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksServersThatCan();
    void leavesChannelsAlone();
    void asksNobodyElse_data();
    void asksNobodyElse();
    void isDoneWhenNothingChanged();
    void takesARefusal();
    void isNotAskedInVain();
    void refusesWhatIsNoNickname();
};

void TestSilence::asksServersThatCan()
{
    IrcRun run;
    run.server.setISupport("SILENCE=15");
    QVERIFY(run.goOnline());
    QVERIFY(!outcome(run, "Eve", Wish::Blocked));
    QVERIFY(run.server.hasReceived("SILENCE +Eve!*@*"));
    QVERIFY(!outcome(run, "Eve", Wish::Heard));
    QVERIFY(run.server.hasReceived("SILENCE -Eve!*@*"));
}

void TestSilence::leavesChannelsAlone()
{
    IrcRun run;
    run.server.setISupport("SILENCE=15 ESILENCE=CcdiNnPpTtx");
    QVERIFY(run.goOnline());
    QVERIFY(!outcome(run, "eve", Wish::Blocked));
    QVERIFY(run.server.hasReceived("SILENCE +eve!*@* CNPTi"));
}

void TestSilence::asksNobodyElse_data()
{
    QTest::addColumn<QByteArray>("tokens");
    QTest::newRow("nothing said") << QByteArray("NICKLEN=30");
    QTest::newRow("no number") << QByteArray("SILENCE");
    QTest::newRow("zero") << QByteArray("SILENCE=0");
    QTest::newRow("nonsense") << QByteArray("SILENCE=-1");
}

void TestSilence::asksNobodyElse()
{
    QFETCH(QByteArray, tokens);
    IrcRun run;
    run.server.setISupport(tokens);
    QVERIFY(run.goOnline());
    QCOMPARE(outcome(run, "eve", Wish::Blocked)->kind, ErrorKind::Unsupported);
    for (const QByteArray &line : run.server.lines())
        QVERIFY(!line.startsWith("SILENCE"));
}

void TestSilence::isDoneWhenNothingChanged()
{
    IrcRun run;
    run.server.setISupport("SILENCE=15");
    QVERIFY(run.goOnline());
    QVERIFY(!outcome(run, "eve", Wish::Heard));
    QVERIFY(!outcome(run, "eve", Wish::Blocked));
    QVERIFY(!outcome(run, "eve", Wish::Blocked));
}

void TestSilence::takesARefusal()
{
    IrcRun run;
    run.server.setISupport("SILENCE=15");
    run.server.setHook([&](const QByteArray &line) {
        if (line.startsWith("SILENCE"))
            run.server.sendNumeric(421, "SILENCE :Unknown command");
        return line.startsWith("SILENCE");
    });
    QVERIFY(run.goOnline());
    QCOMPARE(outcome(run, "eve", Wish::Blocked)->kind, ErrorKind::Unsupported);
}

void TestSilence::isNotAskedInVain()
{
    IrcRun run;
    run.server.setISupport("SILENCE=20");
    QVERIFY(run.goOnline());
    for (int i = 0; i < 20; ++i)
        QVERIFY(!outcome(run, qPrintable(QStringLiteral("eve%1").arg(i)), Wish::Blocked));
    QCOMPARE(outcome(run, "bob", Wish::Blocked)->kind, ErrorKind::Overloaded);
    QCOMPARE(outcome(run, "tom", Wish::Blocked)->kind, ErrorKind::Overloaded);
    QVERIFY(run.server.hasReceived("SILENCE +bob!*@*"));
    QVERIFY(!run.server.hasReceived("SILENCE +tom!*@*"));
    QVERIFY(!outcome(run, "eve3", Wish::Heard));
    QVERIFY(!outcome(run, "tom", Wish::Blocked));
}

void TestSilence::refusesWhatIsNoNickname()
{
    IrcRun run;
    run.server.setISupport("SILENCE=15");
    QVERIFY(run.goOnline());
    for (const char *name : {"", "*", "a b", "a\r\nQUIT", "a,b", "a!b@c", "#room"})
        QCOMPARE(outcome(run, name, Wish::Blocked)->kind, ErrorKind::InvalidInput);
    for (const QByteArray &line : run.server.lines())
        QVERIFY(!line.startsWith("SILENCE"));
}

QTEST_GUILESS_MAIN(TestSilence)
#include "tst_silence.moc"
