// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/FailureTally.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace std::chrono_literals;

class FailureTallyTest : public QObject
{
    Q_OBJECT

    Clock::Moment m_start{std::chrono::hours(1)};
    QString m_address = QStringLiteral("192.0.2.1");

private Q_SLOTS:
    void refusesAfterTooMany()
    {
        FailureTally tally(3);
        QVERIFY(!tally.add(m_address, m_start));
        QVERIFY(!tally.add(m_address, m_start));
        QVERIFY(!tally.isRefused(m_address, m_start));
        QVERIFY(tally.add(m_address, m_start));
        QVERIFY(tally.isRefused(m_address, m_start + 59s));
        QVERIFY(!tally.isRefused(QStringLiteral("192.0.2.2"), m_start));
        QVERIFY(!tally.isRefused(m_address, m_start + 60s));
    }
    void forgetsAfterAMinute()
    {
        FailureTally tally(2);
        QVERIFY(!tally.add(m_address, m_start));
        QVERIFY(!tally.add(m_address, m_start + 61s));
    }
    void backsOff()
    {
        FailureTally tally(1);
        QVERIFY(tally.add(m_address, m_start));
        QVERIFY(tally.add(m_address, m_start + 60s));
        QVERIFY(tally.isRefused(m_address, m_start + 179s));
        QVERIFY(!tally.isRefused(m_address, m_start + 180s));
    }
    void countsAnIpv6CustomerOnce()
    {
        FailureTally tally(2);
        QVERIFY(!tally.add(QStringLiteral("2001:db8::1"), m_start));
        QVERIFY(tally.add(QStringLiteral("2001:db8::ffff"), m_start));
        QVERIFY(tally.isRefused(QStringLiteral("2001:db8::2"), m_start));
        QVERIFY(!tally.isRefused(QStringLiteral("2001:db8:0:1::1"), m_start));
    }
};

QTEST_APPLESS_MAIN(FailureTallyTest)
#include "tst_failuretally.moc"
