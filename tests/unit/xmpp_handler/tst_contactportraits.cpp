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

void tellOf(Stage &stage, const ContactId &contact, const QByteArray &version,
            const char *user = "ann@example.org")
{
    stage.event(PictureChanged{contact, version}, user);
}

void bringBob(Stage &stage, const char *user = "ann@example.org")
{
    stage.event(ContactPresenceChanged{bob, Presence{Availability::Online}}, user);
    stage.host.mockClock.advance(2s);
    stage.forget();
}

// The network's answer to the request for a picture that is the latest but so many.
void answer(Stage &stage, const QByteArray &bytes, qsizetype before = 0)
{
    QList<RequestId> requests;
    for (const auto &[user, command] : stage.host.commands) {
        if (const auto *request = std::get_if<RequestPicture>(&command))
            requests.append(request->request);
    }
    const RequestId request = requests.at(requests.size() - 1 - before);
    stage.event(PictureReceived{request, {.bytes = bytes, .mediaType = {}}});
    stage.event(RequestFinished{request, {}});
}

void refuse(Stage &stage)
{
    stage.event(RequestFinished{stage.host.last<RequestPicture>().request, Error{ErrorKind::TimedOut}});
}

// Bob's presences since the last time, as what they say of the picture.
QStringList photos(Stage &stage)
{
    stage.host.mockClock.advance(2s);
    QStringList said;
    for (const QString &stanza : parseStanzas(std::exchange(stage.door.sent, {}))) {
        if (!stanza.startsWith(QLatin1String("<presence from='bob@")) ||
            stanza.contains(QLatin1String("'unavailable'")))
            continue;
        const qsizetype start = stanza.indexOf(QLatin1String("<photo>"));
        said.append(start < 0 ? QStringLiteral("nothing")
                              : stanza.mid(start + 7, stanza.indexOf(QLatin1String("</photo>")) - start - 7));
    }
    return said;
}

QString photoOf(const QByteArray &bytes)
{
    return QString::fromLatin1(hashOf(bytes));
}

void logInMany(Stage &stage, int count)
{
    for (int number = 0; number < count; ++number) {
        const UserId user(QStringLiteral("user%1@example.org").arg(number));
        const QByteArray name = user.toString().toUtf8();
        stage.host.accounts[user] = Account{.user = user, .name = QStringLiteral("n")};
        stage.send("<presence from='" + name + "/home' to='irc.example.org'/>");
        stage.host.states[user] = SessionState::Online;
        stage.event(StateChanged{.state = SessionState::Connecting}, name);
        stage.event(StateChanged{.state = SessionState::Online, .ownName = QStringLiteral("n")}, name);
        stage.event(ContactPresenceChanged{bob, Presence{Availability::Online}}, name);
    }
    stage.host.mockClock.advance(10s);
    stage.forget();
}

} // namespace

class tst_ContactPortraits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void presenceNamesThePicture();
    void changedPictureIsShown();
    void pictureThatWentIsShown();
    void unknownPicturesAreNotMentioned();
    void sameVersionIsFetchedOnce();
    void picturesOfTheAbsentShowWhenTheyCome();
    void unacceptablePicturesAreNone_data();
    void unacceptablePicturesAreNone();
    void failedFetchIsTriedAgainWhenToldAgain();
    void oneFetchForAThousandUsers();
    void whoLostTheConnectionHoldsUpNobody();
    void fewFetchesAtOnce();
    void floodOfVersionsIsFetchedOnce();
    void whoWasRemovedMeanwhileIsForgotten();
    void vCardHasThePictureThatPresencesName();
    void everybodysVCardsTakeOneFetch();
};

void tst_ContactPortraits::presenceNamesThePicture()
{
    Stage stage;
    stage.logIn();
    bringBob(stage);
    tellOf(stage, bob, "1");
    QCOMPARE(stage.host.last<RequestPicture>().contact, bob);
    QCOMPARE(photos(stage), QStringList());
    answer(stage, png(8));
    QCOMPARE(photos(stage), QStringList{photoOf(png(8))});
    stage.event(ContactPresenceChanged{bob, Presence{Availability::Away}});
    QCOMPARE(photos(stage), QStringList{photoOf(png(8))});
}

