// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

class tst_RoomInvitations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhoInvites();
    void showsThatNobodyIsKnown();
    void invitesByTheRoom();
    void invitesDirectly();
    void refusesStrangersAndForeignRooms();
};

void tst_RoomInvitations::showsWhoInvites()
{
    Stage stage;
    stage.logIn();
    stage.event(RoomInvited{.room = RoomId(QStringLiteral("#tea")),
                            .from = ContactId(QStringLiteral("bob")),
                            .text = QStringLiteral("<tea> & milk"),
                            .password = Secret("hush")});
    stage.expect("<message from='#tea@irc.example.org' to='ann@example.org'>"
                 "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='bob@irc.example.org'>"
                 "<reason>&lt;tea&gt; &amp; milk</reason></invite><password>hush</password></x></message>");
}

void tst_RoomInvitations::showsThatNobodyIsKnown()
{
    Stage stage;
    stage.logIn();
    stage.event(RoomInvited{.room = RoomId(QStringLiteral("#tea")), .fromName = QStringLiteral("Bob")});
    stage.expect("<message from='#tea@irc.example.org' to='ann@example.org'>"
                 "<x xmlns='http://jabber.org/protocol/muc#user'><invite from='irc.example.org'>"
                 "<reason>Bob</reason></invite></x></message>");
}

void tst_RoomInvitations::invitesByTheRoom()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.send("<message from='ann@example.org/home' to='#qt@irc.example.org' id='i1'>"
               "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='carl@irc.example.org'>"
               "<reason>Come</reason></invite><invite to='dora@irc.example.org'/></x></message>");
    QCOMPARE(stage.host.count<InviteToRoom>(), 2);
    const InviteToRoom order = stage.host.last<InviteToRoom>();
    QCOMPARE(order.room, RoomId(QStringLiteral("#qt")));
    QCOMPARE(order.contact, ContactId(QStringLiteral("dora")));
    stage.expectNothing();
    stage.event(RequestFinished{order.request, Error{ErrorKind::NotFound, QStringLiteral("No such nick.")}});
    stage.expect("<message type='error' from='#qt@irc.example.org' to='ann@example.org/home' id='i1'>"
                 "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                 "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>No such nick.</text></error></message>");
}

void tst_RoomInvitations::invitesDirectly()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.send("<message from='ann@example.org/home' to='carl@irc.example.org'>"
               "<x xmlns='jabber:x:conference' jid='#qt@irc.example.org' reason='Come'/></message>");
    const InviteToRoom order = stage.host.last<InviteToRoom>();
    QCOMPARE(order.room, RoomId(QStringLiteral("#qt")));
    QCOMPARE(order.contact, ContactId(QStringLiteral("carl")));
    QCOMPARE(order.text, QStringLiteral("Come"));
    stage.event(RequestFinished{order.request});
    stage.expectNothing();
}

void tst_RoomInvitations::refusesStrangersAndForeignRooms()
{
    Stage stage;
    stage.logIn();
    stage.join();
    for (const char *to : {"carl@example.org", "irc.example.org", "", "#other@irc.example.org", "@"}) {
        stage.send(QByteArray("<message from='ann@example.org/home' to='#qt@irc.example.org'>"
                              "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='") +
                   to + "'/></x></message>");
        QVERIFY2(std::exchange(stage.door.sent, {}).contains("item-not-found"), to);
    }
    for (const char *room : {"#qt@rooms.example.org", "", "carl@irc.example.org"}) {
        stage.send(QByteArray("<message from='ann@example.org/home' to='carl@irc.example.org'>"
                              "<x xmlns='jabber:x:conference' jid='") +
                   room + "'/></message>");
        QVERIFY2(std::exchange(stage.door.sent, {}).contains("item-not-found"), room);
    }
    QCOMPARE(stage.host.count<InviteToRoom>(), 0);
}

QTEST_GUILESS_MAIN(tst_RoomInvitations)
#include "tst_roominvitations.moc"
