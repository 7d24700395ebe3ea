// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Clients that talk more than they may, on real sockets, with the test's clock.
#include "RawClient.h"

#include "support/MockClock.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace spectrum::xmpp::testing;
using namespace std::chrono_literals;

class ClientInputTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void makesManyStanzasWait();
    void makesManyBytesWait();
    void hearsAllOfAClientThatGoes();
    void leavesOthersAlone();
    void doesNotWaitForAnElementThatItDoesNotRead();

private:
    void start(qint64 bytesPerSecond, qint64 stanzasPerSecond);
    void logIn(Client &client, const QByteArray &name = "ann");
    qsizetype messages(const QString &name = QStringLiteral("ann")) const
    {
        return m_observer.heard.count(QStringLiteral("message %1@im.example/desk").arg(name));
    }
    void settle();

    spectrum::testing::MockClock m_clock;
    Observer m_observer;
    std::unique_ptr<ClientListener> m_listener;
};

void ClientInputTest::init()
{
    m_observer = {};
}

void ClientInputTest::start(qint64 bytesPerSecond, qint64 stanzasPerSecond)
{
    ClientPolicy policy{.domain = QStringLiteral("im.example"), .encryption = Encryption::None};
    policy.bytesPerSecond = bytesPerSecond;
    policy.stanzasPerSecond = stanzasPerSecond;
    m_listener = std::make_unique<ClientListener>(
        ListenerOptions{.address = QStringLiteral("127.0.0.1"), .port = 0}, policy, m_observer, m_clock);
    QVERIFY(m_listener->listen());
}

void ClientInputTest::logIn(Client &client, const QByteArray &name)
{
    client.say(header + plain(name, "right"));
    QTRY_VERIFY(client.received.contains("<success"));
    client.say(header + bindRequest);
    QTRY_VERIFY(client.received.contains("<jid>" + name + "@im.example/desk</jid>"));
}

// What was sent has come as far as it comes: somebody else's words cross behind it.
void ClientInputTest::settle()
{
    static int number = 0;
    const QByteArray name = "other" + QByteArray::number(++number);
    Client other(m_listener->port());
    logIn(other, name);
    other.say("<message to='x@im.example'/>");
    QTRY_COMPARE(messages(QString::fromLatin1(name)), 1);
}

void ClientInputTest::makesManyStanzasWait()
{
    start(0, 10);
    Client client(m_listener->port());
    logIn(client);
    client.say(QByteArray("<message to='x@im.example'/>").repeated(300));
    QTRY_VERIFY(messages() >= 95);
    settle();
    const qsizetype first = messages();
    QVERIFY2(first <= 101, qPrintable(QString::number(first)));
    m_clock.advance(1s);
    QTRY_VERIFY(messages() >= first + 9);
    settle();
    QVERIFY2(messages() <= first + 11, qPrintable(QString::number(messages() - first)));
    // Nothing is lost, and nobody is sent away.
    for (int second = 0; second < 25 && messages() < 300; ++second) {
        m_clock.advance(1s);
        settle();
    }
    QTRY_COMPARE(messages(), 300);
    QVERIFY(!client.isClosed());
}

void ClientInputTest::makesManyBytesWait()
{
    start(1000, 0);
    Client client(m_listener->port());
    logIn(client);
    const QByteArray message =
        "<message to='x@im.example'><body>" + QByteArray(1000, 'a') + "</body></message>";
    client.say(message.repeated(4000));
    QTRY_VERIFY(messages() > 0);
    settle();
    // One read of the socket is never cut.
    QVERIFY2(messages() <= 80, qPrintable(QString::number(messages())));
    // The client's own end is full: it cannot get rid of all that it wants to say.
    QVERIFY(client.bytesToWrite() > 0);
}

void ClientInputTest::hearsAllOfAClientThatGoes()
{
    start(0, 10);
    Client client(m_listener->port());
    logIn(client);
    client.say(QByteArray("<message to='x@im.example'/>").repeated(300));
    QTRY_VERIFY(messages() >= 95);
    client.disconnectFromHost();
    QTRY_COMPARE(messages(), 300);
    QTRY_COMPARE(m_observer.heard.constLast(), QStringLiteral("gone ann@im.example/desk"));
}

void ClientInputTest::leavesOthersAlone()
{
    start(0, 10);
    Client loud(m_listener->port());
    logIn(loud);
    loud.say(QByteArray("<message to='x@im.example'/>").repeated(300));
    QTRY_VERIFY(messages() >= 95);
    Client quiet(m_listener->port());
    logIn(quiet, "bob");
    for (int i = 1; i <= 20; ++i) {
        quiet.say("<message to='x@im.example'/>");
        QTRY_COMPARE(messages(QStringLiteral("bob")), i);
    }
    QVERIFY(m_listener->send(QStringLiteral("ann@im.example"), "<message id='m'/>"));
    QTRY_VERIFY(loud.received.endsWith("<message id='m'/>"));
}

// The rest of it waits because we do not read.
void ClientInputTest::doesNotWaitForAnElementThatItDoesNotRead()
{
    start(1, 0);
    Client client(m_listener->port());
    logIn(client);
    client.say("<message to='x@im.example'><body>" + QByteArray(200, 'a'));
    settle();
    m_clock.advance(61s);
    settle();
    QVERIFY(!client.isClosed());
    client.say("</body></message>");
    m_clock.advance(170s);
    QTRY_COMPARE(messages(), 1);
}

QTEST_GUILESS_MAIN(ClientInputTest)
#include "tst_clientinput.moc"
