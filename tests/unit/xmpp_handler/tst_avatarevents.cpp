// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Pictures.h"
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

const ContactId bob(QStringLiteral("bob"));

// The client's presence has capabilities, about which the gateway may ask.
void comeWithCapabilities(Stage &stage, const QByteArray &resource = "home", const QByteArray &version = "v")
{
    stage.send("<presence from='ann@example.org/" + resource +
               "' to='irc.example.org'><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' "
               "node='https://client.example' ver='" +
               version + "'/></presence>");
}

void answerQuestion(Stage &stage, const QByteArray &feature, const QByteArray &resource = "home")
{
    const QByteArray id = stage.sentId();
    stage.forget();
    stage.send("<iq type='result' from='ann@example.org/" + resource + "' to='irc.example.org' id='" + id +
               "'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='" + feature +
               "'/></query></iq>");
}

void tellOf(Stage &stage, const ContactId &contact, const QByteArray &version, const QByteArray &bytes)
{
    stage.event(PictureChanged{contact, version});
    const RequestId request = stage.host.last<RequestPicture>().request;
    stage.event(PictureReceived{request, {.bytes = bytes, .mediaType = {}}});
    stage.event(RequestFinished{request, {}});
}

// What events say since the last time: to whom, and the id of the picture.
QStringList events(Stage &stage)
{
    stage.host.mockClock.advance(2s);
    QStringList said;
    for (const QString &stanza : parseStanzas(std::exchange(stage.door.sent, {}))) {
        if (!stanza.startsWith(QLatin1String("<message from='bob@irc.example.org' to='")))
            continue;
        const QString item = stanza.section(QStringLiteral("<item id='"), 1).section(u'\'', 0, 0);
        said.append(stanza.section(u'\'', 3, 3) + u' ' + item);
    }
    return said;
}

QString toHome(const QByteArray &bytes)
{
    return QStringLiteral("ann@example.org/home ") + QString::fromLatin1(hashOf(bytes));
}

void askItems(Stage &stage, const QByteArray &node, const QByteArray &item = {})
{
    stage.forget();
    stage.send("<iq type='get' id='p1' from='ann@example.org/home' to='bob@irc.example.org'><pubsub "
               "xmlns='http://jabber.org/protocol/pubsub'><items node='" +
               node + "'>" + item + "</items></pubsub></iq>");
}

void expectItems(Stage &stage, const QByteArray &node, const QByteArray &id, const QByteArray &payload)
{
    stage.expect("<iq type='result' id='p1' from='bob@irc.example.org' to='ann@example.org/home'><pubsub "
                 "xmlns='http://jabber.org/protocol/pubsub'><items node='" +
                 node + "'><item id='" + id + "'>" + payload + "</item></items></pubsub></iq>");
}

bool isRefused(const Stage &stage, const char *condition)
{
    return stage.door.sent.contains(QByteArray("<") + condition);
}

const QByteArray metadata = "urn:xmpp:avatar:metadata";
const QByteArray data = "urn:xmpp:avatar:data";
const QByteArray notify = "urn:xmpp:avatar:metadata+notify";

} // namespace

class tst_AvatarEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void networksWithoutPicturesAskNobody();
    void interestedClientIsTold();
    void otherClientsAreNot();
    void clientThatComesLaterIsToldOnce();
    void clientThatComesAgainIsToldAgain();
    void pictureThatWentIsAnEmptyEvent();
    void thousandsAreToldAPortionAtATime();
    void floodIsOneEvent();
    void dataAndMetadataAreHandedOut();
    void otherPictureIsNotThere();
    void contactsWithoutPictureHaveNoData();
    void whatIsOnItsWayIsWaitedFor();
    void whatCannotBeHadIsAnError();
    void othersHaveNoNodes();
};

void tst_AvatarEvents::networksWithoutPicturesAskNobody()
{
    Stage stage;
    stage.logIn();
    comeWithCapabilities(stage);
    QCOMPARE(Stage::idsOf(stage.door.sent).size(), 0);
}

void tst_AvatarEvents::interestedClientIsTold()
{
    Stage stage;
    stage.logIn();
    comeWithCapabilities(stage);
    // It is asked the first time that there is something to tell, and never again.
    tellOf(stage, bob, "1", png(8));
    answerQuestion(stage, notify);
    QCOMPARE(events(stage), QStringList{toHome(png(8))});
    tellOf(stage, bob, "2", png(9));
    QCOMPARE(Stage::idsOf(stage.door.sent).size(), 0);
    QCOMPARE(events(stage), QStringList{toHome(png(9))});
}

void tst_AvatarEvents::otherClientsAreNot()
{
    Stage stage;
    stage.logIn();
    comeWithCapabilities(stage);
    tellOf(stage, bob, "1", png(8));
    answerQuestion(stage, "urn:xmpp:ping");
    tellOf(stage, bob, "2", png(9));
    QCOMPARE(events(stage), QStringList());
}

void tst_AvatarEvents::clientThatComesLaterIsToldOnce()
{
    Stage stage;
    stage.logIn();
    tellOf(stage, bob, "1", png(8));
    comeWithCapabilities(stage);
    answerQuestion(stage, notify);
    QCOMPARE(events(stage), QStringList{toHome(png(8))});
    comeWithCapabilities(stage, "home", "w");
    answerQuestion(stage, notify);
    QCOMPARE(events(stage), QStringList());
    tellOf(stage, bob, "2", png(9));
    QCOMPARE(events(stage), QStringList{toHome(png(9))});
}

