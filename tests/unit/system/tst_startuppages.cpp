// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/StartupPages.h"

#include <QFile>
#include <QTemporaryFile>
#include <QTest>

#include <sys/mman.h>

using spectrum::system::StartupPages;

namespace
{

QByteArray mapping(const QByteArray &firstLine, int residentKib, int anonymousKib)
{
    return firstLine + "\nSize:  8 kB\nRss:    " + QByteArray::number(residentKib) +
           " kB\nPss:   4 kB\nAnonymous:    " + QByteArray::number(anonymousKib) +
           " kB\nVmFlags: rd mr mw me\n";
}

} // namespace

class StartupPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesConstantUnchangedPartsOfFiles_data();
    void choosesConstantUnchangedPartsOfFiles();
    void looksAtEveryMapping();
    void survivesNonsense_data();
    void survivesNonsense();
    void contentIsStillThereAfterwards();
};

void StartupPagesTest::choosesConstantUnchangedPartsOfFiles_data()
{
    QTest::addColumn<QByteArray>("smaps");
    QTest::addColumn<bool>("isReleased");
    const QByteArray path = " 00000000 fe:00 123    /usr/lib/libx.so.1";
    QTest::newRow("symbols of a library") << mapping("1000-3000 r--p" + path, 8, 0) << true;
    QTest::newRow("relocated constants") << mapping("1000-3000 r--p" + path, 8, 4) << false;
    QTest::newRow("code") << mapping("1000-3000 r-xp" + path, 8, 0) << false;
    QTest::newRow("variables") << mapping("1000-3000 rw-p" + path, 8, 0) << false;
    QTest::newRow("a shared file") << mapping("1000-3000 r--s" + path, 8, 0) << false;
    QTest::newRow("memory of no file") << mapping("1000-3000 r--p 00000000 00:00 0", 8, 0) << false;
    QTest::newRow("the kernel's") << mapping("1000-3000 r--p 00000000 00:00 0   [vvar]", 8, 0) << false;
    QTest::newRow("nothing resident") << mapping("1000-3000 r--p" + path, 0, 0) << false;
}

void StartupPagesTest::choosesConstantUnchangedPartsOfFiles()
{
    QFETCH(QByteArray, smaps);
    QFETCH(bool, isReleased);
    qsizetype bytes = 0;
    const QList<StartupPages::Range> ranges = StartupPages::releasable(smaps, &bytes);
    QCOMPARE(ranges.size(), isReleased ? 1 : 0);
    QCOMPARE(bytes, isReleased ? 8 * 1024 : 0);
    if (isReleased)
        QCOMPARE(ranges.first(), (StartupPages::Range{0x1000, 0x3000}));
}

void StartupPagesTest::looksAtEveryMapping()
{
    const QByteArray smaps = mapping("1000-3000 r--p 0 fe:00 1 /a", 8, 0) +
                             mapping("3000-4000 rw-p 0 00:00 0", 4, 4) +
                             mapping("7fff00000000-7fff00001000 r--p 0 fe:00 1 /b c", 4, 0);
    QCOMPARE(StartupPages::releasable(smaps),
             (QList<StartupPages::Range>{{0x1000, 0x3000}, {0x7fff00000000, 0x7fff00001000}}));
}

void StartupPagesTest::survivesNonsense_data()
{
    QTest::addColumn<QByteArray>("smaps");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("line ends") << QByteArray("\n\n\n");
    QTest::newRow("no end") << mapping("1000- r--p 0 fe:00 1 /a", 8, 0);
    QTest::newRow("backwards") << mapping("3000-1000 r--p 0 fe:00 1 /a", 8, 0);
    QTest::newRow("too large") << mapping("11112222333344445-1 r--p 0 fe:00 1 /a", 8, 0);
    QTest::newRow("fields of no mapping") << QByteArray("Rss: 8 kB\nAnonymous: 0 kB\n");
    QTest::newRow("field without number") << QByteArray("1000-3000 r--p 0 fe:00 1 /a\nRss:\nAnonymous:");
}

void StartupPagesTest::survivesNonsense()
{
    QFETCH(QByteArray, smaps);
    QVERIFY(StartupPages::releasable(smaps).isEmpty());
}

void StartupPagesTest::contentIsStillThereAfterwards()
{
    constexpr qsizetype size = 256 * 1024;
    QTemporaryFile file;
    QVERIFY(file.open());
    QCOMPARE(file.write(QByteArray(size, 'x')), size);
    QVERIFY(file.flush());
    void *address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.handle(), 0);
    QVERIFY(address != MAP_FAILED);
    QVERIFY(StartupPages::release() >= size);
    QCOMPARE(QByteArrayView(static_cast<const char *>(address), size).count('x'), size);
    munmap(address, size);
}

QTEST_APPLESS_MAIN(StartupPagesTest)
#include "tst_startuppages.moc"
