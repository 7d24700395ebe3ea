// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Files that the protocol plugin for tests offers: taken, too large, and to nobody's folder.
#include "PurpleNetwork.h"

#include <spectrum/testing/EventRecorder.h>

#include <support/MockClock.h>

#include <QTemporaryDir>
#include <QtTest>

using namespace spectrum;

namespace
{

class Host final : public NetworkHost
{
public:
    explicit Host(QString folder) : m_folder(std::move(folder)) {}
    [[nodiscard]] Clock &clock() override { return m_clock; }
    [[nodiscard]] std::chrono::milliseconds reconnectDelay(int) override { return std::chrono::seconds(5); }
    [[nodiscard]] QString filesFolder() const override { return m_folder; }
    [[nodiscard]] qint64 maximumFileSize() const override { return 10000; }

private:
    QString m_folder;
    spectrum::testing::MockClock m_clock;
};

struct Stage {
    explicit Stage(const QString &folder) : host(folder), network(settings(), host)
    {
        session = network.createSession({.user = UserId(QStringLiteral("user")),
                                         .name = QStringLiteral("romeo"),
                                         .secret = Secret("secret")},
                                        events);
        session->logIn(Presence{Availability::Online});
    }
    static Settings settings()
    {
        qputenv("SPECTRUM_PURPLE_PLUGINS", TRIAL_FOLDER);
        Settings result;
        result.setGiven(QStringLiteral("service.protocol"), {QStringLiteral("prpl-trial")});
        return result;
    }
    void say(const QString &words)
    {
        SendMessage order;
        order.message.peer = Peer::contact(ContactId(QStringLiteral("ask")));
        order.message.body = words;
        session->sendMessage(order);
    }
    [[nodiscard]] bool isTold(const QString &words) const
    {
        const auto all = events.all<NoticeReceived>();
        return std::any_of(all.begin(), all.end(),
                           [&words](const NoticeReceived &notice) { return notice.text.contains(words); });
    }

    Host host;
    purple::PurpleNetwork network;
    spectrum::testing::EventRecorder events;
    std::unique_ptr<Session> session;
};

} // namespace

class PurpleFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAFile();
    void refusesALargeFile();
    void refusesWithoutAFolder();
};

void PurpleFiles::takesAFile()
{
    QTemporaryDir folder;
    Stage stage(folder.path());
    QTRY_COMPARE(stage.events.state(), SessionState::Online);
    stage.say(QStringLiteral("file 9000"));
    QTRY_COMPARE(stage.events.all<FileReceived>().size(), size_t(1));
    const FileReceived file = stage.events.all<FileReceived>().front();
    QCOMPARE(file.peer, Peer::contact(ContactId(QStringLiteral("friend"))));
    QCOMPARE(file.name, QStringLiteral("offer.txt"));
    QCOMPARE(file.size, 9000);
    QFile stored(file.path);
    QVERIFY(stored.open(QIODevice::ReadOnly));
    QCOMPARE(stored.readAll(), QByteArray(9000, 'x'));
}

void PurpleFiles::refusesALargeFile()
{
    QTemporaryDir folder;
    Stage stage(folder.path());
    QTRY_COMPARE(stage.events.state(), SessionState::Online);
    stage.say(QStringLiteral("file 10001"));
    QTRY_VERIFY(stage.isTold(QStringLiteral("larger than 10000 bytes")));
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(stage.events.all<FileReceived>().empty());
}

void PurpleFiles::refusesWithoutAFolder()
{
    Stage stage({});
    QTRY_COMPARE(stage.events.state(), SessionState::Online);
    stage.say(QStringLiteral("file 10"));
    QTRY_VERIFY(stage.isTold(QStringLiteral("files cannot be taken here")));
}

QTEST_GUILESS_MAIN(PurpleFiles)
#include "tst_files.moc"