void tst_ContactPortraits::changedPictureIsShown()
{
    Stage stage;
    stage.logIn();
    bringBob(stage);
    tellOf(stage, bob, "1");
    answer(stage, png(8));
    photos(stage);
    tellOf(stage, bob, "2");
    answer(stage, png(9));
    QCOMPARE(photos(stage), QStringList{photoOf(png(9))});
    // The first one is still known.
    tellOf(stage, bob, "1");
    QCOMPARE(photos(stage), QStringList{photoOf(png(8))});
    QCOMPARE(stage.host.count<RequestPicture>(), 2);
}

void tst_ContactPortraits::pictureThatWentIsShown()
{
    Stage stage;
    stage.logIn();
    bringBob(stage);
    tellOf(stage, bob, "1");
    answer(stage, png(8));
    photos(stage);
    tellOf(stage, bob, {});
    QCOMPARE(photos(stage), QStringList{QString()});
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
}

void tst_ContactPortraits::unknownPicturesAreNotMentioned()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, Presence{Availability::Online}});
    QCOMPARE(photos(stage), QStringList{QStringLiteral("nothing")});
    tellOf(stage, bob, "1");
    stage.event(ContactPresenceChanged{bob, Presence{Availability::Away}});
    QCOMPARE(photos(stage), QStringList{QStringLiteral("nothing")});
}

void tst_ContactPortraits::sameVersionIsFetchedOnce()
{
    Stage stage;
    stage.logIn();
    bringBob(stage);
    for (int count = 0; count < 1000; ++count)
        tellOf(stage, bob, "1");
    answer(stage, png(8));
    for (int count = 0; count < 1000; ++count)
        tellOf(stage, bob, "1");
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
    QCOMPARE(photos(stage), QStringList{photoOf(png(8))});
}

void tst_ContactPortraits::picturesOfTheAbsentShowWhenTheyCome()
{
    Stage stage;
    stage.logIn();
    tellOf(stage, bob, "1");
    answer(stage, png(8));
    QCOMPARE(photos(stage), QStringList());
    stage.event(ContactPresenceChanged{bob, Presence{Availability::Online}});
    QCOMPARE(photos(stage), QStringList{photoOf(png(8))});
    stage.event(ContactPresenceChanged{bob, Presence{Availability::Offline}});
    QCOMPARE(photos(stage), QStringList());
}

void tst_ContactPortraits::unacceptablePicturesAreNone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("60 000 pixels each way") << png(char(0x60), char(0xea));
    QTest::newRow("no pixels") << png(0);
    QTest::newRow("a program as picture") << QByteArray("<svg><script>alert(1)</script></svg>");
    QTest::newRow("too many bytes") << png(8) + QByteArray(140 * 1024, 'x');
    QTest::newRow("nothing") << QByteArray();
}

void tst_ContactPortraits::unacceptablePicturesAreNone()
{
    QFETCH(const QByteArray, bytes);
    Stage stage;
    stage.logIn();
    bringBob(stage);
    tellOf(stage, bob, "1");
    answer(stage, bytes);
    QCOMPARE(photos(stage), QStringList{QString()});
}

void tst_ContactPortraits::failedFetchIsTriedAgainWhenToldAgain()
{
    Stage stage;
    stage.logIn();
    bringBob(stage);
    tellOf(stage, bob, "1");
    refuse(stage);
    stage.host.mockClock.advance(1h);
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
    QCOMPARE(photos(stage), QStringList());
    tellOf(stage, bob, "1");
    answer(stage, png(8));
    QCOMPARE(photos(stage), QStringList{photoOf(png(8))});
}

void tst_ContactPortraits::oneFetchForAThousandUsers()
{
    Stage stage;
    logInMany(stage, 1000);
    for (int number = 0; number < 1000; ++number)
        tellOf(stage, bob, "1", QByteArray("user" + QByteArray::number(number) + "@example.org"));
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
    answer(stage, png(8));
    stage.host.mockClock.advance(10s);
    const QStringList said = photos(stage);
    QCOMPARE(said.size(), 1000);
    QCOMPARE(said.count(photoOf(png(8))), 1000);
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
}

