// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Sessions that outlive their connections, byte by byte.
#include "RawClient.h"

#include "support/MockClock.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace spectrum::xmpp::testing;
using namespace std::chrono_literals;

namespace
{

const QByteArray enable = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";
const QByteArray ask = "<r xmlns='urn:xmpp:sm:3'/>";
const QString ann = QStringLiteral("ann@im.example/desk");

QByteArray handled(quint32 count)
{
    return "<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(count) + "'/>";
}

QByteArray resume(const QByteArray &id, quint32 count)
{
    return "<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='" + QByteArray::number(count) + "'/>";
}

QByteArray failed(const char *condition)
{
    return QByteArray("<failed xmlns=\"urn:xmpp:sm:3\"><") + condition +
           " xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/></failed>";
}

} // namespace

class StreamManagementTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<ClientListener> makeListener(const ManagementLimits &limits = {}, int connections = 0)
    {
        ListenerOptions options{.address = QStringLiteral("127.0.0.1"),
                                .port = 0,
                                .connections = connections,
                                .resources = SeveralResources::Allowed};
        ClientPolicy policy{
            .domain = QStringLiteral("im.example"), .encryption = Encryption::None, .management = limits};
        auto listener = std::make_unique<ClientListener>(options, policy, m_observer, m_clock);
        return listener->listen() ? std::move(listener) : nullptr;
    }
    // As far as the resource is to be bound.
    static bool logIn(Client &client, const char *name = "ann")
    {
        client.say(header + plain(name, "right"));
        if (!QTest::qWaitFor([&] { return client.received.contains("<success"); }))
            return false;
        client.received.clear();
        client.say(header);
        return QTest::qWaitFor([&] { return client.received.contains("</stream:features>"); });
    }
    // The id of the session.
    static QByteArray bind(Client &client, const QByteArray &request = enable)
    {
        client.say(bindRequest + request);
        if (!QTest::qWaitFor([&] { return client.received.contains("<enabled "); }))
            return {};
        const QByteArray enabled = client.received.mid(client.received.indexOf("<enabled "));
        client.received.clear();
        const qsizetype start = enabled.indexOf(" id=\"") + 5;
        return enabled.mid(start, enabled.indexOf('"', start) - start);
    }
    static bool hears(Client &client, const QByteArray &bytes)
    {
        return QTest::qWaitFor([&] { return client.received.contains(bytes); });
    }
    // Without a word, as a phone in a tunnel; it was noticed when somebody was served who came later.
    void cut(Client &client)
    {
        const quint16 port = client.peerPort();
        client.abort();
        Client next(port);
        QVERIFY(logIn(next, "eve"));
    }

    spectrum::testing::MockClock m_clock;
    Observer m_observer;

private Q_SLOTS:
    void init() { m_observer = {}; }
    void countsBothWays();
    void goesOnAfterACut();
    void takesALivingConnectionOver();
    void givesUpAfterItsTime();
    void keepsNoSessionThatWasClosed();
    void givesBackWhatWasNotAcknowledged();
    void suspendsWhoDoesNotAnswer();
    void keepsFewSessionsOfAUser();
    void makesRoomForThoseWhoAreHere();
    void refusesForeignAndUnknownSessions();
    void refusesASecondResumption();
    void refusesAHandledCountTooHigh_data();
    void refusesAHandledCountTooHigh();
    void endsWhoNeverAcknowledges_data();
    void endsWhoNeverAcknowledges();
    void answersAFloodOnce();
    void refusesEnablingTwice();
    void refusesResumingBeforeTheLogin();
    void refusesEnablingBeforeBinding();
};

void StreamManagementTest::countsBothWays()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    QVERIFY(client.received.contains("<sm xmlns=\"urn:xmpp:sm:3\"/>"));
    QVERIFY(!bind(client).isEmpty());
    client.say("<presence/><message to='b@im.example'/>" + ask);
    QVERIFY(hears(client, "<a xmlns='urn:xmpp:sm:3' h='2'/>"));
    QVERIFY(listener->send(ann, "<message id='1'/>"));
    QVERIFY(listener->send(ann, "<message id='2'/>"));
    QVERIFY(hears(client, "<message id='1'/>" + ask + "<message id='2'/>"));
    // One request at a time, and the next with what the answer left open.
    client.received.clear();
    client.say(handled(1));
    QVERIFY(hears(client, ask));
    client.received.clear();
    client.say(handled(2) + "<presence/>" + ask);
    m_clock.advance(1ms);
    QVERIFY(hears(client, "h='3'"));
    QVERIFY(!client.received.contains(ask));
}

