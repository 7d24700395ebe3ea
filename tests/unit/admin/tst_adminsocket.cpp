// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LineReader.h"

#include "admin/AdminSocket.h"
#include "admin/SocketAddress.h"
#include "system/OwnChildren.h"

#include "support/MockClock.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <sys/wait.h>
#include <unistd.h>

using namespace spectrum;
using namespace spectrum::core;
using namespace spectrum::testing;

namespace
{

system::FileDescriptor newSocket()
{
    return system::FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

const sockaddr *plain(const sockaddr_un &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

} // namespace

class AdminSocketTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isForItsOwnerOnly();
    void refusesWhoIsGone();
    void answersSeveralAtOnce();
    void refusesSessionHosts();
    void refusesTooMany();
    void bearsConnectionsThatEndAtOnce();
    void replacesTheSocketOfADeadHost();
    void leavesTheSocketOfALivingHost();
    void leavesOtherFiles();
    void wantsAPathThatCanBe();
    void takesTheSocketAway();

private:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("run/admin.sock")); }
    [[nodiscard]] Result<std::unique_ptr<AdminSocket>> listen(const QString &path)
    {
        return AdminSocket::listen(path, m_clock, [](const std::shared_ptr<AdminRequest> &request) {
            request->succeed({{QStringLiteral("word"), request->command()}});
        });
    }
    [[nodiscard]] std::unique_ptr<LineReader> connectTo(const QString &path) const
    {
        const auto address = socketAddress(path);
        system::FileDescriptor file = newSocket();
        if (!address || ::connect(file.number(), plain(*address), sizeof *address) != 0)
            return nullptr;
        return std::make_unique<LineReader>(std::move(file));
    }

    QTemporaryDir m_folder;
    MockClock m_clock;
};

void AdminSocketTest::isForItsOwnerOnly()
{
    const auto socket = listen(path());
    QVERIFY2(socket, qPrintable(socket ? QString() : socket.error().userText));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                        QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFileInfo(path()).permissions() & others));
    QVERIFY(!(QFileInfo(QFileInfo(path()).absolutePath()).permissions() & others));
}

