// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The IRC module against a real ngircd that this test starts on a loopback port.
#include <support/irc/IrcFixture.h>

#include "IrcNetwork.h"

#include <spectrum/Abilities.h>
#include <spectrum/testing/EventRecorder.h>

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace spectrum;
using namespace std::chrono_literals;
using spectrum::testing::EventRecorder;

namespace
{

struct User {
    EventRecorder recorder;
    std::unique_ptr<Session> session;

    template <typename T>
    [[nodiscard]] bool has(size_t count)
    {
        return QTest::qWaitFor([&] { return recorder.all<T>().size() >= count; });
    }
    [[nodiscard]] Rooms &rooms() { return *qobject_cast<Rooms *>(session.get()); }
    RequestId send(const Peer &peer, const QString &body)
    {
        SendMessage order{.request = RequestId(++lastRequest)};
        order.message.peer = peer;
        order.message.body = body;
        session->sendMessage(order);
        return order.request;
    }
    quint64 lastRequest = 0;
};

const RoomId room(QStringLiteral("#room"));

} // namespace

class TestNgircd : public QObject
{
    Q_OBJECT

    [[nodiscard]] bool logIn(User &user, const QString &name, const char *password = "secret");
    [[nodiscard]] bool join(User &user);

    QTemporaryDir m_directory;
    QProcess m_server;
    spectrum::testing::IrcHost m_host;
    std::unique_ptr<irc::IrcNetwork> m_network;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    void refusesWrongPassword();
    void talksInPrivate();
    void tellsOfNobody();
    void talksInChannel();
    void takesAnotherNickname();
    void followsPeople();
    void watchesContacts();
    void listsChannels();
    void leaves();
};

