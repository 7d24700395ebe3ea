// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/Allowance.h"

#include <QTest>

using spectrum::xmpp::Allowance;
using namespace std::chrono_literals;

class AllowanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesTenSeconds();
    void paysDebtsOff();
    void knowsNoLimit();
    void takesHugeAmounts();

private:
    const spectrum::Clock::Moment m_now{100h};
};

void AllowanceTest::savesTenSeconds()
{
    Allowance allowance(100);
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(allowance.wait(m_now), 0ms);
        allowance.use(1, m_now);
    }
    QCOMPARE(allowance.wait(m_now), 0ms);
    allowance.use(1, m_now);
    QCOMPARE(allowance.wait(m_now), 10ms);
    // Not more than ten seconds of it, however long nothing is used.
    allowance.use(1001, m_now + 1h);
    QCOMPARE(allowance.wait(m_now + 1h), 10ms);
}

void AllowanceTest::paysDebtsOff()
{
    Allowance allowance(10);
    allowance.use(130, m_now);
    QCOMPARE(allowance.wait(m_now), 3000ms);
    QCOMPARE(allowance.wait(m_now + 2s), 1000ms);
    QCOMPARE(allowance.wait(m_now + 3s), 0ms);
    // Steady use at the rate never waits.
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(allowance.wait(m_now + 3s + i * 100ms), 0ms);
        allowance.use(1, m_now + 3s + i * 100ms);
    }
}

void AllowanceTest::knowsNoLimit()
{
    Allowance allowance(0);
    allowance.use(1'000'000'000, m_now);
    QCOMPARE(allowance.wait(m_now), 0ms);
}

void AllowanceTest::takesHugeAmounts()
{
    Allowance allowance(1'000'000);
    allowance.use(1'000'000'000'000, m_now);
    QVERIFY(allowance.wait(m_now) > 200h);
}

QTEST_GUILESS_MAIN(AllowanceTest)
#include "tst_allowance.moc"