// What a session host asked for before it ended is not done either.
void AdminSocketTest::refusesWhoIsGone()
{
    int requests = 0;
    const auto count = [&](const std::shared_ptr<AdminRequest> &request) {
        ++requests;
        request->succeed({{QStringLiteral("word"), request->command()}});
    };
    const auto socket = AdminSocket::listen(path(), m_clock, count);
    QVERIFY(socket);
    const auto address = socketAddress(path());
    QVERIFY(address);
    const system::FileDescriptor file(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const pid_t child = ::fork();
    if (child == 0) {
        const std::string_view order = "{\"command\": \"status\"}\n";
        ::_exit(::connect(file.number(), plain(*address), sizeof *address) == 0 &&
                        ::send(file.number(), order.data(), order.size(), MSG_NOSIGNAL) > 0
                    ? 0
                    : 1);
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    // The connection is taken in the order of coming: this one is answered after that one was looked at.
    const auto peer = connectTo(path());
    QVERIFY(peer);
    peer->say("{\"command\": \"status\"}\n");
    QTRY_COMPARE(peer->word(0), QStringLiteral("status"));
    QCOMPARE(requests, 1);
}

void AdminSocketTest::answersSeveralAtOnce()
{
    const auto socket = listen(path());
    std::vector<std::unique_ptr<LineReader>> clients;
    for (size_t number = 0; number < AdminSocket::maximumPeers; ++number) {
        clients.push_back(connectTo(path()));
        QVERIFY(clients.back());
    }
    for (const auto &client : clients)
        client->say("{\"command\":\"here\"}\n");
    for (const auto &client : clients)
        QTRY_COMPARE(client->word(0), QStringLiteral("here"));
}

// This process plays one.
void AdminSocketTest::refusesSessionHosts()
{
    const auto socket = listen(path());
    system::OwnChildren::add(::getpid());
    auto child = connectTo(path());
    QVERIFY(child);
    QTRY_VERIFY(child->hasEnded());
    QVERIFY(child->lines().isEmpty());
    system::OwnChildren::remove(::getpid());
    auto client = connectTo(path());
    QVERIFY(client);
    client->say("{\"command\":\"here\"}\n");
    QTRY_COMPARE(client->word(0), QStringLiteral("here"));
}

void AdminSocketTest::refusesTooMany()
{
    const auto socket = listen(path());
    std::vector<std::unique_ptr<LineReader>> clients;
    for (size_t number = 0; number < 3 * AdminSocket::maximumPeers; ++number) {
        auto client = connectTo(path());
        QVERIFY(client);
        QCoreApplication::processEvents();
        if (number < AdminSocket::maximumPeers) {
            clients.push_back(std::move(client));
            continue;
        }
        QTRY_COMPARE(client->word(0), QStringLiteral("overloaded"));
        QTRY_VERIFY(client->hasEnded());
    }
    clients.back()->say("{\"command\":\"still here\"}\n");
    QTRY_COMPARE(clients.back()->word(0), QStringLiteral("still here"));
    // Who goes makes room.
    clients.clear();
    std::unique_ptr<LineReader> next;
    QTRY_VERIFY((next = connectTo(path())) && next->say("{\"command\":\"next\"}\n") > 0 &&
                QTest::qWaitFor([&next] { return !next->lines().isEmpty(); }) &&
                next->word(0) == QStringLiteral("next"));
}

void AdminSocketTest::bearsConnectionsThatEndAtOnce()
{
    const auto socket = listen(path());
    for (int number = 0; number < 1000; ++number) {
        if (auto client = connectTo(path()); client && number % 2 == 0)
            client->say("{\"command\":\"sto");
        if (number % 8 == 7)
            QCoreApplication::processEvents();
    }
    QTRY_COMPARE(m_clock.waiting(), 0);
    auto client = connectTo(path());
    QVERIFY(client);
    client->say("{\"command\":\"here\"}\n");
    QTRY_COMPARE(client->word(0), QStringLiteral("here"));
}

void AdminSocketTest::replacesTheSocketOfADeadHost()
{
    const QString place = m_folder.filePath(QStringLiteral("dead.sock"));
    {
        const auto address = socketAddress(place);
        const system::FileDescriptor file = newSocket();
        QCOMPARE(::bind(file.number(), plain(*address), sizeof *address), 0);
    }
    QVERIFY(QFileInfo::exists(place));
    const auto socket = listen(place);
    QVERIFY(socket);
    QVERIFY(connectTo(place));
}

void AdminSocketTest::leavesTheSocketOfALivingHost()
{
    const auto socket = listen(path());
    QVERIFY(socket);
    QVERIFY(!listen(path()));
    QVERIFY(connectTo(path()));
    // Also of another program, which knows nothing of our lock.
    const QString place = m_folder.filePath(QStringLiteral("other.sock"));
    const auto address = socketAddress(place);
    const system::FileDescriptor file = newSocket();
    QCOMPARE(::bind(file.number(), plain(*address), sizeof *address), 0);
    QCOMPARE(::listen(file.number(), 1), 0);
    const auto refused = listen(place);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QVERIFY(QFileInfo::exists(place));
}

void AdminSocketTest::leavesOtherFiles()
{
    const QString place = m_folder.filePath(QStringLiteral("letter.txt"));
    QFile file(place);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("dear reader");
    file.close();
    QVERIFY(!listen(place));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("dear reader"));
}

void AdminSocketTest::wantsAPathThatCanBe()
{
    for (const QString &wrong :
         {QString(), QStringLiteral("admin.sock"), m_folder.filePath(QString(200, u'x')),
          m_folder.filePath(QStringLiteral("no/such/folder/admin.sock"))}) {
        const auto socket = listen(wrong);
        QVERIFY2(!socket, qPrintable(wrong));
        QVERIFY(socket.error().userText.endsWith(u'.'));
    }
}

void AdminSocketTest::takesTheSocketAway()
{
    {
        const auto socket = listen(path());
        auto client = connectTo(path());
        QVERIFY(client);
        QCoreApplication::processEvents();
    }
    QVERIFY(!QFileInfo::exists(path()));
    QCOMPARE(m_clock.waiting(), 0);
}

QTEST_GUILESS_MAIN(AdminSocketTest)
#include "tst_adminsocket.moc"