void StreamManagementTest::goesOnAfterACut()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    const QByteArray id = bind(client);
    QCOMPARE(id.size(), 32);
    QVERIFY(listener->send(ann, "<message id='1'/>"));
    QVERIFY(listener->send(ann, "<message id='2'/>"));
    client.say("<presence/>");
    QVERIFY(hears(client, "<message id='2'/>"));
    cut(client);
    QVERIFY(listener->send(ann, "<message id='3'/>"));
    Client next(listener->port());
    QVERIFY(logIn(next));
    next.received.clear();
    next.say(resume(id, 1) + "<message to='b@im.example'/>" + ask);
    QVERIFY(hears(next, "<message id='3'/>"));
    QVERIFY2(next.received.startsWith("<resumed xmlns=\"urn:xmpp:sm:3\" h=\"1\" previd=\"" + id + "\"/>" +
                                      "<message id='2'/><message id='3'/>" + ask),
             next.received.constData());
    m_clock.advance(1ms);
    QVERIFY(hears(next, "h='2'"));
    QVERIFY(m_observer.heard.filter(QStringLiteral("gone")).isEmpty());
    QCOMPARE(m_observer.heard.filter(QStringLiteral("bound")).size(), 1);
    // And once more, with the same id.
    cut(next);
    Client last(listener->port());
    QVERIFY(logIn(last));
    last.say(resume(id, 3));
    QVERIFY(hears(last, "<resumed "));
    QVERIFY(!last.received.contains("<message"));
    QVERIFY(listener->send(ann, "<message id='4'/>"));
    QVERIFY(hears(last, "<message id='4'/>"));
}

void StreamManagementTest::takesALivingConnectionOver()
{
    const auto listener = makeListener();
    Client first(listener->port());
    QVERIFY(logIn(first));
    const QByteArray id = bind(first);
    Client second(listener->port());
    QVERIFY(logIn(second));
    second.say(resume(id, 0));
    QVERIFY(hears(second, "<resumed "));
    QTRY_VERIFY(first.isClosed());
    QVERIFY2(first.received.contains("<conflict "), first.received.constData());
    QVERIFY(m_observer.heard.filter(QStringLiteral("gone")).isEmpty());
}

void StreamManagementTest::givesUpAfterItsTime()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    const QByteArray id = bind(client, "<enable xmlns='urn:xmpp:sm:3' resume='1' max='100'/>");
    cut(client);
    QVERIFY(listener->send(ann, "<message id='1'/>"));
    m_clock.advance(99s);
    QVERIFY(m_observer.heard.filter(QStringLiteral("gone")).isEmpty());
    m_clock.advance(2s);
    QVERIFY(m_observer.heard.contains(QStringLiteral("away ann@im.example/desk 0")));
    QCOMPARE(m_observer.heard.mid(4), (QStringList{QStringLiteral("gone ann@im.example/desk"),
                                                   QStringLiteral("lost ann@im.example/desk 1")}));
    QVERIFY(!listener->send(ann, "<message id='2'/>"));
    Client next(listener->port());
    QVERIFY(logIn(next));
    next.say(resume(id, 0));
    QVERIFY(hears(next, failed("item-not-found")));
    // Which is no reason not to begin anew.
    QVERIFY(!bind(next).isEmpty());
}

void StreamManagementTest::keepsNoSessionThatWasClosed()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    QVERIFY(!bind(client).isEmpty());
    client.say("</stream:stream>");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(m_observer.heard.last(), QStringLiteral("gone ann@im.example/desk"));
}

void StreamManagementTest::givesBackWhatWasNotAcknowledged()
{
    // Also without resumption.
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    client.say(bindRequest + "<enable xmlns='urn:xmpp:sm:3'/>");
    QVERIFY(hears(client, "<enabled xmlns=\"urn:xmpp:sm:3\"/>"));
    for (int i = 0; i < 3; ++i)
        QVERIFY(listener->send(ann, "<message/>"));
    client.say(handled(1));
    QVERIFY(hears(client, "<message/>" + ask + "<message/><message/>" + ask));
    cut(client);
    QTRY_VERIFY(m_observer.heard.contains(QStringLiteral("lost ann@im.example/desk 2")));
}

void StreamManagementTest::suspendsWhoDoesNotAnswer()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    QVERIFY(!bind(client).isEmpty());
    QVERIFY(listener->send(ann, "<message/>"));
    m_clock.advance(61s);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(listener->send(ann, "<message/>"));
    m_clock.advance(301s);
    QCOMPARE(m_observer.heard.last(), QStringLiteral("lost ann@im.example/desk 2"));
}

void StreamManagementTest::keepsFewSessionsOfAUser()
{
    const auto listener = makeListener();
    for (int i = 0; i < 6; ++i) {
        Client client(listener->port());
        QVERIFY(logIn(client));
        client.say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" +
                   QByteArray::number(i) + "</resource></bind></iq>" + enable);
        QVERIFY(hears(client, "<enabled "));
        cut(client);
        const qsizetype gone = std::max(0, i - 3);
        QTRY_COMPARE(m_observer.heard.filter(QStringLiteral("gone")).size(), gone);
    }
}

void StreamManagementTest::makesRoomForThoseWhoAreHere()
{
    const auto listener = makeListener({}, 2);
    Client client(listener->port());
    QVERIFY(logIn(client));
    QVERIFY(!bind(client).isEmpty());
    cut(client);
    QVERIFY(m_observer.heard.filter(QStringLiteral("gone")).isEmpty());
    Client bob(listener->port());
    QVERIFY(logIn(bob, "bob"));
    QVERIFY(!bind(bob).isEmpty());
    Client next(listener->port());
    QVERIFY(logIn(next, "eve"));
    QVERIFY(m_observer.heard.contains(QStringLiteral("gone ann@im.example/desk")));
    QVERIFY(!bob.isClosed());
}

