// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Logins that ask for a resource or a session at the same time, byte by byte.
#include "RawClient.h"

#include "support/MockClock.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace spectrum::xmpp::testing;

namespace
{

const QByteArray enable = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";

QByteArray authenticate(const QByteArray &password, const QByteArray &with = {},
                        const QByteArray &mechanism = "PLAIN")
{
    return "<authenticate xmlns='urn:xmpp:sasl:2' mechanism='" + mechanism + "'><initial-response>" +
           ('\0' + QByteArray("ann") + '\0' + password).toBase64() +
           "</initial-response><user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>" + with +
           "</authenticate>";
}

QByteArray bind2(const QByteArray &with = {})
{
    return "<bind xmlns='urn:xmpp:bind:0'><tag>desk</tag>" + with + "</bind>";
}

} // namespace

class Sasl2Test : public QObject
{
    Q_OBJECT

    std::unique_ptr<ClientListener> makeListener(Encryption encryption = Encryption::None)
    {
        auto listener = std::make_unique<ClientListener>(
            ListenerOptions{.address = QStringLiteral("127.0.0.1"), .port = 0},
            ClientPolicy{.domain = QStringLiteral("im.example"), .encryption = encryption}, m_observer,
            m_clock);
        return listener->listen() ? std::move(listener) : nullptr;
    }
    static QByteArray between(const QByteArray &text, const QByteArray &begin, const QByteArray &end)
    {
        const qsizetype start = text.indexOf(begin) + begin.size();
        return text.mid(start, text.indexOf(end, start) - start);
    }

    spectrum::testing::MockClock m_clock;
    Observer m_observer;

private Q_SLOTS:
    void init() { m_observer = {}; }
    void bindsWithTheLogin();
    void keepsTheResourceOfAnInstallation();
    void bindsLaterWhenNotAsked();
    void resumesWithTheLogin();
    void bindsWhenThereIsNothingToResume();
    void takesLargeStanzasAfterwards();
    void refuses_data();
    void refuses();
    void needsEncryptionFirst();
    void refusesASecondLogin();
};

void Sasl2Test::bindsWithTheLogin()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header);
    QTRY_VERIFY(client.received.contains("</stream:features>"));
    QVERIFY2(client.received.contains(
                 "<authentication xmlns=\"urn:xmpp:sasl:2\"><mechanism>PLAIN</mechanism><inline>"
                 "<bind xmlns=\"urn:xmpp:bind:0\"><inline><feature var=\"urn:xmpp:carbons:2\"/>"),
             client.received.constData());
    client.received.clear();
    client.say(authenticate("right", bind2(enable + "<enable xmlns='urn:xmpp:carbons:2'/>"
                                                    "<inactive xmlns='urn:xmpp:csi:0'/>")));
    QTRY_VERIFY(client.received.contains("</stream:features>"));
    const QByteArray address = between(client.received, "<authorization-identifier>", "<");
    QVERIFY(address.startsWith("ann@im.example/desk."));
    QVERIFY2(
        client.received.startsWith("<success xmlns=\"urn:xmpp:sasl:2\"><authorization-identifier>" + address +
                                   "</authorization-identifier><bound xmlns=\"urn:xmpp:bind:0\"><enabled "),
        client.received.constData());
    QVERIFY(!client.received.contains("xmpp-bind"));
    QCOMPARE(m_observer.heard,
             (QStringList{QStringLiteral("auth ann@im.example"),
                          QStringLiteral("bound ") + QString::fromUtf8(address), QStringLiteral("copies")}));
    client.received.clear();
    QVERIFY(listener->send(QString::fromUtf8(address), "<presence from=\"a@x\"/>"));
    QVERIFY(listener->send(QString::fromUtf8(address), "<message from=\"b@x\"><body>1</body></message>"));
    QTRY_VERIFY(client.received.startsWith("<presence from=\"a@x\"/><r "));
    client.say("<message/>");
    QTRY_VERIFY(m_observer.heard.contains(QStringLiteral("message ") + QString::fromUtf8(address)));
}

void Sasl2Test::keepsTheResourceOfAnInstallation()
{
    const auto listener = makeListener();
    QByteArrayList addresses;
    for (int i = 0; i < 2; ++i) {
        Client client(listener->port());
        client.say(header + authenticate("right", bind2()));
        QTRY_VERIFY(client.received.contains("</success>"));
        QVERIFY(client.received.contains("<bound xmlns=\"urn:xmpp:bind:0\"/>"));
        addresses.append(between(client.received, "<authorization-identifier>", "<"));
    }
    QCOMPARE(addresses[0], addresses[1]);
}

void Sasl2Test::bindsLaterWhenNotAsked()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + authenticate("right"));
    QTRY_VERIFY(client.received.endsWith("</stream:features>") && client.received.contains("<success"));
    QVERIFY(client.received.contains(
        "<authorization-identifier>ann@im.example</authorization-identifier></success>"));
    client.say(bindRequest);
    QTRY_VERIFY(client.received.contains("<jid>ann@im.example/desk</jid>"));
}

