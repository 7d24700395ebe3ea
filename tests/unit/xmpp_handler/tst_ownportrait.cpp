// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Pictures.h"
#include "Stage.h"

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

} // namespace

class tst_OwnPortrait : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pictureGoesToTheNetworkOnce();
    void pictureIsTakenAway();
    void waitsForTheSession();
    void otherPictureThanNamedIsNotTaken();
    void hostilePicturesAreNotTaken_data();
    void hostilePicturesAreNotTaken();
    void wrongHashesAskNobody_data();
    void wrongHashesAskNobody();
    void manyChangesAreAskedOnce();
    void whoDoesNotAnswerIsAskedAgain();
    void networksThatCannotAreLeftAlone();
    void canBeTurnedOff();
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
    name(stage, {});
    QCOMPARE(questions(stage), 0);
    name(stage, hashOf(png(8)));
    answer(stage, png(8));
    stage.host.mockClock.advance(1min);
    name(stage, {});
    QCOMPARE(questions(stage), 1);
    answer(stage, {});
    QCOMPARE(stage.host.count<SetPicture>(), 2);
    QVERIFY(stage.host.last<SetPicture>().picture.bytes.isEmpty());
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

void tst_OwnPortrait::canBeTurnedOff()
{
    xmpp::Options options = Stage::optionsFor(xmpp::Mode::Gateway);
    options.fetchesCards = false;
    Stage stage(options);
    stage.logIn();
    name(stage, hashOf(png(8)));
    QCOMPARE(questions(stage), 0);
}

QTEST_GUILESS_MAIN(tst_OwnPortrait)
#include "tst_ownportrait.moc"
