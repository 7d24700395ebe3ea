// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/ActivityMark.h"

#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using spectrum::core::ActivityMark;
using spectrum::core::ActivityScope;
using spectrum::system::FileDescriptor;

class TestActivityMark : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void otherSideSeesIt();
    void callsNest();
    void nobodyMakesItShorter();
    void worksWithoutMemory();
};

void TestActivityMark::otherSideSeesIt()
{
    const ActivityMark mine = ActivityMark::make();
    ActivityMark theirs(FileDescriptor(::dup(mine.number())));
    theirs.setCurrent(7);
    theirs.setLast(9);
    QCOMPARE(mine.current(), 7u);
    QCOMPARE(mine.last(), 9u);
}

void TestActivityMark::callsNest()
{
    ActivityMark mark = ActivityMark::make();
    {
        const ActivityScope outer(mark, 1);
        {
            const ActivityScope inner(mark, 2);
            QCOMPARE(mark.current(), 2u);
        }
        QCOMPARE(mark.current(), 1u);
    }
    QCOMPARE(mark.current(), 0u);
}

// A host that looks at a page that is gone would die with its child.
void TestActivityMark::nobodyMakesItShorter()
{
    const ActivityMark mark = ActivityMark::make();
    QVERIFY(::ftruncate(mark.number(), 0) != 0);
    QCOMPARE(mark.current(), 0u);
}

void TestActivityMark::worksWithoutMemory()
{
    ActivityMark mark{FileDescriptor()};
    mark.setCurrent(1);
    QCOMPARE(mark.current(), 0u);
}

QTEST_GUILESS_MAIN(TestActivityMark)
#include "tst_activitymark.moc"
