// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "files/PublicFolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

using namespace spectrum;
using core::PublicFolder;

namespace
{

struct Place {
    Place()
    {
        QDir(root.path()).mkdir(QStringLiteral("in"));
        QDir(root.path()).mkdir(QStringLiteral("web"));
    }
    [[nodiscard]] QString path(const char *name) const { return root.filePath(QString::fromUtf8(name)); }
    [[nodiscard]] QString put(const char *name, const QByteArray &bytes = "abc") const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file");
        return file.fileName();
    }
    [[nodiscard]] PublicFolder folder() const
    {
        return PublicFolder({path("in"), path("web"), QStringLiteral("https://a.example/f"), 1000});
    }
    // What is shown.
    [[nodiscard]] QStringList shown() const
    {
        return QDir(path("web")).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

    QTemporaryDir root;
};

} // namespace

class tst_PublicFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAFile();
    void nobodyGuessesTheAddress();
    void refusesWhatIsNoFileOfTheInbox();
    void refusesLinksAndPipes();
    void refusesLargeFiles();
    void saysWhenItCannotStore();
    void removesOldFilesOnly();
};

void tst_PublicFolder::showsAFile()
{
    const Place place;
    const QString path = place.put("in/1");
    const Result<QUrl> url = place.folder().take(path, QStringLiteral("a cat.jpg"));
    QVERIFY(url);
    QVERIFY(!QFile::exists(path));
    const QString address = url->toString(QUrl::FullyEncoded);
    QVERIFY(address.startsWith(QStringLiteral("https://a.example/f/")));
    QVERIFY(address.endsWith(QStringLiteral("/a%20cat.jpg")));
    QFile shown(place.path("web/") + place.shown().front() + QStringLiteral("/a cat.jpg"));
    QVERIFY(shown.open(QIODevice::ReadOnly));
    QCOMPARE(shown.readAll(), QByteArray("abc"));
    struct stat state {
    };
    QCOMPARE(::fstat(shown.handle(), &state), 0);
    QCOMPARE(state.st_mode & 0777, mode_t(0644));
}

void tst_PublicFolder::nobodyGuessesTheAddress()
{
    const Place place;
    const Result<QUrl> one = place.folder().take(place.put("in/1"), QStringLiteral("a"));
    const Result<QUrl> two = place.folder().take(place.put("in/1"), QStringLiteral("a"));
    QVERIFY(one && two);
    QVERIFY(*one != *two);
    QCOMPARE(one->path().section(u'/', 2, 2).size(), 32);
}

void tst_PublicFolder::refusesWhatIsNoFileOfTheInbox()
{
    const Place place;
    const QString outside = place.put("secret");
    QDir(place.path("in")).mkdir(QStringLiteral("folder"));
    for (const QString &path :
         {outside, place.path("in/../secret"), place.path("in/folder"), place.path("in/none"),
          place.path("in/"), place.path("in/."), place.path("in"), QStringLiteral("secret"), QString()})
        QVERIFY2(!place.folder().take(path, QStringLiteral("a")), qPrintable(path));
    place.folder().discard(outside);
    QVERIFY(QFile::exists(outside));
    QVERIFY(place.shown().isEmpty());
}

void tst_PublicFolder::refusesLinksAndPipes()
{
    const Place place;
    const QString outside = place.put("secret");
    QVERIFY(QFile::link(outside, place.path("in/soft")));
    QCOMPARE(::link(qPrintable(outside), qPrintable(place.path("in/hard"))), 0);
    QCOMPARE(::mkfifo(qPrintable(place.path("in/pipe")), 0600), 0);
    for (const char *name : {"in/soft", "in/hard", "in/pipe"}) {
        QVERIFY2(!place.folder().take(place.path(name), QStringLiteral("a")), name);
        QVERIFY2(!QFile::exists(place.path(name)), name);
    }
    QVERIFY(QFile::exists(outside));
    QVERIFY(place.shown().isEmpty());
}

void tst_PublicFolder::refusesLargeFiles()
{
    const Place place;
    const QString path = place.put("in/1", QByteArray(1001, 'x'));
    const Result<QUrl> url = place.folder().take(path, QStringLiteral("a"));
    QVERIFY(!url);
    QCOMPARE(url.error().kind, ErrorKind::TooLarge);
    QVERIFY(!QFile::exists(path));
    QVERIFY(place.shown().isEmpty());
    QVERIFY(place.folder().take(place.put("in/1", QByteArray(1000, 'x')), QStringLiteral("a")));
}

void tst_PublicFolder::saysWhenItCannotStore()
{
    const Place place;
    QVERIFY(QDir(place.path("web")).removeRecursively());
    const QString path = place.put("in/1");
    const Result<QUrl> url = place.folder().take(path, QStringLiteral("a"));
    QVERIFY(!url);
    QCOMPARE(url.error().kind, ErrorKind::StorageFailed);
    QVERIFY(!QFile::exists(path));
}

void tst_PublicFolder::removesOldFilesOnly()
{
    const Place place;
    QVERIFY(place.folder().take(place.put("in/1"), QStringLiteral("old")));
    const QString old = place.shown().front();
    const utimbuf longAgo{0, 0};
    QCOMPARE(::utime(qPrintable(place.path("web/") + old), &longAgo), 0);
    QDir(place.path("web")).mkdir(QStringLiteral("somebody's"));
    QCOMPARE(::utime(qPrintable(place.path("web/somebody's")), &longAgo), 0);
    QVERIFY(place.folder().take(place.put("in/1"), QStringLiteral("new")));
    place.folder().removeOlder(std::chrono::hours(24));
    QCOMPARE(place.shown().size(), 2);
    QVERIFY(!place.shown().contains(old));
    QVERIFY(place.shown().contains(QStringLiteral("somebody's")));
}

QTEST_APPLESS_MAIN(tst_PublicFolder)
#include "tst_publicfolder.moc"
