// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

class tst_Disco : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serviceTellsItsIdentity();
    void capabilitiesHashIsRight();
    void capabilitiesHashHoldsFormAndIdentities();
    void serverTellsWhomToTurnTo();
    void accountTellsWhatIsKept();
    void unknownNodeIsNotFound();
    void roomIsAConference();
    void roomsAreListedWhenOnline();
    void commandsAreListed();
    void versionNamesTheProduct();
    void vcardIsTheName();
};

void tst_Disco::serviceTellsItsIdentity()
{
    Stage stage;
    stage.send("<iq type='get' id='d' from='eve@example.org/x' to='irc.example.org'>"
               "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    stage.expect("<iq type='result' id='d' from='irc.example.org' to='eve@example.org/x'>"
                 "<query xmlns='http://jabber.org/protocol/disco#info'>"
                 "<identity category='gateway' type='irc' name='Spectrum 2 Transport'/>"
                 "<feature var='http://jabber.org/protocol/commands'/>"
                 "<feature var='http://jabber.org/protocol/disco#info'/>"
                 "<feature var='http://jabber.org/protocol/disco#items'/>"
                 "<feature var='http://jabber.org/protocol/muc'/>"
                 "<feature var='http://jabber.org/protocol/nick+notify'/>"
                 "<feature var='jabber:iq:gateway'/><feature var='jabber:iq:last'/>"
                 "<feature var='jabber:iq:register'/><feature var='jabber:iq:search'/>"
                 "<feature var='jabber:iq:version'/><feature var='urn:xmpp:avatar:metadata+notify'/>"
                 "<feature var='urn:xmpp:ping'/><feature var='vcard-temp'/>"
                 "</query></iq>");
}

void tst_Disco::capabilitiesHashIsRight()
{
    // The example of XEP-0115 §5.2.
    const xmpp::Capabilities exodus(
        QStringLiteral("client"), QStringLiteral("pc"), QStringLiteral("Exodus 0.9.1"),
        {QStringLiteral("http://jabber.org/protocol/muc"), QStringLiteral("http://jabber.org/protocol/caps"),
         QStringLiteral("http://jabber.org/protocol/disco#info"),
         QStringLiteral("http://jabber.org/protocol/disco#items")});
    QVERIFY(exodus.element().contains("QgayPKawpkPSDYmwT/WM94uAlu0="));
    QVERIFY(exodus.node().endsWith(QStringLiteral("#QgayPKawpkPSDYmwT/WM94uAlu0=")));
}

void tst_Disco::capabilitiesHashHoldsFormAndIdentities()
{
    xmpp::Capabilities server(QStringLiteral("gateway"), QStringLiteral("irc"), QStringLiteral("N"),
                              {QStringLiteral("b"), QStringLiteral("a")});
    server.addIdentity(QStringLiteral("server"), QStringLiteral("im"));
    server.setForm(
        {QStringLiteral("http://jabber.org/network/serverinfo"),
         {{QStringLiteral("admin-addresses"), {QStringLiteral("mailto:c@x")}},
          {QStringLiteral("abuse-addresses"), {QStringLiteral("xmpp:b@x"), QStringLiteral("mailto:a@x")}}}});
    QVERIFY2(server.element().contains("NOTM6qv3gmJ2shN2TU0JWGvp5x8="), server.element().constData());
}

