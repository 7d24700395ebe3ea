// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RawClient.h"

#include "support/MockClock.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace spectrum::xmpp::testing;

namespace
{

const QString ann = QStringLiteral("ann@im.example/desk");
const QByteArray typing = "<message type=\"chat\" from=\"a@x\"><composing "
                          "xmlns=\"http://jabber.org/protocol/chatstates\"/></message>";

QByteArray presence(const char *from, const char *inside = "")
{
    return QByteArray("<presence from=\"") + from + "\">" + inside + "</presence>";
}

} // namespace

class ClientStateTest : public QObject
{
    Q_OBJECT

    spectrum::testing::MockClock m_clock;
    Observer m_observer;

private Q_SLOTS:
    void judges_data();
    void judges();
    void keepsTheLastOfEverybody();
    void isBounded();
    void waitsUntilSomebodyLooks();
};

void ClientStateTest::judges_data()
{
    using Verdict = ClientState::Verdict;
    QTest::addColumn<QByteArray>("stanza");
    QTest::addColumn<ClientState::Verdict>("verdict");
    QTest::newRow("presence") << presence("a@x") << Verdict::Held;
    QTest::newRow("gone") << QByteArray("<presence type=\"unavailable\" from=\"a@x\"/>") << Verdict::Held;
    QTest::newRow("typing") << typing << Verdict::Held;
    QTest::newRow("answer") << QByteArray("<iq type=\"result\"/>") << Verdict::Passed;
    QTest::newRow("message") << QByteArray("<message from=\"a@x\"><body>1</body></message>")
                             << Verdict::Released;
    QTest::newRow("message of a typist")
        << QByteArray(typing).replace("</message>", "<body>1</body></message>") << Verdict::Released;
    QTest::newRow("receipt") << QByteArray(typing).replace(
                                    "</message>", "<received xmlns=\"urn:xmpp:receipts\"/></message>")
                             << Verdict::Released;
    QTest::newRow("event") << QByteArray("<message type=\"headline\"><event/></message>")
                           << Verdict::Released;
    QTest::newRow("error") << QByteArray("<presence type=\"error\" from=\"a@x\"/>") << Verdict::Released;
    QTest::newRow("request") << QByteArray("<presence type=\"subscribe\" from=\"a@x\"/>")
                             << Verdict::Released;
    QTest::newRow("own entry to a room")
        << presence("r@x/a", "<x><status code=\"110\"/></x>") << Verdict::Released;
}

void ClientStateTest::judges()
{
    QFETCH(QByteArray, stanza);
    QFETCH(ClientState::Verdict, verdict);
    ClientState state;
    QCOMPARE(state.judge(stanza), verdict);
    QCOMPARE(state.take().size(), verdict == ClientState::Verdict::Held ? 1 : 0);
}

void ClientStateTest::keepsTheLastOfEverybody()
{
    ClientState state;
    for (const QByteArray &stanza :
         {presence("a@x", "1"), presence("b@x", "1"), typing, presence("a@x", "2")})
        QCOMPARE(state.judge(stanza), ClientState::Verdict::Held);
    QCOMPARE(state.take(), (QList<QByteArray>{presence("a@x", "2"), presence("b@x", "1"), typing}));
    QVERIFY(state.take().isEmpty());
    QCOMPARE(state.judge(presence("a@x", "3")), ClientState::Verdict::Held);
    QCOMPARE(state.take(), QList<QByteArray>{presence("a@x", "3")});
}

void ClientStateTest::isBounded()
{
    ClientState state(2);
    QCOMPARE(state.judge(presence("a@x")), ClientState::Verdict::Held);
    QCOMPARE(state.judge(presence("b@x")), ClientState::Verdict::Held);
    QCOMPARE(state.judge(presence("a@x", "2")), ClientState::Verdict::Held);
    QCOMPARE(state.judge(presence("c@x")), ClientState::Verdict::Released);
}

void ClientStateTest::waitsUntilSomebodyLooks()
{
    ClientListener listener({.address = QStringLiteral("127.0.0.1"), .port = 0},
                            {.domain = QStringLiteral("im.example"), .encryption = Encryption::None},
                            m_observer, m_clock);
    QVERIFY(listener.listen());
    Client client(listener.port());
    client.say(header + plain("ann", "right"));
    QTRY_VERIFY(client.received.contains("<success"));
    client.say(header + bindRequest + "<inactive xmlns='urn:xmpp:csi:0'/><presence/>");
    QTRY_VERIFY(m_observer.heard.contains(QStringLiteral("presence ann@im.example/desk")));
    QVERIFY(client.received.contains("<csi xmlns=\"urn:xmpp:csi:0\"/>"));
    client.received.clear();
    for (const QByteArray &stanza :
         {presence("a@x", "1"), presence("a@x", "2"), QByteArray("<iq id=\"1\"/>")})
        QVERIFY(listener.send(ann, stanza));
    QTRY_COMPARE(client.received, QByteArray("<iq id=\"1\"/>"));
    client.received.clear();
    const QByteArray message = "<message from=\"b@x\"><body>1</body></message>";
    QVERIFY(listener.send(ann, message));
    QTRY_COMPARE(client.received, presence("a@x", "2") + message);
    client.received.clear();
    QVERIFY(listener.send(ann, presence("a@x", "3")));
    client.say("<active xmlns='urn:xmpp:csi:0'/>");
    QTRY_COMPARE(client.received, presence("a@x", "3"));
    QVERIFY(listener.send(ann, presence("a@x", "4")));
    QTRY_VERIFY(client.received.endsWith(presence("a@x", "4")));
}

QTEST_GUILESS_MAIN(ClientStateTest)
#include "tst_clientstate.moc"
