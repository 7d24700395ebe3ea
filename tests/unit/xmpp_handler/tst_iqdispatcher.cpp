// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

class tst_IqDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequestGetsOneAnswer_data();
    void everyRequestGetsOneAnswer();
    void answersAreNeverAnswered_data();
    void answersAreNeverAnswered();
    void strangersAreToldToRegister();
    void closedServiceRefuses();
};

void tst_IqDispatcher::everyRequestGetsOneAnswer_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("condition");
    const QByteArray toService = "to='irc.example.org' type='get' id='1'";
    QTest::newRow("no id") << QByteArray("to='irc.example.org' type='get'")
                           << QByteArray("<ping xmlns='urn:xmpp:ping'/>") << QByteArray("bad-request");
    QTest::newRow("type foo") << QByteArray("to='irc.example.org' type='foo' id='1'")
                              << QByteArray("<ping xmlns='urn:xmpp:ping'/>") << QByteArray("bad-request");
    QTest::newRow("no type") << QByteArray("to='irc.example.org' id='1'")
                             << QByteArray("<ping xmlns='urn:xmpp:ping'/>") << QByteArray("bad-request");
    QTest::newRow("no payload") << toService << QByteArray() << QByteArray("bad-request");
    QTest::newRow("two payloads") << toService
                                  << QByteArray("<ping xmlns='urn:xmpp:ping'/><ping xmlns='urn:xmpp:ping'/>")
                                  << QByteArray("bad-request");
    QTest::newRow("unknown namespace")
        << toService << QByteArray("<query xmlns='urn:unknown'/>") << QByteArray("service-unavailable");
    QTest::newRow("unknown name") << toService << QByteArray("<pong xmlns='urn:xmpp:ping'/>")
                                  << QByteArray("feature-not-implemented");
    QTest::newRow("get of a set") << QByteArray("to='irc.example.org' type='set' id='1'")
                                  << QByteArray("<ping xmlns='urn:xmpp:ping'/>")
                                  << QByteArray("feature-not-implemented");
    QTest::newRow("impossible name") << QByteArray("to='no\\20body@irc.example.org' type='get' id='1'")
                                     << QByteArray("<query xmlns='urn:unknown'/>")
                                     << QByteArray("item-not-found");
    QTest::newRow("another domain") << QByteArray("to='else.example.org' type='get' id='1'")
                                    << QByteArray("<query xmlns='urn:unknown'/>")
                                    << QByteArray("item-not-found");
    QTest::newRow("ping") << toService << QByteArray("<ping xmlns='urn:xmpp:ping'/>") << QByteArray();
}

void tst_IqDispatcher::everyRequestGetsOneAnswer()
{
    QFETCH(QByteArray, attributes);
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, condition);
    Stage stage;
    stage.logIn();
    stage.send("<iq from='ann@example.org/home' " + attributes + ">" + payload + "</iq>");
    const QStringList answers = parseStanzas(stage.door.sent);
    QCOMPARE(answers.size(), 1);
    if (condition.isEmpty())
        QVERIFY2(answers[0].contains(QStringLiteral("type='result'")), qPrintable(answers[0]));
    else
        QVERIFY2(answers[0].contains(u'<' + QString::fromLatin1(condition) + u' '), qPrintable(answers[0]));
}

void tst_IqDispatcher::answersAreNeverAnswered_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("error") << QByteArray(
        "<iq type='error' id='1' to='irc.example.org' from='ann@example.org/home'>"
        "<error type='cancel'/></iq>");
    QTest::newRow("result") << QByteArray(
        "<iq type='result' id='1' to='irc.example.org' from='ann@example.org/home'/>");
    QTest::newRow("message error") << QByteArray("<message type='error' to='bob@irc.example.org' "
                                                 "from='ann@example.org/home'><body>x</body></message>");
    QTest::newRow("presence error") << QByteArray("<presence type='error' to='irc.example.org' "
                                                  "from='ann@example.org'><error type='cancel'/></presence>");
}

void tst_IqDispatcher::answersAreNeverAnswered()
{
    QFETCH(QByteArray, xml);
    Stage stage;
    stage.logIn();
    stage.send(xml);
    stage.expectNothing();
}

void tst_IqDispatcher::strangersAreToldToRegister()
{
    Stage stage;
    stage.send("<iq type='get' id='1' to='bob@irc.example.org' from='eve@example.org/x'><query "
               "xmlns='urn:unknown'/></iq>");
    stage.expect(
        "<iq type='error' id='1' from='bob@irc.example.org' to='eve@example.org/x'><error type='auth'>"
        "<registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Register with this service first.</text>"
        "</error></iq>");
}

void tst_IqDispatcher::closedServiceRefuses()
{
    xmpp::Options options = Stage::optionsFor(xmpp::Mode::Gateway);
    Settings settings;
    settings.setGiven(QStringLiteral("service.allowed_servers"), {QStringLiteral("example.com")});
    options.policy = xmpp::AccessPolicy(settings);
    Stage stage(options);
    stage.send("<iq type='get' id='1' to='irc.example.org' from='ann@example.org/x'>"
               "<query xmlns='jabber:iq:register'/></iq>");
    QVERIFY(stage.door.sent.contains("<not-allowed "));
    stage.forget();
    stage.send("<presence to='irc.example.org' from='ann@example.org/x'/>");
    QVERIFY(stage.door.sent.contains("<not-allowed "));
    stage.send("<message to='bob@irc.example.org' from='ann@example.org/x'><body>hello</body></message>");
    QVERIFY(stage.host.logins.isEmpty());
    QVERIFY(stage.host.commands.empty());
}

QTEST_GUILESS_MAIN(tst_IqDispatcher)
#include "tst_iqdispatcher.moc"
