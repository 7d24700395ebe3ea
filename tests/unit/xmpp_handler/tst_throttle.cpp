// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"
#include "Throttle.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

struct Played {
    Played(size_t maximumKeys = 100)
        : throttle(clock, context, maximumKeys, [this](int key, int value) {
              passed.push_back({key, value});
          })
    {
    }

    MockClock clock;
    QObject context;
    std::vector<std::pair<int, int>> passed;
    xmpp::Throttle<int, int> throttle;
};

using Passed = std::vector<std::pair<int, int>>;

TypingChanged typing(const char *contact, TypingState state)
{
    return {Peer::contact(ContactId(QString::fromLatin1(contact))), state};
}

} // namespace

class tst_Throttle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstPassesAtOnceAndTheLatestLater();
    void floodIsOneASecond();
    void keysDoNotWaitForEachOther();
    void whatIsDroppedDoesNotPass();
    void manyKeysTakeBoundedRoom();
    void nothingIsLeftBehind();
    void typingFloodOfTheNetwork();
    void messageEndsTyping();
};

void tst_Throttle::firstPassesAtOnceAndTheLatestLater()
{
    Played played;
    for (int value = 1; value <= 5; ++value)
        played.throttle.take(7, value);
    QCOMPARE(played.passed, (Passed{{7, 1}}));
    played.clock.advance(999ms);
    QCOMPARE(played.passed.size(), size_t(1));
    played.clock.advance(1ms);
    QCOMPARE(played.passed, (Passed{{7, 1}, {7, 5}}));
}

void tst_Throttle::floodIsOneASecond()
{
    Played played;
    for (int value = 0; value < 10'000; ++value) {
        played.throttle.take(7, value);
        played.clock.advance(1ms);
    }
    played.clock.advance(5s);
    QVERIFY(played.passed.size() <= 11);
    QCOMPARE(played.passed.back().second, 9999);
}

void tst_Throttle::keysDoNotWaitForEachOther()
{
    Played played;
    played.throttle.take(1, 10);
    played.clock.advance(500ms);
    played.throttle.take(2, 20);
    played.throttle.take(1, 11);
    played.throttle.take(2, 21);
    QCOMPARE(played.passed, (Passed{{1, 10}, {2, 20}}));
    played.clock.advance(500ms);
    QCOMPARE(played.passed, (Passed{{1, 10}, {2, 20}, {1, 11}}));
    played.clock.advance(500ms);
    QCOMPARE(played.passed, (Passed{{1, 10}, {2, 20}, {1, 11}, {2, 21}}));
}

void tst_Throttle::whatIsDroppedDoesNotPass()
{
    Played played;
    played.throttle.take(1, 10);
    played.throttle.take(1, 11);
    played.throttle.drop(1);
    played.throttle.drop(2);
    played.clock.advance(5s);
    QCOMPARE(played.passed, (Passed{{1, 10}}));
}

void tst_Throttle::manyKeysTakeBoundedRoom()
{
    Played played(10);
    for (int round = 0; round < 2; ++round) {
        for (int key = 0; key < 100; ++key) {
            played.throttle.take(key, round);
            played.throttle.take(key, 10 + round);
        }
    }
    played.clock.advance(5s);
    // Nothing is lost by it.
    for (int key = 0; key < 100; ++key)
        QCOMPARE(std::ranges::count(played.passed, std::pair(key, 11)), 1);
    QVERIFY(played.throttle.isEmpty());
}

void tst_Throttle::nothingIsLeftBehind()
{
    Played played;
    for (int key = 0; key < 50; ++key) {
        played.throttle.take(key, 1);
        played.throttle.take(key, 2);
        QCOMPARE(played.clock.waiting(), 1);
        played.clock.advance(7ms);
    }
    played.clock.advance(3s);
    QVERIFY(played.throttle.isEmpty());
    QCOMPARE(played.clock.waiting(), 0);
}

void tst_Throttle::typingFloodOfTheNetwork()
{
    Stage stage;
    stage.logIn();
    for (int count = 0; count < 10'000; ++count) {
        stage.event(typing("bob", count % 2 == 0 ? TypingState::Typing : TypingState::Paused));
        if (count % 10 == 0)
            stage.host.mockClock.advance(1ms);
    }
    const QStringList told = parseStanzas(std::exchange(stage.door.sent, {}));
    QVERIFY(told.size() <= 2);
    QVERIFY(told[0].contains(QStringLiteral("<composing")));
    stage.host.mockClock.advance(5s);
    stage.expect("<message type='chat' from='bob@irc.example.org' to='ann@example.org'>"
                 "<paused xmlns='http://jabber.org/protocol/chatstates'/></message>");
}

void tst_Throttle::messageEndsTyping()
{
    Stage stage;
    stage.logIn();
    stage.event(typing("bob", TypingState::Typing));
    stage.event(typing("bob", TypingState::Paused));
    stage.event(typing("bob", TypingState::Typing));
    Message message;
    message.peer = Peer::contact(ContactId(QStringLiteral("bob")));
    message.body = QStringLiteral("hi");
    stage.event(MessageReceived{message});
    stage.forget();
    stage.host.mockClock.advance(5s);
    stage.expectNothing();
}

QTEST_GUILESS_MAIN(tst_Throttle)
#include "tst_throttle.moc"
