// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LineReader.h"

#include "admin/AdminPeer.h"

#include "support/MockClock.h"

#include <QSignalSpy>

using namespace spectrum;
using namespace spectrum::core;
using namespace spectrum::testing;

namespace
{

// A peer whose requests are answered with the word that they bring, at once or when the test wants it.
struct Pair {
    Pair()
    {
        std::array<int, 2> files{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, files.data()) != 0)
            qFatal("no sockets");
        client = std::make_unique<LineReader>(system::FileDescriptor(files[0]));
        peer = std::make_unique<AdminPeer>(system::FileDescriptor(files[1]), clock, handler);
        ended = std::make_unique<QSignalSpy>(peer.get(), &AdminPeer::ended);
    }

    static void answer(AdminRequest &request)
    {
        request.succeed({{QStringLiteral("word"), request.text(QStringLiteral("word"))}});
    }

    MockClock clock;
    bool answersAtOnce = true;
    QList<std::shared_ptr<AdminRequest>> open;
    const AdminPeer::Handler handler = [this](const std::shared_ptr<AdminRequest> &request) {
        if (answersAtOnce)
            answer(*request);
        else
            open.append(request);
    };
    std::unique_ptr<LineReader> client;
    std::unique_ptr<AdminPeer> peer;
    std::unique_ptr<QSignalSpy> ended;
};

QByteArray requestOf(const QByteArray &word)
{
    return "{\"command\":\"say\",\"word\":\"" + word + "\"}\n";
}

} // namespace

class AdminPeerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersLineByLine();
    void answersARowOfRequestsInTheirOrder();
    void takesARequestInPieces();
    void refusesALineThatIsTooLong();
    void refusesWhatIsNoRequest_data();
    void refusesWhatIsNoRequest();
    void forgetsHalfALine();
    void endsWhoIsSilent();
    void endsWhoDoesNotReadTheAnswer();
    void saysThatARequestWasDropped();
    void survivesAnAnswerAfterTheEnd();
};

void AdminPeerTest::answersLineByLine()
{
    Pair pair;
    for (int number = 0; number < 3; ++number) {
        pair.client->say(requestOf(QByteArray::number(number)));
        QTRY_COMPARE(pair.client->lines().size(), number + 1);
        QCOMPARE(pair.client->word(number), QString::number(number));
    }
    QVERIFY(!pair.client->hasEnded());
}

// One after the other, however many come at once and however long each takes.
void AdminPeerTest::answersARowOfRequestsInTheirOrder()
{
    Pair pair;
    pair.answersAtOnce = false;
    QByteArray row;
    for (int number = 0; number < 300; ++number)
        row += requestOf(QByteArray::number(number));
    QCOMPARE(pair.client->say(row), row.size());
    for (int number = 0; number < 300; ++number) {
        QTRY_COMPARE(pair.open.size(), 1);
        Pair::answer(*pair.open.takeFirst());
        QTRY_COMPARE(pair.client->lines().size(), number + 1);
    }
    QCOMPARE(pair.client->word(299), QStringLiteral("299"));
}

void AdminPeerTest::takesARequestInPieces()
{
    Pair pair;
    const QByteArray request = requestOf("whole");
    for (const char byte : request) {
        pair.client->say(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(pair.client->word(0), QStringLiteral("whole"));
}

void AdminPeerTest::refusesALineThatIsTooLong()
{
    Pair pair;
    const QByteArray piece(4096, 'x');
    for (int count = 0; count < 100 && !pair.client->hasEnded(); ++count) {
        pair.client->say(piece);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(pair.ended->size(), 1);
    QCOMPARE(pair.client->word(0), QStringLiteral("too-large"));
    QVERIFY(pair.client->hasEnded());
    QVERIFY(pair.open.isEmpty());
}

void AdminPeerTest::refusesWhatIsNoRequest_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("words") << QByteArray("status please");
    QTest::newRow("half an object") << QByteArray("{\"command\":");
    QTest::newRow("a list") << QByteArray("[\"status\"]");
    QTest::newRow("a number") << QByteArray("7");
    QTest::newRow("not text") << QByteArray("\xff\xfe\x00{}", 5);
    QTest::newRow("a deep one") << QByteArray(20'000, '[');
}

void AdminPeerTest::refusesWhatIsNoRequest()
{
    QFETCH(const QByteArray, line);
    Pair pair;
    pair.client->say(line + '\n');
    QTRY_COMPARE(pair.client->lines().size(), 1);
    QCOMPARE(pair.client->word(0), QStringLiteral("invalid-input"));
    // The next one is a new beginning.
    pair.client->say(requestOf("again"));
    QTRY_COMPARE(pair.client->word(1), QStringLiteral("again"));
}

void AdminPeerTest::forgetsHalfALine()
{
    Pair pair;
    pair.answersAtOnce = false;
    pair.client->say("{\"command\":\"stop\"}");
    pair.client->close();
    QTRY_COMPARE(pair.ended->size(), 1);
    QVERIFY(pair.open.isEmpty());
    QCOMPARE(pair.clock.waiting(), 0);
}

void AdminPeerTest::endsWhoIsSilent()
{
    Pair pair;
    pair.client->say("{\"command\"");
    QCoreApplication::processEvents();
    pair.clock.advance(AdminPeer::patience - std::chrono::milliseconds(1));
    QVERIFY(!pair.client->hasEnded());
    pair.clock.advance(std::chrono::milliseconds(1));
    QVERIFY(pair.client->hasEnded());
    QCOMPARE(pair.ended->size(), 1);
}

void AdminPeerTest::endsWhoDoesNotReadTheAnswer()
{
    Pair pair;
    pair.answersAtOnce = false;
    pair.client->say(requestOf("much"));
    QTRY_COMPARE(pair.open.size(), 1);
    // The host may take its time, the other side not.
    pair.clock.advance(10 * AdminPeer::patience);
    QCOMPARE(pair.ended->size(), 0);
    pair.open.takeFirst()->succeed({{QStringLiteral("word"), QString(4'000'000, u'x')}});
    QCoreApplication::processEvents();
    pair.clock.advance(AdminPeer::patience);
    QCOMPARE(pair.ended->size(), 1);
}

void AdminPeerTest::saysThatARequestWasDropped()
{
    Pair pair;
    pair.answersAtOnce = false;
    pair.client->say(requestOf("lost"));
    QTRY_COMPARE(pair.open.size(), 1);
    pair.open.clear();
    QTRY_COMPARE(pair.client->lines().size(), 1);
    QVERIFY(pair.client->lines().constFirst().contains("error"));
}

void AdminPeerTest::survivesAnAnswerAfterTheEnd()
{
    Pair pair;
    pair.answersAtOnce = false;
    pair.client->say(requestOf("late"));
    QTRY_COMPARE(pair.open.size(), 1);
    pair.peer.reset();
    Pair::answer(*pair.open.takeFirst());
    QVERIFY(pair.client->lines().isEmpty());
    QCOMPARE(pair.clock.waiting(), 0);
}

QTEST_GUILESS_MAIN(AdminPeerTest)
#include "tst_adminpeer.moc"
