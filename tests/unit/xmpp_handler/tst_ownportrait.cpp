// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnServer.h"
#include "Pictures.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

void name(Stage &stage, const QByteArray &hash)
{
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'><x "
               "xmlns='vcard-temp:x:update'><photo>" +
               hash + "</photo></x></presence>");
}

void answer(Stage &stage, const QByteArray &bytes, const QByteArray &more = {})
{
    const QByteArray id = stage.sentId();
    stage.forget();
    stage.send("<iq type='result' from='ann@example.org' to='irc.example.org' id='" + id +
               "'><vCard xmlns='vcard-temp'><FN>Ann</FN>" + more + "<PHOTO><BINVAL>" + bytes.toBase64() +
               "</BINVAL></PHOTO></vCard></iq>");
}

qsizetype questions(const Stage &stage)
{
    return Stage::idsOf(stage.door.sent).size();
}

// As the user's server tells it.
QByteArray pepEvent(const QByteArray &node, const QByteArray &payload)
{
    return "<message type='headline' from='ann@example.org' to='irc.example.org'><event "
           "xmlns='http://jabber.org/protocol/pubsub#event'><items node='" +
           node + "'><item id='i'>" + payload + "</item></items></event></message>";
}

QByteArray nickname(const QByteArray &name)
{
    return "<nick xmlns='http://jabber.org/protocol/nick'>" + name + "</nick>";
}

QByteArray metadata(const QByteArray &hash)
{
    return "<metadata xmlns='urn:xmpp:avatar:metadata'><info url='https://elsewhere.example/' id='x'/><info "
           "id='" +
           hash + "' type='image/png' bytes='24'/></metadata>";
}

const QByteArray nickNode = "http://jabber.org/protocol/nick";
const QByteArray metadataNode = "urn:xmpp:avatar:metadata";
const QByteArray dataNode = "urn:xmpp:avatar:data";

void refuse(Stage &stage)
{
    const QByteArray id = stage.sentId();
    stage.forget();
    stage.send("<iq type='error' from='ann@example.org' to='irc.example.org' id='" + id +
               "'><error type='cancel'><item-not-found "
               "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

void answerData(Stage &stage, const QByteArray &bytes)
{
    const QByteArray id = stage.sentId();
    QVERIFY(stage.door.sent.contains("urn:xmpp:avatar:data"));
    stage.forget();
    stage.send("<iq type='result' from='ann@example.org' to='irc.example.org' id='" + id +
               "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:avatar:data'><item "
               "id='i'><data xmlns='urn:xmpp:avatar:data'>" +
               bytes.toBase64() + "</data></item></items></pubsub></iq>");
}

QByteArray publish(const QByteArray &node, const QByteArray &id, const QByteArray &payload)
{
    return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" + node + "'><item id='" + id +
           "'>" + payload + "</item></publish></pubsub>";
}

} // namespace

class tst_OwnPortrait : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pictureGoesToTheNetworkOnce();
    void pictureIsTakenAway();
    void profileGoesWithoutPictureToo();
    void emptyProfileIsNotTaken();
    void waitsForTheSession();
    void otherPictureThanNamedIsNotTaken();
    void hostilePicturesAreNotTaken_data();
    void hostilePicturesAreNotTaken();
    void wrongHashesAskNobody_data();
    void wrongHashesAskNobody();
    void manyChangesAreAskedOnce();
    void whoDoesNotAnswerIsAskedAgain();
    void networksThatCannotAreLeftAlone();
    void networksWithoutProfilesHearOfPicturesOnly();
    void canBeTurnedOff();
    void nicknameGoesToTheNetwork();
    void nicknameWithoutVCardGoesAlone();
    void nicknameIsToldOnce();
    void wrongEventsAreNothing_data();
    void wrongEventsAreNothing();
    void publishedAvatarIsFetched();
    void avatarThatIsAlsoInTheVCardIsTakenFromThere();
    void publishedAvatarIsTakenAway();
    void otherAvatarThanNamedIsNotTaken();
    void ownServerPassesVCardsOn();
    void ownServerPassesNicknamesOn();
    void ownServerPassesAvatarsOn();
};