void tst_ContactPortraits::whoLostTheConnectionHoldsUpNobody()
{
    Stage stage;
    logInMany(stage, 3);
    for (int number = 0; number < 3; ++number)
        tellOf(stage, bob, "1", QByteArray("user" + QByteArray::number(number) + "@example.org"));
    refuse(stage);
    QCOMPARE(stage.host.count<RequestPicture>(), 2);
    answer(stage, png(8));
    QCOMPARE(photos(stage).count(photoOf(png(8))), 3);
}

void tst_ContactPortraits::fewFetchesAtOnce()
{
    Stage stage;
    stage.logIn();
    for (int number = 0; number < 5000; ++number)
        tellOf(stage, ContactId(QString::number(number)), "1");
    QCOMPARE(stage.host.count<RequestPicture>(), 16);
    for (int number = 0; number < 5000; ++number)
        answer(stage, png(8), std::min(15, 4999 - number));
    QCOMPARE(stage.host.count<RequestPicture>(), 5000);
}

void tst_ContactPortraits::floodOfVersionsIsFetchedOnce()
{
    Stage stage;
    stage.logIn();
    bringBob(stage);
    for (int number = 0; number < 16; ++number)
        tellOf(stage, ContactId(QString::number(number)), "1");
    for (int number = 0; number < 10'000; ++number)
        tellOf(stage, bob, QByteArray::number(number));
    for (int number = 0; number < 16; ++number)
        answer(stage, png(8), number == 0 ? 15 : 16 - number);
    QCOMPARE(stage.host.count<RequestPicture>(), 17);
    answer(stage, png(9));
    QCOMPARE(photos(stage), QStringList{photoOf(png(9))});
}

void tst_ContactPortraits::whoWasRemovedMeanwhileIsForgotten()
{
    Stage stage;
    stage.logIn();
    bringBob(stage);
    tellOf(stage, bob, "1");
    stage.event(ContactRemoved{bob});
    stage.forget();
    answer(stage, png(8));
    QCOMPARE(photos(stage), QStringList());
}

void tst_ContactPortraits::vCardHasThePictureThatPresencesName()
{
    Stage stage;
    stage.logIn();
    bringBob(stage);
    tellOf(stage, bob, "1");
    answer(stage, png(8));
    photos(stage);
    stage.send("<iq type='get' id='v1' from='ann@example.org/home' to='bob@irc.example.org'><vCard "
               "xmlns='vcard-temp'/></iq>");
    stage.event(RequestFinished{stage.host.last<RequestProfile>().request, Error{ErrorKind::Unsupported}});
    stage.expect(
        "<iq type='result' id='v1' from='bob@irc.example.org' to='ann@example.org/home'><vCard "
        "xmlns='vcard-temp'><FN>bob</FN><NICKNAME>bob</NICKNAME><PHOTO><TYPE>image/png</TYPE><BINVAL>" +
        png(8).toBase64() + "</BINVAL></PHOTO></vCard></iq>");
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
}

// Also when all of them ask while it is on its way.
void tst_ContactPortraits::everybodysVCardsTakeOneFetch()
{
    Stage stage;
    logInMany(stage, 100);
    for (int number = 0; number < 100; ++number) {
        const QByteArray user = "user" + QByteArray::number(number) + "@example.org";
        tellOf(stage, bob, "1", user);
        stage.send("<iq type='get' id='v1' from='" + user +
                   "/home' to='bob@irc.example.org'><vCard xmlns='vcard-temp'/></iq>");
        stage.event(RequestFinished{stage.host.last<RequestProfile>().request, {}});
    }
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
    answer(stage, png(8));
    QCOMPARE(stage.door.sent.count("<BINVAL>" + png(8).toBase64()), 100);
    QCOMPARE(stage.host.count<RequestPicture>(), 1);
}

QTEST_GUILESS_MAIN(tst_ContactPortraits)
#include "tst_contactportraits.moc"
