// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/testing/SessionContract.h>

#include <spectrum/Dispatch.h>

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QtTest>

namespace spectrum::testing
{

using namespace std::chrono_literals;

void SessionContract::init()
{
    m_recorder.clear();
    m_passed = 0ms;
    m_other = openOtherSide();
    QVERIFY(m_other != nullptr);
}

void SessionContract::cleanup()
{
    endSession();
    m_other.reset();
    QCOMPARE(m_recorder.violations(), QStringList());
}

void SessionContract::startSession(Account account)
{
    endSession();
    m_recorder.clear();
    m_session = m_other->network().createSession(std::move(account), m_recorder);
}

bool SessionContract::goOnline()
{
    startSession(m_other->account());
    m_session->logIn(Presence{Availability::Online});
    return waitForState(SessionState::Online);
}

void SessionContract::endSession()
{
    if (m_session == nullptr)
        return;
    m_session.reset();
    m_recorder.close(QStringLiteral("the session was deleted"));
    settle(1s);
}

bool SessionContract::waitUntil(const std::function<bool()> &isTrue)
{
    return QTest::qWaitFor([this, &isTrue] {
        if (isTrue())
            return true;
        m_other->passTime(100ms);
        m_passed += 100ms;
        return false;
    });
}

bool SessionContract::waitForState(SessionState state)
{
    return waitUntil([this, state] { return m_recorder.state() == state; });
}

void SessionContract::settle(std::chrono::milliseconds time)
{
    constexpr auto step = 100ms;
    for (auto passed = 0ms; passed < time; passed += step) {
        m_other->passTime(step);
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

RequestId SessionContract::nextRequest()
{
    return static_cast<RequestId>(++m_lastRequest);
}

RequestId SessionContract::order(const Peer &peer, const QString &body)
{
    SendMessage order{.request = nextRequest()};
    order.message.peer = peer;
    order.message.body = body;
    m_session->sendMessage(order);
    return order.request;
}

bool SessionContract::waitForOutcomes(const QList<RequestId> &requests)
{
    return waitUntil([&] {
        return std::all_of(requests.cbegin(), requests.cend(),
                           [this](RequestId request) { return m_recorder.outcomesOf(request) == 1; });
    });
}

QString SessionContract::essence(const QStringList &bodies)
{
    QString text = bodies.join(QString());
    text.removeIf([](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; });
    return text;
}

QStringList SessionContract::hostileNames()
{
    return {QString(),
            QStringLiteral(" "),
            QStringLiteral("\r\n"),
            QStringLiteral("a\r\nQUIT :b"),
            QStringLiteral("a\nb"),
            QStringLiteral("a b c"),
            QStringLiteral(":a"),
            QStringLiteral("a,b"),
            QStringLiteral("*"),
            QStringLiteral("<a/>&amp;\"'"),
            QStringLiteral("../../etc/passwd"),
            QStringLiteral("%s%n%x"),
            QString(QChar(u'\0')),
            QStringLiteral("\u202Eabc"),
            QString(QChar(0xD83D)),
            QString(5000, QLatin1Char('a'))};
}

void SessionContract::addTexts()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QStringLiteral("hello, world");
    QTest::newRow("one character") << QStringLiteral("x");
    QTest::newRow("accents") << QStringLiteral("Grüße, Ελλάδα, привет, 你好");
    QTest::newRow("emoji") << QStringLiteral("👋🏽 👩‍👩‍👧‍👦 🇨🇭");
    QTest::newRow("combining") << QStringLiteral("e\u0301a\u0308");
    QTest::newRow("markup") << QStringLiteral("<b>&amp; \"x\" 'y' ]]>");
    QTest::newRow("long") << QStringLiteral("0123456789").repeated(500);
    QTest::newRow("long emoji") << QStringLiteral("😀").repeated(600);
    QTest::newRow("lines") << QStringLiteral("one\ntwo\n\nthree\n");
    QTest::newRow("control characters") << QStringLiteral("a\a\x1B[31mb\x7F");
    QTest::newRow("looks like a protocol") << QStringLiteral("QUIT :x");
}

void SessionContract::connectsBeforeItIsOnline()
{
    startSession(m_other->account());
    settle(1s);
    QVERIFY2(m_recorder.events().empty(), "a session does nothing before logIn()");
    m_session->logIn(Presence{Availability::Online});
    QVERIFY(waitForState(SessionState::Online));

    const auto changes = m_recorder.all<StateChanged>();
    QCOMPARE(changes.front().state, SessionState::Connecting);
    QCOMPARE(changes.back().state, SessionState::Online);
    QVERIFY(!changes.back().ownName.isEmpty());
    QVERIFY(!changes.back().error);
}

void SessionContract::refusesWrongSecret()
{
    std::optional<Account> account = m_other->refusedAccount();
    if (!account)
        return;
    startSession(std::move(*account));
    m_session->logIn(Presence{Availability::Online});
    QVERIFY(waitForState(SessionState::Failed));
    QCOMPARE(m_recorder.all<StateChanged>().back().error->kind, ErrorKind::WrongCredentials);
    settle(120s);
    QCOMPARE(m_recorder.state(), SessionState::Failed);
}

void SessionContract::refusesMessagesBeforeItIsOnline()
{
    startSession(m_other->account());
    m_session->logIn(Presence{Availability::Online});
    QVERIFY2(m_recorder.state() != SessionState::Online, "logIn() does not block");
    const RequestId request = order(Peer::contact(m_other->peer()), QStringLiteral("too early"));
    QVERIFY(waitForOutcomes({request}));
    const DeliveryChanged outcome = m_recorder.deliveryOf(request).back();
    QCOMPARE(outcome.state, DeliveryState::Failed);
    QCOMPARE(outcome.error->kind, ErrorKind::NotConnected);
    QVERIFY(waitForState(SessionState::Online));
    settle(1s);
    QVERIFY(m_other->heard().isEmpty());
}

void SessionContract::deliversInOrder()
{
    QVERIFY(goOnline());
    QList<RequestId> requests;
    QStringList bodies;
    for (int i = 0; i < 20; ++i) {
        bodies << QStringLiteral("message %1").arg(i);
        requests << order(Peer::contact(m_other->peer()), bodies.constLast());
    }
    QVERIFY(waitForOutcomes(requests));
    for (const RequestId request : requests)
        QCOMPARE(m_recorder.deliveryOf(request).back().state, DeliveryState::Confirmed);
    QVERIFY(waitUntil([&] { return m_other->heard().size() >= bodies.size(); }));
    QCOMPARE(m_other->heard(), bodies);
}

void SessionContract::carriesTextToPeer()
{
    QFETCH(QString, text);
    QVERIFY(goOnline());
    const RequestId request = order(Peer::contact(m_other->peer()), text);
    QVERIFY(waitForOutcomes({request}));
    QCOMPARE(m_recorder.deliveryOf(request).back().state, DeliveryState::Confirmed);
    QVERIFY(waitUntil([&] { return essence(m_other->heard()).size() >= essence({text}).size(); }));
    QCOMPARE(essence(m_other->heard()), essence({text}));
}

void SessionContract::carriesTextFromPeer()
{
    QFETCH(QString, text);
    QVERIFY(goOnline());
    m_other->say(text);
    const auto received = [this] {
        QStringList bodies;
        for (const MessageReceived &event : m_recorder.all<MessageReceived>()) {
            if (event.message.peer == Peer::contact(m_other->peer()))
                bodies << event.message.body;
        }
        return essence(bodies);
    };
    QVERIFY(waitUntil([&] { return received().size() >= essence({text}).size(); }));
    QCOMPARE(received(), essence({text}));
}

// What reaches the network under a name or in a text that is meant to break out of its line.
void SessionContract::withstandsHostilePeers()
{
    QVERIFY(goOnline());
    QList<RequestId> requests;
    for (const QString &name : hostileNames()) {
        const Result<ContactId> contact = m_other->network().contactId(name);
        requests << order(Peer::contact(contact ? *contact : ContactId(name)), QStringLiteral("hello"));
        requests << order(Peer::contact(m_other->peer()), name);
        requests << order(Peer::participant(RoomId(name), name), name);
    }
    QVERIFY(waitForOutcomes(requests));
    const RequestId last = order(Peer::contact(m_other->peer()), QStringLiteral("still here"));
    QVERIFY(waitForOutcomes({last}));
    QVERIFY(waitUntil([this] { return m_other->heard().contains(QStringLiteral("still here")); }));
    for (const StateChanged &change : m_recorder.all<StateChanged>())
        QVERIFY(change.state == SessionState::Connecting || change.state == SessionState::Online);
}

void SessionContract::withstandsLoneSurrogates()
{
    QVERIFY(goOnline());
    QString body = QStringLiteral("a?b");
    body[1] = QChar(0xDC00);
    const RequestId request = order(Peer::contact(m_other->peer()), body);
    QVERIFY(waitForOutcomes({request}));
    QCOMPARE(m_recorder.state(), SessionState::Online);
}

void SessionContract::normalisesNamesOnce()
{
    const Network &network = m_other->network();
    const auto check = [&network](const QString &typed) {
        const Result<QString> name = network.normalisedName(typed);
        if (name)
            QCOMPARE(network.normalisedName(*name).value(), *name);
        const Result<ContactId> contact = network.contactId(typed);
        if (contact)
            QCOMPARE(network.contactId(contact->toString()).value().toString(), contact->toString());
        const Result<RoomId> room = network.roomId(typed);
        if (room)
            QCOMPARE(network.roomId(room->toString()).value().toString(), room->toString());
        static_cast<void>(network.isRoomName(typed));
    };
    for (const QString &name : hostileNames())
        check(name);
    QRandomGenerator random(20260101);
    for (int i = 0; i < 5000 && !QTest::currentTestFailed(); ++i) {
        QString name;
        const quint32 range = i % 2 == 0 ? 0x80 : 0x10000;
        for (quint32 size = random.bounded(24u); size > 0; --size)
            name += QChar(static_cast<char16_t>(random.bounded(range)));
        check(name);
    }
    const QList<Field> fields = network.accountFields();
    QVERIFY(!fields.isEmpty());
    QCOMPARE(fields.constFirst().key, QStringLiteral("username"));
}

void SessionContract::endsOpenOrdersAtLogOut()
{
    QVERIFY(goOnline());
    QList<RequestId> requests;
    for (int i = 0; i < 5; ++i)
        requests << order(Peer::contact(m_other->peer()), QStringLiteral("last words"));
    m_passed = 0ms;
    m_session->logOut(QStringLiteral("bye\r\nbye"));
    QVERIFY(waitForState(SessionState::Offline));
    QVERIFY2(m_passed <= 5s, "Offline within five seconds");
    for (const RequestId request : requests)
        QCOMPARE(m_recorder.outcomesOf(request), 1);
}

void SessionContract::saysNothingAfterOffline()
{
    QVERIFY(goOnline());
    m_session->logOut(QString());
    QVERIFY(waitForState(SessionState::Offline));
    const size_t count = m_recorder.events().size();
    m_other->say(QStringLiteral("anybody there?"));
    settle(180s);
    QCOMPARE(m_recorder.events().size(), count);
}

void SessionContract::canBeDeletedInAnyState_data()
{
    QTest::addColumn<int>("stage");
    const char *const stages[] = {"made", "connecting",  "online", "orders open",
                                  "cut",  "logging out", "offline"};
    for (int stage = 0; stage < int(std::size(stages)); ++stage)
        QTest::newRow(stages[stage]) << stage;
}

void SessionContract::canBeDeletedInAnyState()
{
    QFETCH(int, stage);
    startSession(m_other->account());
    if (stage > 0)
        m_session->logIn(Presence{Availability::Online});
    if (stage > 1)
        QVERIFY(waitForState(SessionState::Online));
    if (stage == 3)
        order(Peer::contact(m_other->peer()), QStringLiteral("never mind"));
    if (stage == 4) {
        m_other->cut();
        QVERIFY(waitForState(SessionState::Waiting));
    }
    if (stage > 4)
        m_session->logOut(QString());
    if (stage > 5)
        QVERIFY(waitForState(SessionState::Offline));
    endSession();
    settle(120s);
    QVERIFY(goOnline());
}

void SessionContract::comesBackAfterACut()
{
    QVERIFY(goOnline());
    m_other->cut();
    QVERIFY(waitUntil([this] {
        const auto changes = m_recorder.all<StateChanged>();
        return changes.size() > 3 && changes.back().state == SessionState::Online;
    }));
    QCOMPARE(m_recorder.all<StateChanged>().at(2).state, SessionState::Waiting);
    const RequestId request = order(Peer::contact(m_other->peer()), QStringLiteral("back again"));
    QVERIFY(waitForOutcomes({request}));
    QCOMPARE(m_recorder.deliveryOf(request).back().state, DeliveryState::Confirmed);
    QVERIFY(waitUntil([this] { return m_other->heard().contains(QStringLiteral("back again")); }));
}

void SessionContract::endsOrdersThatWereOpenAtACut()
{
    QVERIFY(goOnline());
    QList<RequestId> requests;
    for (int i = 0; i < 5; ++i)
        requests << order(Peer::contact(m_other->peer()), QStringLiteral("lost?"));
    m_other->cut();
    requests << order(Peer::contact(m_other->peer()), QStringLiteral("lost?"));
    QVERIFY(waitForOutcomes(requests));
    settle(120s);
    for (const RequestId request : requests)
        QCOMPARE(m_recorder.outcomesOf(request), 1);
}

} // namespace spectrum::testing