void tst_AvatarEvents::clientThatComesAgainIsToldAgain()
{
    Stage stage;
    stage.logIn();
    stage.logIn("phone");
    tellOf(stage, bob, "1", png(8));
    comeWithCapabilities(stage);
    answerQuestion(stage, notify);
    QCOMPARE(events(stage), QStringList{toHome(png(8))});
    stage.send("<presence type='unavailable' from='ann@example.org/home' to='irc.example.org'/>");
    comeWithCapabilities(stage);
    answerQuestion(stage, notify);
    QCOMPARE(events(stage), QStringList{toHome(png(8))});
}

void tst_AvatarEvents::pictureThatWentIsAnEmptyEvent()
{
    Stage stage;
    stage.logIn();
    tellOf(stage, bob, "1", png(8));
    comeWithCapabilities(stage);
    answerQuestion(stage, notify);
    stage.host.mockClock.advance(2s);
    stage.forget();
    stage.event(PictureChanged{bob, {}});
    stage.expect("<message type='headline' from='bob@irc.example.org' to='ann@example.org/home'><event "
                 "xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:avatar:metadata'>"
                 "<item id='none'><metadata xmlns='urn:xmpp:avatar:metadata'/></item></items></event>"
                 "</message>");
}

void tst_AvatarEvents::thousandsAreToldAPortionAtATime()
{
    Stage stage;
    stage.logIn();
    for (int number = 0; number < 1000; ++number)
        tellOf(stage, ContactId(QString::number(number)), "1", png(8));
    stage.host.mockClock.advance(1min);
    comeWithCapabilities(stage);
    answerQuestion(stage, notify);
    QVERIFY(stage.door.sent.count("<message") <= 64);
    stage.host.mockClock.advance(1min);
    QCOMPARE(stage.door.sent.count("<message"), 1000);
}

void tst_AvatarEvents::floodIsOneEvent()
{
    Stage stage;
    stage.logIn();
    tellOf(stage, bob, "1", png(8));
    comeWithCapabilities(stage);
    answerQuestion(stage, notify);
    tellOf(stage, bob, "2", png(9));
    events(stage);
    for (int number = 0; number < 10'000; ++number)
        stage.event(PictureChanged{bob, number % 2 == 0 ? "1" : "2"});
    QCOMPARE(events(stage), (QStringList{toHome(png(8)), toHome(png(9))}));
}

void tst_AvatarEvents::dataAndMetadataAreHandedOut()
{
    Stage stage;
    stage.logIn();
    tellOf(stage, bob, "1", png(8));
    askItems(stage, metadata);
    expectItems(stage, metadata, hashOf(png(8)),
                "<metadata xmlns='urn:xmpp:avatar:metadata'><info bytes='24' height='8' id='" +
                    hashOf(png(8)) + "' type='image/png' width='8'/></metadata>");
    askItems(stage, data, "<item id='" + hashOf(png(8)) + "'/>");
    expectItems(stage, data, hashOf(png(8)),
                "<data xmlns='urn:xmpp:avatar:data'>" + png(8).toBase64() + "</data>");
    askItems(stage, data);
    expectItems(stage, data, hashOf(png(8)),
                "<data xmlns='urn:xmpp:avatar:data'>" + png(8).toBase64() + "</data>");
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
}

void tst_AvatarEvents::otherPictureIsNotThere()
{
    Stage stage;
    stage.logIn();
    tellOf(stage, bob, "1", png(8));
    askItems(stage, data, "<item id='" + hashOf(png(9)) + "'/>");
    QVERIFY(isRefused(stage, "item-not-found"));
    askItems(stage, "urn:xmpp:bookmarks:1");
    QVERIFY(isRefused(stage, "item-not-found"));
}

void tst_AvatarEvents::contactsWithoutPictureHaveNoData()
{
    Stage stage;
    stage.logIn();
    askItems(stage, metadata);
    QVERIFY(isRefused(stage, "item-not-found"));
    stage.event(PictureChanged{bob, {}});
    askItems(stage, metadata);
    expectItems(stage, metadata, "none", "<metadata xmlns='urn:xmpp:avatar:metadata'/>");
    askItems(stage, data);
    QVERIFY(isRefused(stage, "item-not-found"));
}

void tst_AvatarEvents::whatIsOnItsWayIsWaitedFor()
{
    Stage stage;
    stage.logIn();
    stage.event(PictureChanged{bob, "1"});
    askItems(stage, data);
    stage.expectNothing();
    const RequestId request = stage.host.last<RequestPicture>().request;
    stage.event(PictureReceived{request, {.bytes = png(8), .mediaType = {}}});
    stage.event(RequestFinished{request, {}});
    expectItems(stage, data, hashOf(png(8)),
                "<data xmlns='urn:xmpp:avatar:data'>" + png(8).toBase64() + "</data>");
}

void tst_AvatarEvents::whatCannotBeHadIsAnError()
{
    Stage stage;
    stage.logIn();
    stage.event(PictureChanged{bob, "1"});
    askItems(stage, metadata);
    // Both who wait for it are refused.
    for (int tries = 0; tries < 2; ++tries)
        stage.event(
            RequestFinished{stage.host.last<RequestPicture>().request, Error{ErrorKind::ConnectionLost}});
    QVERIFY(isRefused(stage, "remote-server-timeout"));
}

void tst_AvatarEvents::othersHaveNoNodes()
{
    Stage stage;
    stage.logIn();
    stage.send(
        "<iq type='get' id='p1' from='ann@example.org/home' to='#qt@irc.example.org'><pubsub "
        "xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:avatar:data'/></pubsub></iq>");
    QVERIFY(isRefused(stage, "service-unavailable"));
}

QTEST_GUILESS_MAIN(tst_AvatarEvents)
#include "tst_avatarevents.moc"
