// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "files/FileDesk.h"

#include <support/MockClock.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace spectrum;
using core::FileDesk;

namespace
{

struct Desk {
    explicit Desk(qint64 maximumSize = 1000)
    {
        settings.setGiven(QStringLiteral("service.web_directory"), {web.path() + u'/'});
        settings.setGiven(QStringLiteral("service.web_url"), {QStringLiteral("https://a.example/f/")});
        settings.setGiven(QStringLiteral("files.maximum_size"), {QString::number(maximumSize)});
        settings.setGiven(QStringLiteral("files.keep"), {QString::number(30)});
    }
    void open() { desk.emplace(settings, QStringLiteral("chat.example"), clock); }
    FileReceived put(const QByteArray &bytes = "abc")
    {
        QFile file(desk->inbox() + QStringLiteral("/1"));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no file");
        return {.peer = Peer::contact(ContactId(QStringLiteral("bob"))),
                .name = QStringLiteral("cat.jpg"),
                .mediaType = QStringLiteral("image/jpeg"),
                .path = file.fileName(),
                .size = bytes.size()};
    }
    Message take(const FileReceived &file)
    {
        std::optional<Message> told;
        desk->take(file, [&told](const MessageReceived &received) { told = received.message; });
        return QTest::qWaitFor([&told] { return told.has_value(); }) ? *told : Message();
    }

    QTemporaryDir web;
    Settings settings;
    spectrum::testing::MockClock clock;
    std::optional<FileDesk> desk;
};

} // namespace

class tst_FileDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesAnAddress();
    void theInboxIsPrivate();
    void tellsWhatItCannotGive();
    void takesNoneWithoutAFolder();
    void removesWhatWasLeft();
};

void tst_FileDesk::givesAnAddress()
{
    Desk desk;
    desk.open();
    const Message message = desk.take(desk.put());
    QCOMPARE(message.peer, Peer::contact(ContactId(QStringLiteral("bob"))));
    QCOMPARE(message.attachments.size(), 1);
    const Attachment file = message.attachments.front();
    QVERIFY(file.url.toString().startsWith(QStringLiteral("https://a.example/f/")));
    QCOMPARE(message.body, file.url.toString(QUrl::FullyEncoded));
    QCOMPARE(file.name, QStringLiteral("cat.jpg"));
    QCOMPARE(file.mediaType, QStringLiteral("image/jpeg"));
    QCOMPARE(file.size, 3);
    QVERIFY(QFile::exists(desk.web.path() + file.url.path().mid(2)));
}

void tst_FileDesk::theInboxIsPrivate()
{
    Desk desk;
    desk.open();
    QCOMPARE(desk.desk->maximumSize(), 1000);
    struct stat state {
    };
    QCOMPARE(::stat(qPrintable(desk.desk->inbox()), &state), 0);
    QCOMPARE(state.st_mode & 0777, mode_t(0700));
}

void tst_FileDesk::tellsWhatItCannotGive()
{
    Desk desk(2);
    desk.open();
    const FileReceived file = desk.put();
    const Message message = desk.take(file);
    QVERIFY(message.attachments.isEmpty());
    QCOMPARE(message.kind, MessageKind::Notice);
    QVERIFY2(message.body.contains(QStringLiteral("cat.jpg")), qPrintable(message.body));
    QVERIFY2(message.body.contains(QStringLiteral("3 bytes")), qPrintable(message.body));
    QVERIFY2(message.body.contains(QStringLiteral("larger than")), qPrintable(message.body));
    QVERIFY(!QFile::exists(file.path));
}

void tst_FileDesk::takesNoneWithoutAFolder()
{
    Desk desk;
    desk.settings.setGiven(QStringLiteral("service.web_url"), {QString()});
    desk.open();
    QVERIFY(desk.desk->inbox().isEmpty());
    QCOMPARE(desk.desk->maximumSize(), 0);
    QVERIFY(desk.take({.name = QStringLiteral("cat.jpg")}).body.contains(QStringLiteral("takes no files")));
    Desk gone;
    gone.settings.setGiven(QStringLiteral("service.web_directory"), {QStringLiteral("/no such folder")});
    gone.open();
    QVERIFY(gone.desk->inbox().isEmpty());
}

void tst_FileDesk::removesWhatWasLeft()
{
    Desk desk;
    desk.open();
    const FileReceived file = desk.put();
    desk.desk.reset();
    desk.open();
    QVERIFY(!QFile::exists(file.path));
}

QTEST_GUILESS_MAIN(tst_FileDesk)
#include "tst_filedesk.moc"