void tst_OwnPortrait::pictureGoesToTheNetworkOnce()
{
    Stage stage;
    stage.logIn();
    name(stage, hashOf(png(8)).toUpper());
    QCOMPARE(questions(stage), 1);
    answer(stage, png(8));
    QCOMPARE(stage.host.last<SetProfile>().profile.fullName, QStringLiteral("Ann"));
    QCOMPARE(stage.host.last<SetPicture>().picture.bytes, png(8));
    QCOMPARE(stage.host.last<SetPicture>().picture.mediaType, QStringLiteral("image/png"));
    name(stage, hashOf(png(8)));
    stage.host.mockClock.advance(1min);
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::pictureIsTakenAway()
{
    Stage stage;
    stage.logIn();
    name(stage, hashOf(png(8)));
    answer(stage, png(8));
    stage.host.mockClock.advance(1min);
    name(stage, {});
    QCOMPARE(questions(stage), 1);
    answer(stage, {});
    QCOMPARE(stage.host.count<SetPicture>(), 2);
    QVERIFY(stage.host.last<SetPicture>().picture.bytes.isEmpty());
}

void tst_OwnPortrait::profileGoesWithoutPictureToo()
{
    Stage stage;
    stage.logIn();
    for (int count = 0; count < 10; ++count)
        name(stage, {});
    QCOMPARE(questions(stage), 1);
    answer(stage, {}, "<NICKNAME>Annie</NICKNAME>");
    stage.host.mockClock.advance(1min);
    name(stage, {});
    QCOMPARE(questions(stage), 0);
    QCOMPARE(stage.host.last<SetProfile>().profile.nickname, QStringLiteral("Annie"));
    QCOMPARE(stage.host.count<SetPicture>(), 0);
}

void tst_OwnPortrait::emptyProfileIsNotTaken()
{
    Stage stage;
    stage.logIn();
    name(stage, {});
    const QByteArray id = stage.sentId();
    stage.forget();
    stage.send("<iq type='result' from='ann@example.org' to='irc.example.org' id='" + id +
               "'><vCard xmlns='vcard-temp'/></iq>");
    stage.host.mockClock.advance(1min);
    QCOMPARE(stage.host.count<SetProfile>() + stage.host.count<SetPicture>(), 0);
    name(stage, {});
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::waitsForTheSession()
{
    Stage stage;
    stage.logIn();
    stage.host.states[UserId(QStringLiteral("ann@example.org"))] = SessionState::Waiting;
    name(stage, hashOf(png(8)));
    QCOMPARE(questions(stage), 0);
    stage.host.states[UserId(QStringLiteral("ann@example.org"))] = SessionState::Online;
    stage.event(StateChanged{.state = SessionState::Online, .ownName = QStringLiteral("annie")});
    QCOMPARE(questions(stage), 1);
}

void tst_OwnPortrait::otherPictureThanNamedIsNotTaken()
{
    Stage stage;
    stage.logIn();
    name(stage, hashOf(png(8)));
    answer(stage, png(9));
    QCOMPARE(stage.host.count<SetPicture>(), 0);
}

void tst_OwnPortrait::hostilePicturesAreNotTaken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("60 000 pixels each way") << png(char(0x60), char(0xea));
    QTest::newRow("no pixels") << png(0);
    QTest::newRow("a program as picture") << QByteArray("<svg><script>alert(1)</script></svg>");
    QTest::newRow("too many bytes") << png(8) + QByteArray(140 * 1024, 'x');
    QTest::newRow("nothing") << QByteArray();
}

void tst_OwnPortrait::hostilePicturesAreNotTaken()
{
    QFETCH(const QByteArray, bytes);
    Stage stage;
    stage.logIn();
    name(stage, hashOf(bytes));
    answer(stage, bytes);
    QCOMPARE(stage.host.count<SetPicture>(), 0);
}

void tst_OwnPortrait::wrongHashesAskNobody_data()
{
    QTest::addColumn<QByteArray>("hash");
    QTest::newRow("short") << QByteArray("abc");
    QTest::newRow("long") << QByteArray(100'000, 'a');
    QTest::newRow("no digits") << QByteArray(40, 'z');
}

void tst_OwnPortrait::wrongHashesAskNobody()
{
    QFETCH(const QByteArray, hash);
    Stage stage;
    stage.logIn();
    name(stage, hash);
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::manyChangesAreAskedOnce()
{
    Stage stage;
    stage.logIn();
    for (char side = 1; side <= 100; ++side)
        name(stage, hashOf(png(side)));
    QCOMPARE(questions(stage), 1);
    answer(stage, png(1));
    QCOMPARE(questions(stage), 0);
    stage.host.mockClock.advance(10s);
    QCOMPARE(questions(stage), 1);
    answer(stage, png(100));
    QCOMPARE(stage.host.last<SetPicture>().picture.bytes, png(100));
    stage.host.mockClock.advance(1min);
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::whoDoesNotAnswerIsAskedAgain()
{
    Stage stage;
    stage.logIn();
    name(stage, hashOf(png(8)));
    const QByteArray id = stage.sentId();
    stage.forget();
    stage.send("<iq type='error' from='ann@example.org' to='irc.example.org' id='" + id +
               "'><error type='cancel'><service-unavailable "
               "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    QCOMPARE(questions(stage), 0);
    stage.host.mockClock.advance(10s);
    QCOMPARE(questions(stage), 0);
    name(stage, hashOf(png(8)));
    QCOMPARE(questions(stage), 1);
}

void tst_OwnPortrait::networksThatCannotAreLeftAlone()
{
    Stage stage;
    stage.logIn();
    name(stage, hashOf(png(8)));
    answer(stage, png(8));
    stage.event(RequestFinished{stage.host.last<SetProfile>().request, Error{ErrorKind::Unsupported}});
    stage.event(RequestFinished{stage.host.last<SetPicture>().request, Error{ErrorKind::Unsupported}});
    stage.host.mockClock.advance(1min);
    name(stage, hashOf(png(9)));
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::networksWithoutProfilesHearOfPicturesOnly()
{
    Stage stage;
    stage.logIn();
    stage.send(pepEvent(nickNode, nickname("Annie")));
    answer(stage, {});
    stage.event(RequestFinished{stage.host.last<SetProfile>().request, Error{ErrorKind::Unsupported}});
    stage.host.mockClock.advance(1min);
    stage.send(pepEvent(nickNode, nickname("Anne")));
    QCOMPARE(questions(stage), 0);
    name(stage, hashOf(png(8)));
    answer(stage, png(8));
    QCOMPARE(stage.host.count<SetPicture>(), 1);
    QCOMPARE(stage.host.count<SetProfile>(), 1);
}

void tst_OwnPortrait::canBeTurnedOff()
{
    xmpp::Options options = Stage::optionsFor(xmpp::Mode::Gateway);
    options.fetchesCards = false;
    Stage stage(options);
    stage.logIn();
    name(stage, hashOf(png(8)));
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::nicknameGoesToTheNetwork()
{
    Stage stage;
    stage.logIn();
    stage.send(pepEvent(nickNode, nickname("Annie")));
    answer(stage, {});
    QCOMPARE(stage.host.last<SetProfile>().profile.nickname, QStringLiteral("Annie"));
    QCOMPARE(stage.host.last<SetProfile>().profile.fullName, QStringLiteral("Ann"));
    QCOMPARE(stage.host.count<SetPicture>(), 0);
}

void tst_OwnPortrait::nicknameWithoutVCardGoesAlone()
{
    Stage stage;
    stage.logIn();
    stage.send(pepEvent(nickNode, nickname("Annie")));
    refuse(stage);
    QVERIFY(stage.host.last<SetProfile>().profile == Profile{.nickname = QStringLiteral("Annie")});
}

void tst_OwnPortrait::nicknameIsToldOnce()
{
    Stage stage;
    stage.logIn();
    for (int count = 0; count < 100; ++count)
        stage.send(pepEvent(nickNode, nickname("Annie")));
    refuse(stage);
    stage.send(pepEvent(nickNode, nickname("Annie")));
    stage.host.mockClock.advance(1min);
    QCOMPARE(stage.host.count<SetProfile>(), 1);
    for (int count = 0; count < 100; ++count)
        stage.send(pepEvent(nickNode, nickname("Annie " + QByteArray::number(count))));
    QCOMPARE(questions(stage), 1);
    refuse(stage);
    stage.host.mockClock.advance(1min);
    QCOMPARE(stage.host.count<SetProfile>(), 2);
    QCOMPARE(stage.host.last<SetProfile>().profile.nickname, QStringLiteral("Annie 99"));
}

void tst_OwnPortrait::wrongEventsAreNothing_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("no nickname") << pepEvent(nickNode, nickname({}));
    QTest::newRow("long nickname") << pepEvent(nickNode, nickname(QByteArray(5000, 'x')));
    QTest::newRow("node of something else") << pepEvent("storage:bookmarks", nickname("Annie"));
    QTest::newRow("nothing published") << pepEvent(nickNode, {});
    QTest::newRow("no hash") << pepEvent(metadataNode, metadata("../../etc/passwd"));
    QTest::newRow("empty hash") << pepEvent(metadataNode, metadata({}));
    QTest::newRow("only elsewhere") << pepEvent(
        metadataNode,
        "<metadata xmlns='urn:xmpp:avatar:metadata'><info url='https://elsewhere.example/' id='" +
            hashOf(png(8)) + "'/></metadata>");
    QTest::newRow("no avatar, and none before")
        << pepEvent(metadataNode, "<metadata xmlns='urn:xmpp:avatar:metadata'/>");
}

void tst_OwnPortrait::wrongEventsAreNothing()
{
    QFETCH(const QByteArray, xml);
    Stage stage;
    stage.logIn();
    stage.send(xml);
    stage.host.mockClock.advance(1min);
    QCOMPARE(questions(stage), 0);
    QCOMPARE(stage.host.count<SetProfile>() + stage.host.count<SetPicture>(), 0);
}

void tst_OwnPortrait::publishedAvatarIsFetched()
{
    Stage stage;
    stage.logIn();
    stage.send(pepEvent(metadataNode, metadata(hashOf(png(8)))));
    refuse(stage);
    answerData(stage, png(8));
    QCOMPARE(stage.host.last<SetPicture>().picture.bytes, png(8));
    QCOMPARE(stage.host.count<SetProfile>(), 0);
    stage.send(pepEvent(metadataNode, metadata(hashOf(png(8)))));
    stage.host.mockClock.advance(1min);
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::avatarThatIsAlsoInTheVCardIsTakenFromThere()
{
    Stage stage;
    stage.logIn();
    stage.send(pepEvent(metadataNode, metadata(hashOf(png(8)))));
    name(stage, hashOf(png(8)));
    answer(stage, png(8));
    QCOMPARE(stage.host.last<SetPicture>().picture.bytes, png(8));
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::publishedAvatarIsTakenAway()
{
    Stage stage;
    stage.logIn();
    stage.send(pepEvent(metadataNode, metadata(hashOf(png(8)))));
    refuse(stage);
    answerData(stage, png(8));
    stage.send(pepEvent(metadataNode, "<metadata xmlns='urn:xmpp:avatar:metadata'/>"));
    stage.host.mockClock.advance(10s);
    refuse(stage);
    QCOMPARE(stage.host.count<SetPicture>(), 2);
    QVERIFY(stage.host.last<SetPicture>().picture.bytes.isEmpty());
}

void tst_OwnPortrait::otherAvatarThanNamedIsNotTaken()
{
    Stage stage;
    stage.logIn();
    stage.send(pepEvent(metadataNode, metadata(hashOf(png(8)))));
    refuse(stage);
    answerData(stage, png(9));
    stage.host.mockClock.advance(1min);
    QCOMPARE(stage.host.count<SetPicture>(), 0);
    QCOMPARE(questions(stage), 0);
}

void tst_OwnPortrait::ownServerPassesVCardsOn()
{
    OwnServer stage;
    stage.ask("set", "<vCard xmlns='vcard-temp'><FN>Ann</FN><PHOTO><BINVAL>" + png(8).toBase64() +
                         "</BINVAL></PHOTO></vCard>");
    QTRY_COMPARE(stage.host.count<SetPicture>(), 1);
    QCOMPARE(stage.host.last<SetPicture>().picture.bytes, png(8));
    QCOMPARE(stage.host.last<SetProfile>().profile.fullName, QStringLiteral("Ann"));
    // The client names in its presence what it has just set.
    stage.host.mockClock.advance(1min);
    stage.send("<presence from='ann@irc.example.org/home'><x xmlns='vcard-temp:x:update'><photo>" +
               hashOf(png(8)) + "</photo></x></presence>");
    QCoreApplication::processEvents();
    QCOMPARE(stage.host.count<SetPicture>(), 1);
}

void tst_OwnPortrait::ownServerPassesNicknamesOn()
{
    OwnServer stage;
    stage.ask("set", publish(nickNode, "n", nickname("Annie")));
    QTRY_COMPARE(stage.host.count<SetProfile>(), 1);
    QCOMPARE(stage.host.last<SetProfile>().profile.nickname, QStringLiteral("Annie"));
    QCOMPARE(stage.host.count<SetPicture>(), 0);
}

void tst_OwnPortrait::ownServerPassesAvatarsOn()
{
    OwnServer stage;
    stage.ask("set", publish(dataNode, hashOf(png(8)),
                             "<data xmlns='urn:xmpp:avatar:data'>" + png(8).toBase64() + "</data>"));
    stage.ask("set", publish(metadataNode, hashOf(png(8)), metadata(hashOf(png(8)))));
    QTRY_COMPARE(stage.host.count<SetPicture>(), 1);
    QCOMPARE(stage.host.last<SetPicture>().picture.bytes, png(8));
}

QTEST_GUILESS_MAIN(tst_OwnPortrait)
#include "tst_ownportrait.moc"