void tst_Disco::serverTellsWhomToTurnTo()
{
    xmpp::Options options = Stage::optionsFor(xmpp::Mode::Server);
    options.contactAddresses = {
        {QStringLiteral("abuse-addresses"), {QStringLiteral("mailto:a@example.org")}}};
    Stage stage(options);
    stage.send("<iq type='get' id='d' from='ann@irc.example.org/x' to='irc.example.org'>"
               "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    const QString told = parseStanzas(stage.door.sent).join(u'\n');
    QVERIFY(
        told.contains(QStringLiteral("<identity category='server' name='Spectrum 2 Transport' type='im'>")));
    QVERIFY(told.contains(QStringLiteral("<feature var='urn:xmpp:time'>")));
    QVERIFY2(told.contains(QStringLiteral("<value>http://jabber.org/network/serverinfo</value></field>"
                                          "<field type='list-multi' var='abuse-addresses'>"
                                          "<value>mailto:a@example.org</value></field></x>")),
             qPrintable(told));
}

void tst_Disco::accountTellsWhatIsKept()
{
    Stage stage(xmpp::Mode::Server);
    stage.send("<iq type='get' id='d' from='ann@irc.example.org/x'>"
               "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    const QString told = parseStanzas(stage.door.sent).join(u'\n');
    QVERIFY(told.contains(QStringLiteral("<identity category='pubsub' name='' type='pep'>")));
    QVERIFY(told.contains(QStringLiteral("<feature var='http://jabber.org/protocol/pubsub#publish'>")));
}

void tst_Disco::unknownNodeIsNotFound()
{
    Stage stage;
    stage.send("<iq type='get' id='d' from='eve@example.org/x' to='irc.example.org'>"
               "<query xmlns='http://jabber.org/protocol/disco#info' node='nothing'/></iq>");
    QVERIFY(stage.door.sent.contains("<item-not-found "));
}

void tst_Disco::roomIsAConference()
{
    Stage stage;
    stage.send("<iq type='get' id='d' from='eve@example.org/x' to='#qt@irc.example.org'>"
               "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    const QString told = parseStanzas(stage.door.sent).join(u' ');
    QVERIFY(told.contains(QStringLiteral("<identity category='conference' name='#qt' type='text'>")));
    QVERIFY(told.contains(QStringLiteral("var='http://jabber.org/protocol/muc'")));
}

void tst_Disco::roomsAreListedWhenOnline()
{
    Stage stage;
    const QByteArray ask = "<iq type='get' id='i' from='ann@example.org/home' to='irc.example.org'>"
                           "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>";
    const QByteArray head = "<iq type='result' id='i' from='irc.example.org' to='ann@example.org/home'>"
                            "<query xmlns='http://jabber.org/protocol/disco#items'>";
    stage.send(ask);
    stage.expect(head + "</query></iq>");
    stage.logIn();
    stage.options.roomListLimit = 2;
    stage.send(ask);
    stage.expectNothing();
    const RequestId request = stage.host.last<ListRooms>().request;
    QCOMPARE(stage.host.last<ListRooms>().limit, 2u);
    stage.event(
        RoomsListed{request, {{.id = RoomId(QStringLiteral("#a"))}, {.id = RoomId(QStringLiteral("#b"))}}});
    stage.event(RoomsListed{request, {{.id = RoomId(QStringLiteral("#c"))}}});
    stage.event(RequestFinished{request, {}});
    stage.expect(
        head +
        "<item jid='#a@irc.example.org' name='#a'/><item jid='#b@irc.example.org' name='#b'/></query></iq>");
    // An outcome that comes twice is answered once.
    stage.event(RequestFinished{request, {}});
    stage.expectNothing();
}

void tst_Disco::commandsAreListed()
{
    Stage stage;
    stage.send("<iq type='get' id='i' from='eve@example.org/home' to='irc.example.org'>"
               "<query xmlns='http://jabber.org/protocol/disco#items' "
               "node='http://jabber.org/protocol/commands'/></iq>");
    QVERIFY(stage.door.sent.contains("node='register'") || stage.door.sent.contains("node=\"register\""));
    // Nothing that is for administrators alone, or for those who have an account.
    QCOMPARE(stage.door.sent.count("<item "), 1);
}

void tst_Disco::versionNamesTheProduct()
{
    Stage stage;
    stage.send("<iq type='get' id='v' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='jabber:iq:version'/></iq>");
    QVERIFY(stage.door.sent.contains("<name>Spectrum 2</name>"));
    QVERIFY(!stage.door.sent.contains("<os>"));
}

void tst_Disco::vcardIsTheName()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactChanged{{.id = ContactId(QStringLiteral("bob")), .name = QStringLiteral("Bob B.")}});
    stage.forget();
    stage.send("<iq type='get' id='c' from='ann@example.org/home' to='bob@irc.example.org'><vCard "
               "xmlns='vcard-temp'/></iq>");
    const Error unsupported{.kind = ErrorKind::Unsupported};
    stage.event(RequestFinished{stage.host.last<RequestProfile>().request, unsupported});
    stage.event(RequestFinished{stage.host.last<RequestPicture>().request, unsupported});
    QCoreApplication::processEvents();
    stage.expect("<iq type='result' id='c' from='bob@irc.example.org' to='ann@example.org/home'>"
                 "<vCard xmlns='vcard-temp'><FN>Bob B.</FN><NICKNAME>Bob B.</NICKNAME></vCard></iq>");
}

QTEST_GUILESS_MAIN(tst_Disco)
#include "tst_disco.moc"
