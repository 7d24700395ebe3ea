// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "handler/PictureCache.h"

#include <QTest>

using namespace spectrum::xmpp;

namespace
{

QByteArray picture(int number)
{
    return QByteArray(100, static_cast<char>(number));
}

QByteArray name(int number)
{
    return "hash " + QByteArray::number(number);
}

} // namespace

class tst_PictureCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatItGot();
    void oneCopyOfEach();
    void leastRecentlyUsedGoes();
    void neverHoldsMoreThanThereIsRoomFor();
    void whatIsTooLargeIsNotKept();
};

void tst_PictureCache::keepsWhatItGot()
{
    PictureCache cache(1000);
    QCOMPARE(cache.find(name(1)), QByteArray());
    cache.insert(name(1), picture(1));
    QCOMPARE(cache.find(name(1)), picture(1));
    QCOMPARE(cache.find(name(2)), QByteArray());
    QCOMPARE(cache.size(), 100);
}

void tst_PictureCache::oneCopyOfEach()
{
    PictureCache cache(1000);
    cache.insert(name(1), picture(1));
    cache.insert(name(1), picture(1));
    QCOMPARE(cache.size(), 100);
    QVERIFY(cache.find(name(1)).constData() == cache.find(name(1)).constData());
}

void tst_PictureCache::leastRecentlyUsedGoes()
{
    PictureCache cache(300);
    for (int number = 1; number <= 3; ++number)
        cache.insert(name(number), picture(number));
    QCOMPARE(cache.find(name(1)), picture(1));
    cache.insert(name(4), picture(4));
    QCOMPARE(cache.find(name(2)), QByteArray());
    QCOMPARE(cache.find(name(1)), picture(1));
    QCOMPARE(cache.find(name(3)), picture(3));
    // Given again counts as used.
    cache.insert(name(4), picture(4));
    cache.insert(name(5), picture(5));
    QCOMPARE(cache.find(name(1)), QByteArray());
    QCOMPARE(cache.find(name(4)), picture(4));
}

void tst_PictureCache::neverHoldsMoreThanThereIsRoomFor()
{
    PictureCache cache(1050);
    for (int number = 0; number < 10'000; ++number) {
        cache.insert(name(number), picture(number));
        QVERIFY(cache.size() <= 1050);
    }
    QCOMPARE(cache.size(), 1000);
    QCOMPARE(cache.find(name(9'990)), picture(9'990));
    QCOMPARE(cache.find(name(9'989)), QByteArray());
}

void tst_PictureCache::whatIsTooLargeIsNotKept()
{
    PictureCache cache(300);
    cache.insert(name(1), picture(1));
    cache.insert(name(2), QByteArray(301, 'x'));
    cache.insert(name(3), {});
    QCOMPARE(cache.find(name(2)), QByteArray());
    QCOMPARE(cache.find(name(1)), picture(1));
    QCOMPARE(cache.size(), 100);
}

QTEST_GUILESS_MAIN(tst_PictureCache)
#include "tst_picturecache.moc"
