// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include <QRegularExpression>

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const UserId own(QStringLiteral("ann@irc.example.org"));
constexpr const char *annServer = "ann@irc.example.org";
const QByteArray from = "from='ann@irc.example.org/home'";

void bind(Stage &stage)
{
    stage.host.states[own] = SessionState::Online;
    stage.handlers.presence().handleBound(own, QStringLiteral("home"));
}

// The versions of the rosters that were told, in order; they are taken out of what was sent.
QStringList takeVersions(Stage &stage)
{
    static const QRegularExpression pattern(QStringLiteral(" ver=[\"']([^\"']*)[\"']"));
    QString text = QString::fromUtf8(stage.door.sent);
    QStringList versions;
    for (auto found = pattern.globalMatch(text); found.hasNext();)
        versions.append(found.next().captured(1));
    stage.door.sent = text.remove(pattern).toUtf8();
    return versions;
}

QByteArray ask(const QString &version)
{
    return "<iq type='get' id='r' " + from + "><query xmlns='jabber:iq:roster' ver='" + version.toUtf8() +
           "'/></iq>";
}

const QByteArray unchanged =
    "<iq type='result' id='r' from='ann@irc.example.org' to='ann@irc.example.org/home'/>";

} // namespace

class tst_RosterSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rosterShowsContacts();
    void changesArePushed();
    void whoHasTheVersionIsToldNothing();
    void versionsFollowTheList();
    void versionsAreOfTheContent();
    void settingAContact();
    void removingAContact();
    void strangeItemsAreRefused();
    void presenceComesBack();
    void troubleEndsTheStream();
    void registrationIsNotOffered();
};

void tst_RosterSync::rosterShowsContacts()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.event(ContactChanged{{.id = ContactId(QStringLiteral("bob")),
                                .name = QStringLiteral("Bob"),
                                .groups = {QStringLiteral("IRC")}}},
                annServer);
    stage.expectNothing();
    stage.send("<iq type='get' id='r' " + from + "><query xmlns='jabber:iq:roster'/></iq>");
    QCOMPARE(takeVersions(stage).size(), 1);
    stage.expect(
        "<iq type='result' id='r' from='ann@irc.example.org' to='ann@irc.example.org/home'>"
        "<query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' name='Bob' subscription='both'>"
        "<group>IRC</group></item></query></iq>");
}

void tst_RosterSync::changesArePushed()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.send("<iq type='get' id='r' " + from + "><query xmlns='jabber:iq:roster'/></iq>");
    stage.forget();
    const ContactChanged bob{{.id = ContactId(QStringLiteral("bob"))}};
    stage.event(bob, annServer);
    takeVersions(stage);
    stage.expect("<iq type='set' id='push1' from='ann@irc.example.org' to='ann@irc.example.org/home'><query "
                 "xmlns='jabber:iq:roster'>"
                 "<item jid='bob@irc.example.org' subscription='both'/></query></iq>");
    stage.event(bob, annServer);
    stage.expectNothing();
    stage.event(ContactRemoved{bob.contact.id}, annServer);
    takeVersions(stage);
    stage.expect("<iq type='set' id='push2' from='ann@irc.example.org' to='ann@irc.example.org/home'><query "
                 "xmlns='jabber:iq:roster'>"
                 "<item jid='bob@irc.example.org' subscription='remove'/></query></iq>");
}

void tst_RosterSync::whoHasTheVersionIsToldNothing()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.event(ContactChanged{{.id = ContactId(QStringLiteral("bob"))}}, annServer);
    stage.send(ask({}));
    const QString version = takeVersions(stage).value(0);
    QVERIFY(!version.isEmpty());
    stage.forget();
    stage.send(ask(version));
    stage.expect(unchanged);
    stage.send(ask(QStringLiteral("another")));
    QVERIFY(stage.door.sent.contains("bob@irc.example.org"));
    QCOMPARE(takeVersions(stage).value(0), version);
}

void tst_RosterSync::versionsFollowTheList()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.send(ask({}));
    const QString empty = takeVersions(stage).value(0);
    stage.forget();
    const ContactId bob(QStringLiteral("bob"));
    stage.event(ContactChanged{{.id = bob}}, annServer);
    stage.event(ContactChanged{{.id = bob, .name = QStringLiteral("Bob")}}, annServer);
    const QStringList pushed = takeVersions(stage);
    QCOMPARE(pushed.size(), 2);
    QVERIFY(pushed[0] != pushed[1] && pushed[0] != empty);
    stage.forget();
    stage.send(ask(pushed[1]));
    stage.expect(unchanged);
    stage.event(ContactRemoved{bob}, annServer);
    QCOMPARE(takeVersions(stage), QStringList{empty});
    stage.forget();
    stage.send(ask(empty));
    stage.expect(unchanged);
}

