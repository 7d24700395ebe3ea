// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/Backoff.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using spectrum::core::Backoff;

class BackoffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doublesUpToTheMaximum()
    {
        const Backoff backoff(1s, 60s);
        const std::array<std::chrono::milliseconds, 8> ceilings{1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s};
        for (int attempt = 1; attempt <= 8; ++attempt) {
            const auto ceiling = ceilings[size_t(attempt - 1)];
            for (int i = 0; i < 200; ++i) {
                const auto delay = backoff.delay(attempt);
                QVERIFY(delay >= ceiling / 2);
                QVERIFY(delay <= ceiling);
            }
        }
    }

    void spreads()
    {
        const Backoff backoff(1s, 60s);
        auto least = 60000ms;
        auto most = 0ms;
        for (int i = 0; i < 1000; ++i) {
            least = std::min(least, backoff.delay(10));
            most = std::max(most, backoff.delay(10));
        }
        QVERIFY(most - least > 20s);
    }

    void survivesNonsense()
    {
        QVERIFY(Backoff(0s, 0s).delay(1) <= 1ms);
        QVERIFY(Backoff(10s, 1s).delay(5) <= 10s);
        QVERIFY(Backoff(1s, 60s).delay(0) <= 1s);
        QVERIFY(Backoff(1s, 60s).delay(-5) <= 1s);
        QVERIFY(Backoff(1s, 60s).delay(2147483647) <= 60s);
    }
};

QTEST_GUILESS_MAIN(BackoffTest)
#include "tst_backoff.moc"
