// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const UserId ann(QStringLiteral("ann@example.org"));
const UserId eve(QStringLiteral("eve@evil.example"));

QByteArray grant(const QByteArray &perms, const QByteArray &ns = "urn:xmpp:privilege:2",
                 const QByteArray &from = "example.org")
{
    return "<message from='" + from + "' to='irc.example.org' id='g'><privilege xmlns='" + ns + "'>" + perms +
           "</privilege></message>";
}

constexpr const char *everything =
    "<perm access='roster' type='both'/><perm access='message' type='outgoing'/>";
constexpr const char *message =
    "<message xmlns='jabber:client' from='ann@example.org' to='bob@irc.example.org'><body>x</body></message>";

} // namespace

class tst_Privilege : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsGrantedAtFirst();
    void grants_data();
    void grants();
    void grantsAreOfOneDomain();
    void forgedGrantsAreIgnored_data();
    void forgedGrantsAreIgnored();
    void withdrawnAtRunTime();
    void newStreamForgets();
    void messagesGoThroughTheServer_data();
    void messagesGoThroughTheServer();
    void refusedMessageIsTheLast();
    void refusedRosterIsTheLast();
    void prosodyNestsItsNamespaces();
};

void tst_Privilege::nothingIsGrantedAtFirst()
{
    Stage stage;
    xmpp::Privilege &privilege = stage.handlers.privilege();
    QVERIFY(!privilege.canReadRoster(ann));
    QVERIFY(!privilege.canChangeRoster(ann));
    QVERIFY(!privilege.canSendAs(ann));
    QVERIFY(!privilege.sendAs(ann, message));
    stage.expectNothing();
}

void tst_Privilege::grants_data()
{
    QTest::addColumn<QByteArray>("perms");
    QTest::addColumn<QByteArray>("can");
    QTest::newRow("none") << QByteArray("<perm access='roster' type='none'/>") << QByteArray("----");
    QTest::newRow("empty") << QByteArray() << QByteArray("----");
    QTest::newRow("get") << QByteArray("<perm access='roster' type='get'/>") << QByteArray("r-h-");
    QTest::newRow("get, no push") << QByteArray("<perm access='roster' type='get' push='false'/>")
                                  << QByteArray("r---");
    QTest::newRow("set") << QByteArray("<perm access='roster' type='set'/>") << QByteArray("-w--");
    QTest::newRow("both") << QByteArray("<perm access='roster' type='both'/>") << QByteArray("rwh-");
    QTest::newRow("message") << QByteArray("<perm access='message' type='outgoing'/>") << QByteArray("---m");
    QTest::newRow("no message") << QByteArray("<perm access='message' type='none'/>") << QByteArray("----");
    QTest::newRow("everything") << QByteArray(everything) << QByteArray("rwhm");
    QTest::newRow("unknown") << QByteArray("<perm access='kingdom' type='both'/><x xmlns='y' access='roster' "
                                           "type='both'/>")
                             << QByteArray("----");
}

void tst_Privilege::grants()
{
    QFETCH(QByteArray, perms);
    QFETCH(QByteArray, can);
    for (const char *ns : {"urn:xmpp:privilege:1", "urn:xmpp:privilege:2"}) {
        Stage stage;
        stage.send(grant(perms, ns));
        stage.expectNothing();
        const xmpp::Privilege &privilege = stage.handlers.privilege();
        QByteArray found;
        found += privilege.canReadRoster(ann) ? 'r' : '-';
        found += privilege.canChangeRoster(ann) ? 'w' : '-';
        found += privilege.hearsRoster(ann) ? 'h' : '-';
        found += privilege.canSendAs(ann) ? 'm' : '-';
        QCOMPARE(found, can);
    }
}

void tst_Privilege::grantsAreOfOneDomain()
{
    Stage stage;
    stage.send(grant(everything));
    QVERIFY(!stage.handlers.privilege().canSendAs(eve));
    stage.send(grant(everything, "urn:xmpp:privilege:2", "evil.example"));
    stage.send(grant("", "urn:xmpp:privilege:2", "evil.example"));
    QVERIFY(stage.handlers.privilege().canSendAs(ann));
    QVERIFY(!stage.handlers.privilege().canSendAs(eve));
}