void TestNgircd::initTestCase()
{
    quint16 port = 0;
    {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        port = free.serverPort();
    }
    QFile file(m_directory.filePath(QStringLiteral("ngircd.conf")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "[Global]\nName = irc.test.example\nInfo = Test\nListen = 127.0.0.1\nPorts = " +
        QByteArray::number(port) +
        "\nPassword = secret\nMotdPhrase = Hello\n[Limits]\nMaxConnections = 0\nMaxConnectionsIP = 0\n"
        "MaxJoins = 0\nMaxNickLength = 30\nMaxPenaltyTime = 0\n[Options]\nDNS = no\nIdent = no\nPAM = no\n");
    file.close();
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(QStringLiteral(NGIRCD), {QStringLiteral("-n"), QStringLiteral("-f"), file.fileName()});
    QVERIFY(m_server.waitForStarted());
    const bool accepts = QTest::qWaitFor([port] {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        return socket.waitForConnected(1000);
    });
    QVERIFY2(accepts, m_server.readAll().constData());
    m_network = std::make_unique<irc::IrcNetwork>(
        irc::Options::read(spectrum::testing::ircSettings(port)).value(), m_host);
}

void TestNgircd::init()
{
    // Lets nothing of one test reach the next: its users are gone when the server answers a new one.
    QVERIFY(m_server.state() == QProcess::Running);
}

void TestNgircd::cleanup()
{
    QVERIFY(m_server.state() == QProcess::Running);
}

void TestNgircd::cleanupTestCase()
{
    m_server.terminate();
    QVERIFY(m_server.waitForFinished(5000));
}

bool TestNgircd::logIn(User &user, const QString &name, const char *password)
{
    user.session = m_network->createSession({.name = name, .secret = Secret(password)}, user.recorder);
    user.session->logIn(Presence{Availability::Online});
    return QTest::qWaitFor([&] {
        return user.recorder.state() == SessionState::Online || user.recorder.state() == SessionState::Failed;
    });
}

bool TestNgircd::join(User &user)
{
    user.rooms().joinRoom({.room = room});
    return user.has<RoomJoined>(1);
}

void TestNgircd::refusesWrongPassword()
{
    User user;
    QVERIFY(logIn(user, QStringLiteral("Wrong"), "not so"));
    QCOMPARE(user.recorder.state(), SessionState::Failed);
    QCOMPARE(user.recorder.all<StateChanged>().back().error->kind, ErrorKind::WrongCredentials);
}

void TestNgircd::talksInPrivate()
{
    User anna;
    User bert;
    QVERIFY(logIn(anna, QStringLiteral("Anna")) && logIn(bert, QStringLiteral("Bert")));
    QCOMPARE(anna.recorder.state(), SessionState::Online);
    const QString text = QStringLiteral("Grüße👍").repeated(100) + QStringLiteral("\nzwei");
    const RequestId request = anna.send(Peer::contact(ContactId(QStringLiteral("bert"))), text);
    QVERIFY(QTest::qWaitFor([&] { return anna.recorder.outcomesOf(request) == 1; }));
    QCOMPARE(anna.recorder.deliveryOf(request).back().state, DeliveryState::Confirmed);
    QVERIFY(QTest::qWaitFor([&] {
        QString whole;
        for (const MessageReceived &event : bert.recorder.all<MessageReceived>())
            whole += event.message.body;
        return whole == QString(text).remove(u'\n');
    }));
    QCOMPARE(bert.recorder.all<MessageReceived>().front().message.peer.id, QStringLiteral("anna"));
}

void TestNgircd::tellsOfNobody()
{
    User anna;
    QVERIFY(logIn(anna, QStringLiteral("Anna2")));
    const RequestId request =
        anna.send(Peer::contact(ContactId(QStringLiteral("nobody"))), QStringLiteral("hello?"));
    QVERIFY(QTest::qWaitFor([&] { return anna.recorder.outcomesOf(request) == 1; }));
    QCOMPARE(anna.recorder.deliveryOf(request).back().error->kind, ErrorKind::NotFound);
}

void TestNgircd::talksInChannel()
{
    User anna;
    User bert;
    QVERIFY(logIn(anna, QStringLiteral("Anna3")) && join(anna));
    QVERIFY(logIn(bert, QStringLiteral("Bert3")) && join(bert));
    QCOMPARE(bert.recorder.all<RoomJoined>().front().participants.size(), 2);
    QVERIFY(anna.has<ParticipantChanged>(1));
    anna.send(Peer::room(room), QStringLiteral("hello all"));
    QVERIFY(bert.has<MessageReceived>(1));
    QCOMPARE(bert.recorder.all<MessageReceived>().front().message.author, QStringLiteral("Anna3"));
    anna.rooms().setSubject({RequestId(100), room, QStringLiteral("A subject")});
    QVERIFY(anna.has<RequestFinished>(1));
    QVERIFY(!anna.recorder.all<RequestFinished>().front().error);
    QVERIFY(bert.has<SubjectChanged>(1));
    QCOMPARE(bert.recorder.all<SubjectChanged>().front().subject, QStringLiteral("A subject"));
    bert.rooms().leaveRoom({room, QStringLiteral("bye")});
    QVERIFY(bert.has<RoomLeft>(1) && anna.has<ParticipantLeft>(1));
    QCOMPARE(anna.recorder.all<ParticipantLeft>().front().text, QStringLiteral("bye"));
}

void TestNgircd::takesAnotherNickname()
{
    User first;
    User second;
    QVERIFY(logIn(first, QStringLiteral("Same")) && logIn(second, QStringLiteral("same")));
    QCOMPARE(second.recorder.all<StateChanged>().back().ownName, QStringLiteral("same_"));
}

void TestNgircd::followsPeople()
{
    User anna;
    User bert;
    QVERIFY(logIn(anna, QStringLiteral("Anna4")) && join(anna));
    QVERIFY(logIn(bert, QStringLiteral("Bert4")) && join(bert));
    bert.rooms().setNickname({RequestId(100), room, QStringLiteral("Bertold")});
    QVERIFY(anna.has<ParticipantRenamed>(1) && bert.has<RequestFinished>(1));
    bert.session->logOut(QStringLiteral("good night"));
    QVERIFY(anna.has<ParticipantLeft>(1));
    QCOMPARE(anna.recorder.all<ParticipantLeft>().front().reason, LeaveReason::Quit);
    QCOMPARE(anna.recorder.all<ParticipantLeft>().front().nickname, QStringLiteral("Bertold"));
}

void TestNgircd::watchesContacts()
{
    User anna;
    User bert;
    QVERIFY(logIn(anna, QStringLiteral("Anna5")) && logIn(bert, QStringLiteral("Bert5")));
    qobject_cast<Contacts *>(anna.session.get())
        ->setContact({RequestId(1), Contact{ContactId(QStringLiteral("bert5")), {}, {}}});
    m_host.advance(200ms);
    QVERIFY(anna.has<ContactPresenceChanged>(1));
    QCOMPARE(anna.recorder.all<ContactPresenceChanged>().front().presence.availability, Availability::Online);
}

void TestNgircd::listsChannels()
{
    User anna;
    QVERIFY(logIn(anna, QStringLiteral("Anna6")) && join(anna));
    anna.rooms().listRooms({RequestId(1), 0});
    QVERIFY(anna.has<RequestFinished>(1));
    QVERIFY(!anna.recorder.all<RoomsListed>().empty());
}

void TestNgircd::leaves()
{
    User anna;
    QVERIFY(logIn(anna, QStringLiteral("Anna7")));
    anna.session->logOut(QStringLiteral("bye"));
    QVERIFY(QTest::qWaitFor([&] { return anna.recorder.state() == SessionState::Offline; }));
}

QTEST_GUILESS_MAIN(TestNgircd)
#include "tst_irc_ngircd.moc"
