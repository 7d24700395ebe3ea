// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RequestMap.h"

#include <QTest>

#include <map>

using namespace spectrum;
using Texts = xmpp::RequestMap<QString>;

class RequestMapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasInserted();
    void takesOnce();
    void replaces();
    void behavesAsAMap();
};

namespace
{
RequestId request(quint64 number)
{
    return static_cast<RequestId>(number);
}
} // namespace

void RequestMapTest::findsWhatWasInserted()
{
    Texts texts;
    QVERIFY(!texts.find(request(7)));
    for (quint64 i = 1; i <= 100; ++i)
        texts.insert(request(i), QString::number(i));
    QCOMPARE(texts.size(), size_t(100));
    for (quint64 i = 1; i <= 100; ++i)
        QCOMPARE(*texts.find(request(i)), QString::number(i));
    QVERIFY(!texts.find(request(0)) && !texts.find(request(101)) && !texts.find(request(~0ULL)));
}

void RequestMapTest::takesOnce()
{
    Texts texts;
    texts.insert(request(15), QStringLiteral("a"));
    texts.insert(request(16), QStringLiteral("b"));
    QCOMPARE(texts.take(request(15)), std::optional(QStringLiteral("a")));
    QVERIFY(!texts.take(request(15)) && !texts.find(request(15)));
    QCOMPARE(*texts.find(request(16)), QStringLiteral("b"));
    QCOMPARE(texts.size(), size_t(1));
}

void RequestMapTest::replaces()
{
    Texts texts;
    texts.insert(request(3), QStringLiteral("a"));
    texts.insert(request(3), QStringLiteral("b"));
    QCOMPARE(texts.size(), size_t(1));
    QCOMPARE(texts.take(request(3)), std::optional(QStringLiteral("b")));
    QVERIFY(!texts.find(request(3)));
}

// Ids far apart, in any order, some left for ever: the same as a map with a node for each.
void RequestMapTest::behavesAsAMap()
{
    Texts texts;
    std::map<quint64, QString> expected;
    quint64 state = 1;
    for (int step = 0; step < 20'000; ++step) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        const quint64 id = (state >> 33) % 500 * (step % 2 == 0 ? 1 : 1'000'003);
        if ((state >> 60) < 8) {
            texts.insert(request(id), QString::number(step));
            expected[id] = QString::number(step);
        } else {
            const auto found = expected.find(id);
            const std::optional<QString> taken = texts.take(request(id));
            QCOMPARE(taken.has_value(), found != expected.end());
            if (taken) {
                QCOMPARE(*taken, found->second);
                expected.erase(found);
            }
        }
        QCOMPARE(texts.size(), expected.size());
    }
    for (const auto &[id, text] : expected)
        QCOMPARE(*texts.find(request(id)), text);
}

QTEST_GUILESS_MAIN(RequestMapTest)
#include "tst_requestmap.moc"
