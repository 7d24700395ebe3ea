// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/UnixSignals.h"

#include "support/MockClock.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace std::chrono_literals;
using spectrum::system::UnixSignals;
using spectrum::testing::MockClock;

class TestUnixSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopIsRequested();
    void aHundredHangUpsAreOneReload();
    void brokenPipesAreIgnored();
    void actionsAreRestored();
};

void TestUnixSignals::stopIsRequested()
{
    MockClock clock;
    UnixSignals signals(clock);
    QSignalSpy stopped(&signals, &UnixSignals::stopRequested);
    ::raise(SIGTERM);
    QTRY_COMPARE(stopped.count(), 1);
    ::raise(SIGINT);
    QTRY_COMPARE(stopped.count(), 2);
}

void TestUnixSignals::aHundredHangUpsAreOneReload()
{
    MockClock clock;
    UnixSignals signals(clock);
    QSignalSpy reloaded(&signals, &UnixSignals::reloadRequested);
    for (int i = 0; i < 100; ++i) {
        ::raise(SIGHUP);
        if (i % 10 == 0)
            QCoreApplication::processEvents();
    }
    QTRY_COMPARE(clock.waiting(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(reloaded.count(), 0);
    clock.advance(100ms);
    QCOMPARE(reloaded.count(), 1);
    ::raise(SIGHUP);
    QTRY_COMPARE(clock.waiting(), 1);
    clock.advance(100ms);
    QCOMPARE(reloaded.count(), 2);
}

void TestUnixSignals::brokenPipesAreIgnored()
{
    MockClock clock;
    UnixSignals signals(clock);
    ::raise(SIGPIPE);
    QCoreApplication::processEvents();
}

void TestUnixSignals::actionsAreRestored()
{
    struct sigaction before {
    };
    struct sigaction after {
    };
    ::sigaction(SIGHUP, nullptr, &before);
    {
        MockClock clock;
        UnixSignals signals(clock);
    }
    ::sigaction(SIGHUP, nullptr, &after);
    QVERIFY(after.sa_handler == before.sa_handler);
}

QTEST_GUILESS_MAIN(TestUnixSignals)
#include "tst_unixsignals.moc"