void StreamManagementTest::refusesForeignAndUnknownSessions()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    const QByteArray id = bind(client);
    Client thief(listener->port());
    QVERIFY(logIn(thief, "bob"));
    for (const QByteArray &wanted : {id, QByteArray(), QByteArray("x")}) {
        thief.received.clear();
        thief.say(resume(wanted, 0));
        QVERIFY(hears(thief, failed("item-not-found")));
    }
    thief.received.clear();
    thief.say("<resume xmlns='urn:xmpp:sm:3' previd='" + id + "' h='-1'/>");
    QVERIFY(hears(thief, failed("item-not-found")));
    QVERIFY(listener->send(ann, "<message/>"));
    QVERIFY(hears(client, "<message/>"));
}

void StreamManagementTest::refusesASecondResumption()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    const QByteArray id = bind(client);
    cut(client);
    Client next(listener->port());
    QVERIFY(logIn(next));
    next.say(resume(id, 0) + resume(id, 0));
    QVERIFY(hears(next, failed("item-not-found")));
    QVERIFY(listener->send(ann, "<message/>"));
    QVERIFY(hears(next, "<message/>"));
}

void StreamManagementTest::refusesAHandledCountTooHigh_data()
{
    QTest::addColumn<bool>("isResumption");
    QTest::newRow("answer") << false;
    QTest::newRow("resumption") << true;
}

void StreamManagementTest::refusesAHandledCountTooHigh()
{
    QFETCH(bool, isResumption);
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    const QByteArray id = bind(client);
    QVERIFY(listener->send(ann, "<message/>"));
    Client other(listener->port());
    QVERIFY(logIn(other));
    Client &liar = isResumption ? other : client;
    liar.say(isResumption ? resume(id, 2) : handled(2));
    QTRY_VERIFY(liar.isClosed());
    QVERIFY2(liar.received.contains("<stream:error><undefined-condition "
                                    "xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/><handled-count-too-high "
                                    "xmlns=\"urn:xmpp:sm:3\" h=\"2\" send-count=\"1\"/></stream:error>"),
             liar.received.constData());
    // Only the liar loses something.
    if (isResumption)
        QVERIFY(hears(client, "<message/>"));
}

void StreamManagementTest::endsWhoNeverAcknowledges_data()
{
    QTest::addColumn<int>("stanzas");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<bool>("isConnected");
    QTest::newRow("count") << 10 << 100000 << true;
    QTest::newRow("bytes") << 1000 << 100 << true;
    QTest::newRow("while it is away") << 10 << 100000 << false;
}

void StreamManagementTest::endsWhoNeverAcknowledges()
{
    QFETCH(int, stanzas);
    QFETCH(int, bytes);
    QFETCH(bool, isConnected);
    const auto listener = makeListener({.stanzas = stanzas, .bytes = bytes});
    Client client(listener->port());
    QVERIFY(logIn(client));
    QVERIFY(!bind(client).isEmpty());
    if (!isConnected) {
        cut(client);
    }
    for (int i = 0; i < 10; ++i)
        QVERIFY(listener->send(ann, "<message/>"));
    QVERIFY(listener->send(ann, "<message/>"));
    QVERIFY(!listener->send(ann, "<message/>"));
    QCOMPARE(m_observer.heard.last(), QStringLiteral("lost ann@im.example/desk 11"));
    QTRY_VERIFY(client.isClosed());
    QVERIFY(!isConnected || client.received.contains("<resource-constraint "));
}

void StreamManagementTest::answersAFloodOnce()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    QVERIFY(!bind(client).isEmpty());
    client.say(ask.repeated(10000) + "<iq type='set' id='s'><session "
                                     "xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>");
    QVERIFY(hears(client, "id=\"s\""));
    QCOMPARE(client.received.count("<a "), 1);
    client.received.clear();
    m_clock.advance(1ms);
    QVERIFY(hears(client, "<a xmlns='urn:xmpp:sm:3' h='1'/>"));
    QCOMPARE(client.received.count("<a "), 1);
}

void StreamManagementTest::refusesEnablingTwice()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    QVERIFY(!bind(client).isEmpty());
    client.say(enable);
    QVERIFY(hears(client, failed("unexpected-request")));
}

void StreamManagementTest::refusesResumingBeforeTheLogin()
{
    const auto listener = makeListener();
    for (const QByteArray &request : {resume("x", 0), enable, ask}) {
        Client client(listener->port());
        client.say(header + request);
        QTRY_VERIFY(client.isClosed());
        QVERIFY2(client.hasError("not-authorized"), client.received.constData());
    }
}

void StreamManagementTest::refusesEnablingBeforeBinding()
{
    const auto listener = makeListener();
    Client client(listener->port());
    QVERIFY(logIn(client));
    client.say(enable);
    QVERIFY(hears(client, failed("unexpected-request")));
}

QTEST_MAIN(StreamManagementTest)
#include "tst_streammanagement.moc"