void Sasl2Test::resumesWithTheLogin()
{
    const auto listener = makeListener();
    auto client = std::make_unique<Client>(listener->port());
    client->say(header + authenticate("right", bind2(enable)));
    QTRY_VERIFY(client->received.contains("</success>"));
    const QByteArray session = between(client->received, "<enabled xmlns=\"urn:xmpp:sm:3\" id=\"", "\"");
    const QByteArray address = between(client->received, "<authorization-identifier>", "<");
    QVERIFY(listener->send(QString::fromUtf8(address), "<message id='1'/>"));
    QTRY_VERIFY(client->received.contains("<message"));
    client->abort();
    Client next(listener->port());
    next.say(header + authenticate("right", "<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + session + "'/>" +
                                                bind2()));
    QTRY_VERIFY(next.received.contains("<message"));
    QVERIFY2(next.received.contains(
                 "<success xmlns=\"urn:xmpp:sasl:2\"><authorization-identifier>" + address +
                 "</authorization-identifier><resumed xmlns=\"urn:xmpp:sm:3\" h=\"0\" previd=\"" + session +
                 "\"/></success><stream:features>"),
             next.received.constData());
    QVERIFY(next.received.indexOf("</stream:features>", next.received.indexOf("<success")) <
            next.received.indexOf("<message"));
    QCOMPARE(m_observer.heard.filter(QStringLiteral("bound")).size(), 1);
    QVERIFY(m_observer.heard.filter(QStringLiteral("gone")).isEmpty());
}

void Sasl2Test::bindsWhenThereIsNothingToResume()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + authenticate("right", "<resume xmlns='urn:xmpp:sm:3' h='0' previd='x'/>" + bind2()));
    QTRY_VERIFY(client.received.contains("</success>"));
    QVERIFY2(client.received.contains("<failed xmlns=\"urn:xmpp:sm:3\"><item-not-found "
                                      "xmlns=\"urn:ietf:params:xml:ns:xmpp-stanzas\"/></failed>"
                                      "<bound xmlns=\"urn:xmpp:bind:0\"/></success>"),
             client.received.constData());
}

void Sasl2Test::takesLargeStanzasAfterwards()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + authenticate("right", bind2()));
    QTRY_VERIFY(client.received.contains("</success>"));
    client.say("<message><body>" + QByteArray(100000, 'a') + "</body></message>");
    QTRY_COMPARE(m_observer.heard.filter(QStringLiteral("message ann")).size(), 1);
}

void Sasl2Test::refuses_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("condition");
    QTest::newRow("password") << authenticate("wrong", bind2()) << QByteArray("not-authorized");
    QTest::newRow("mechanism") << authenticate("right", bind2(), "X") << QByteArray("invalid-mechanism");
    QTest::newRow("no password") << authenticate("", bind2()) << QByteArray("malformed-request");
    QTest::newRow("nothing") << QByteArray("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'/>")
                             << QByteArray("malformed-request");
    QTest::newRow("encoding") << QByteArray("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'>"
                                            "<initial-response>%</initial-response></authenticate>")
                              << QByteArray("incorrect-encoding");
    QTest::newRow("abort") << QByteArray("<abort xmlns='urn:xmpp:sasl:2'/>") << QByteArray("aborted");
    QTest::newRow("response") << QByteArray("<response xmlns='urn:xmpp:sasl:2'/>")
                              << QByteArray("malformed-request");
}

void Sasl2Test::refuses()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, condition);
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + sent);
    QTRY_VERIFY2(client.received.contains("<failure xmlns=\"urn:xmpp:sasl:2\"><" + condition +
                                          " xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>"),
                 client.received.constData());
    // The next one may be right, and in the older form.
    client.say(plain("ann", "right"));
    QTRY_VERIFY(client.received.contains("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
}

void Sasl2Test::needsEncryptionFirst()
{
    const auto listener = makeListener(Encryption::Tls);
    Client client(listener->port());
    client.say(header + authenticate("right", bind2()));
    QTRY_VERIFY(client.received.contains("<encryption-required"));
    QVERIFY(!client.received.contains("PLAIN"));
    QVERIFY(m_observer.heard.isEmpty());
}

void Sasl2Test::refusesASecondLogin()
{
    const auto listener = makeListener();
    for (const QByteArray &bind : {QByteArray(), bind2()}) {
        Client client(listener->port());
        client.say(header + authenticate("right", bind));
        QTRY_VERIFY(client.received.contains("</success>"));
        client.say(authenticate("right", bind));
        QTRY_VERIFY(client.isClosed());
        QVERIFY2(client.hasError("policy-violation"), client.received.constData());
    }
}

QTEST_GUILESS_MAIN(Sasl2Test)
#include "tst_sasl2.moc"
