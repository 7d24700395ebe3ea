// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RemoteRun.h"

#include "isolate/SessionHostProcess.h"
#include "system/EpollDispatcher.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const QString evilModule = QStringLiteral(SPECTRUM_EVIL_MODULE);
const QString keptOut = QStringLiteral("kept out for 10 minutes");

QString lastErrorOf(const Person &person)
{
    const auto changes = person.recorder.all<StateChanged>();
    return changes.empty() || !changes.back().error ? QString() : changes.back().error->userText;
}

// It may be back before anybody looks.
qsizetype timesLost(const Person &person)
{
    return std::ranges::count(person.recorder.all<StateChanged>(), SessionState::Waiting,
                              &StateChanged::state);
}

} // namespace

// What is easier to see here than with a whole host around it.
class TestEvilSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blamesWhoDiesWhileLeaving();
    void blamesTheCallThatHung();
    void endsWhoThrows();
    void stopsAFlood();
    void bearsOtherThreads();
};

// Its session is gone for the host, and takes the others with it: once.
void TestEvilSessions::blamesWhoDiesWhileLeaving()
{
    RemoteRun run(evilModule);
    Person ann(run, "ann");
    QVERIFY(ann.isOnline());
    for (int death = 0; death < 3; ++death) {
        Person eve(run, "grave-order");
        QVERIFY(eve.isOnline());
        QCOMPARE(eve.remote().worker() == ann.remote().worker(), death == 0);
        eve.say(1, "do it");
        QVERIFY(eve.hears(QStringLiteral("do it")));
        eve.session.reset();
        if (death == 0)
            QTRY_COMPARE(timesLost(ann), 1);
        QVERIFY(ann.isOnline());
    }
    ann.say(7, "still here");
    QVERIFY(ann.hears(QStringLiteral("still here")));
}

void TestEvilSessions::blamesTheCallThatHung()
{
    RemoteRun run(evilModule);
    Person ann(run, "ann");
    Person eve(run, "dns-order");
    for (int death = 0; death < 3; ++death) {
        QVERIFY(eve.isOnline());
        eve.say(quint64(death + 1), "do it");
        QTRY_COMPARE_WITH_TIMEOUT(eve.recorder.outcomesOf(RequestId{quint64(death + 1)}), 1, 10000);
    }
    QTRY_COMPARE(eve.recorder.state(), SessionState::Failed);
    QVERIFY2(lastErrorOf(eve).contains(keptOut), qPrintable(lastErrorOf(eve)));
    QVERIFY(ann.isOnline());
}

void TestEvilSessions::endsWhoThrows()
{
    RemoteRun run(evilModule);
    Person ann(run, "ann");
    Person eve(run, "throw-order");
    QVERIFY(eve.isOnline());
    eve.say(1, "do it");
    QTRY_COMPARE(eve.recorder.state(), SessionState::Failed);
    QCOMPARE(eve.recorder.outcomesOf(RequestId{1}), 1);
    ann.say(2, "I am well");
    QVERIFY(ann.hears(QStringLiteral("I am well")));
    QCOMPARE(ann.recorder.violations(), QStringList());
}

void TestEvilSessions::stopsAFlood()
{
    RemoteRun run(evilModule);
    Person ann(run, "ann");
    Person eve(run, "storm-order");
    QVERIFY(eve.isOnline());
    eve.say(1, "do it");
    QTRY_COMPARE_WITH_TIMEOUT(eve.recorder.state(), SessionState::Failed, 20000);
    QVERIFY(ann.isOnline());
}

void TestEvilSessions::bearsOtherThreads()
{
    RemoteRun run(evilModule);
    Person eve(run, "thread-order");
    QVERIFY(eve.isOnline());
    eve.say(1, "do it");
    QVERIFY(eve.hears(QStringLiteral("do it")));
    QVERIFY(eve.recorder.all<NoticeReceived>().empty());
}

// The children are this program, too.
int main(int count, char *words[])
{
    if (count == 3 && QLatin1String(words[1]) == QLatin1String("session-host"))
        return core::runSessionHost(QString::fromLatin1(words[2]));
    // As in the host: gathered writes leave at every turn.
    system::EpollDispatcher::install();
    QCoreApplication application(count, words);
    TestEvilSessions test;
    return QTest::qExec(&test, count, words);
}

#include "tst_evilsessions.moc"
