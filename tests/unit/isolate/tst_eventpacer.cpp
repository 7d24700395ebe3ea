// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/EventPacer.h"

#include <support/MockClock.h>

#include <QTest>

using namespace spectrum;
using core::EventPacer;
using core::FrameLink;
using spectrum::testing::MockClock;

namespace
{

struct Run {
    Run()
    {
        system::FileDescriptor mine;
        system::FileDescriptor theirs;
        QVERIFY(FrameLink::makePair(mine, theirs));
        link = std::make_unique<FrameLink>(std::move(mine), [](const FrameLink::Frame &) {});
        far = std::make_unique<FrameLink>(
            std::move(theirs), [this](const FrameLink::Frame &frame) { heard.append(frame.body.toInt()); });
        pacer = std::make_unique<EventPacer>(7, *link, clock);
    }
    // Everything that was let out so far.
    qsizetype count()
    {
        qsizetype before = -1;
        while (before != heard.size()) {
            before = heard.size();
            link->flush();
            for (int turn = 0; turn < 200; ++turn)
                QCoreApplication::processEvents();
        }
        return heard.size();
    }

    MockClock clock;
    QList<int> heard;
    std::unique_ptr<FrameLink> link;
    std::unique_ptr<FrameLink> far;
    std::unique_ptr<EventPacer> pacer;
};

} // namespace

class TestEventPacer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void burstsGoThrough();
    void stormsAreSpreadInTheirOrder();
    void quietTimeEarnsABurst();
    void tooMuchIsToldOfAndThrownAway();
};

void TestEventPacer::burstsGoThrough()
{
    Run run;
    for (int i = 0; i < EventPacer::burst; ++i)
        QVERIFY(run.pacer->send(QByteArray::number(i)));
    QCOMPARE(run.count(), qsizetype(EventPacer::burst));
    QCOMPARE(run.clock.waiting(), 0);
}

void TestEventPacer::stormsAreSpreadInTheirOrder()
{
    Run run;
    const auto all = static_cast<int>(EventPacer::burst + EventPacer::perSecond);
    for (int i = 0; i < all; ++i)
        QVERIFY(run.pacer->send(QByteArray::number(i)));
    QCOMPARE(run.count(), qsizetype(EventPacer::burst));
    run.clock.advance(std::chrono::milliseconds(500));
    QVERIFY(qAbs(run.count() - qsizetype(EventPacer::burst + EventPacer::perSecond / 2)) < 100);
    run.clock.advance(std::chrono::milliseconds(600));
    QCOMPARE(run.count(), all);
    for (int i = 0; i < all; ++i)
        QCOMPARE(run.heard[i], i);
    QCOMPARE(run.clock.waiting(), 0);
}

void TestEventPacer::quietTimeEarnsABurst()
{
    Run run;
    for (int i = 0; i < EventPacer::burst; ++i)
        QVERIFY(run.pacer->send("1"));
    run.clock.advance(std::chrono::seconds(10));
    for (int i = 0; i < EventPacer::burst; ++i)
        QVERIFY(run.pacer->send("2"));
    QCOMPARE(run.count(), qsizetype(2 * EventPacer::burst));
}

void TestEventPacer::tooMuchIsToldOfAndThrownAway()
{
    Run run;
    const QByteArray large(1024 * 1024, 'x');
    int sent = 0;
    for (int i = 0; i < EventPacer::burst; ++i)
        QVERIFY(run.pacer->send("1"));
    while (run.pacer->send(large))
        ++sent;
    QVERIFY(sent < EventPacer::mostWaitingBytes / large.size());
    run.clock.advance(std::chrono::seconds(10));
    QCOMPARE(run.count(), qsizetype(EventPacer::burst));
}

QTEST_GUILESS_MAIN(TestEventPacer)
#include "tst_eventpacer.moc"