void tst_RosterSync::versionsAreOfTheContent()
{
    const auto versionOf = [](const QList<Contact> &contacts) {
        Stage stage(xmpp::Mode::Server);
        bind(stage);
        for (const Contact &contact : contacts)
            stage.event(ContactChanged{contact}, annServer);
        stage.send(ask({}));
        return takeVersions(stage).value(0);
    };
    const Contact bob{.id = ContactId(QStringLiteral("bob"))};
    const Contact eve{.id = ContactId(QStringLiteral("eve"))};
    const Contact named{.id = bob.id, .name = QStringLiteral("Bob")};
    QCOMPARE(versionOf({bob, eve}), versionOf({eve, bob}));
    QVERIFY(versionOf({bob}) != versionOf({eve}));
    QVERIFY(versionOf({bob}) != versionOf({named}));
    QCOMPARE(versionOf({bob, named}), versionOf({named}));
}

void tst_RosterSync::settingAContact()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.send("<iq type='set' id='s' " + from +
               "><query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' name='B'>"
               "<group>G</group></item></query></iq>");
    const SetContact order = stage.host.last<SetContact>();
    QCOMPARE(order.contact,
             (Contact{ContactId(QStringLiteral("bob")), QStringLiteral("B"), {QStringLiteral("G")}}));
    stage.expectNothing();
    stage.event(RequestFinished{order.request, {}}, annServer);
    stage.expect("<iq type='result' id='s' from='ann@irc.example.org' to='ann@irc.example.org/home'/>");
}

void tst_RosterSync::removingAContact()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.send("<iq type='set' id='s' to='ann@irc.example.org' " + from +
               "><query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' "
               "subscription='remove'/></query></iq>");
    const RemoveContact order = stage.host.last<RemoveContact>();
    stage.event(RequestFinished{order.request, Error{ErrorKind::NotFound}}, annServer);
    QVERIFY(stage.door.sent.contains("<item-not-found "));
}

void tst_RosterSync::strangeItemsAreRefused()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    for (const char *content : {"<item jid='bob@else.example'/>", "<item jid='irc.example.org'/>", "<item/>",
                                "", "<item jid='a@irc.example.org'/><item jid='b@irc.example.org'/>"}) {
        stage.send("<iq type='set' id='s' " + from + "><query xmlns='jabber:iq:roster'>" + content +
                   "</query></iq>");
        const QStringList told = parseStanzas(std::exchange(stage.door.sent, {}));
        QCOMPARE(told.size(), 1);
        QVERIFY2(told[0].contains(QStringLiteral("type='error'")), content);
    }
    QCOMPARE(stage.host.count<SetContact>(), 0);
}

void tst_RosterSync::presenceComesBack()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.event(
        ContactPresenceChanged{ContactId(QStringLiteral("bob")), {.availability = Availability::Online}},
        annServer);
    stage.forget();
    stage.send("<presence " + from + "><show>away</show></presence>");
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 2);
    QVERIFY(
        told[0].contains(QStringLiteral("from='ann@irc.example.org/home' to='ann@irc.example.org/home'")));
    QVERIFY(told[1].contains(
        QStringLiteral("from='bob@irc.example.org/bot' to='ann@irc.example.org/home'")));
    QCOMPARE(stage.host.last<SetPresence>().presence.availability, Availability::Away);
}

void tst_RosterSync::troubleEndsTheStream()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.event(StateChanged{.state = SessionState::Failed,
                             .error = Error{ErrorKind::Banned, QStringLiteral("K-lined.")}},
                annServer);
    QCOMPARE(stage.door.dismissed, QStringList{QStringLiteral("ann@irc.example.org|K-lined.")});
}

void tst_RosterSync::registrationIsNotOffered()
{
    Stage stage(xmpp::Mode::Server);
    bind(stage);
    stage.send("<iq type='get' id='r' to='irc.example.org' " + from +
               "><query xmlns='jabber:iq:register'/></iq>");
    QVERIFY(stage.door.sent.contains("<service-unavailable "));
}

QTEST_GUILESS_MAIN(tst_RosterSync)
#include "tst_rostersync.moc"