void tst_Privilege::forgedGrantsAreIgnored_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("user") << QByteArray("ann@example.org/home");
    QTest::newRow("bare user") << QByteArray("ann@example.org");
    QTest::newRow("resource of the server") << QByteArray("example.org/home");
}

void tst_Privilege::forgedGrantsAreIgnored()
{
    QFETCH(QByteArray, from);
    Stage stage;
    stage.send(grant(everything, "urn:xmpp:privilege:2", from));
    stage.expectNothing();
    QVERIFY(!stage.handlers.privilege().canSendAs(ann));
    QVERIFY(!stage.handlers.privilege().canChangeRoster(ann));
}

void tst_Privilege::withdrawnAtRunTime()
{
    Stage stage;
    stage.send(grant(everything));
    stage.send(grant("<perm access='message' type='outgoing'/>"));
    QVERIFY(!stage.handlers.privilege().canChangeRoster(ann));
    QVERIFY(stage.handlers.privilege().canSendAs(ann));
}

void tst_Privilege::newStreamForgets()
{
    Stage stage;
    stage.send(grant(everything));
    stage.handlers.resync();
    QVERIFY(!stage.handlers.privilege().canSendAs(ann));
}

void tst_Privilege::messagesGoThroughTheServer_data()
{
    QTest::addColumn<QByteArray>("ns");
    QTest::newRow("1") << QByteArray("urn:xmpp:privilege:1");
    QTest::newRow("2") << QByteArray("urn:xmpp:privilege:2");
}

void tst_Privilege::messagesGoThroughTheServer()
{
    QFETCH(QByteArray, ns);
    Stage stage;
    stage.send(grant(everything, ns));
    QVERIFY(stage.handlers.privilege().sendAs(ann, message));
    stage.expect("<message from='irc.example.org' to='example.org' id='privilege-1'><privilege xmlns='" + ns +
                 "'><forwarded xmlns='urn:xmpp:forward:0'>" + message + "</forwarded></privilege></message>");
}

void tst_Privilege::refusedMessageIsTheLast()
{
    Stage stage;
    stage.send(grant(everything));
    QVERIFY(stage.handlers.privilege().sendAs(ann, message));
    stage.forget();
    const QByteArray refusal =
        "<message type='error' from='example.org' to='irc.example.org' id='privilege-1'>"
        "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
        "</error></message>";
    stage.send(refusal);
    QVERIFY(!stage.handlers.privilege().canSendAs(ann));
    QVERIFY(stage.handlers.privilege().canChangeRoster(ann));
    QVERIFY(!stage.handlers.privilege().sendAs(ann, message));
    stage.expectNothing();
    stage.send(grant(everything));
    QVERIFY(stage.handlers.privilege().canSendAs(ann));
}

void tst_Privilege::refusedRosterIsTheLast()
{
    Stage stage;
    stage.send(grant(everything));
    std::optional<ErrorKind> outcome;
    stage.handlers.privilege().writeRoster(
        ann, {QStringLiteral("bob@irc.example.org"), QStringLiteral("Bob"), {}, QStringLiteral("both")},
        [&](const Result<void> &written) { outcome = written ? ErrorKind::Internal : written.error().kind; });
    const QByteArray id = stage.sentId();
    // Somebody else's answer is none.
    stage.send("<iq type='result' from='eve@evil.example' to='irc.example.org' id='" + id + "'/>");
    QVERIFY(!outcome);
    stage.send("<iq type='error' from='ann@example.org' to='irc.example.org' id='" + id +
               "'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    QCOMPARE(outcome, ErrorKind::NotAllowed);
    QVERIFY(!stage.handlers.privilege().canChangeRoster(ann));
    QVERIFY(stage.handlers.privilege().canSendAs(ann));
}

// The module of its community, as Debian 12 has it, leaves its namespace elements open.
void tst_Privilege::prosodyNestsItsNamespaces()
{
    Stage stage;
    stage.send(grant("<perm access='roster' type='both'/><perm access='message' type='outgoing'/>"
                     "<perm access='iq'><namespace ns='a' type='both'><namespace ns='b' type='get'/>"
                     "</namespace></perm>"));
    QVERIFY(stage.handlers.privilege().canChangeRoster(ann));
    QVERIFY(stage.handlers.privilege().canSendAs(ann));
}

QTEST_GUILESS_MAIN(tst_Privilege)
#include "tst_privilege.moc"
