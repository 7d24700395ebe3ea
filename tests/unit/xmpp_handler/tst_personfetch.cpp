// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "handler/PersonFetch.h"

#include "Pictures.h"
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace spectrum::xmpp;

namespace
{

const UserId ann(QStringLiteral("ann@example.org"));
const ContactId bob(QStringLiteral("bob"));

// Its own PersonFetch, which the events reach directly.
struct Fetching {
    Fetching() { stage.logIn(); }

    void finish(RequestId request, std::optional<Error> error = {})
    {
        stage.service.orders.finishOrder(request, error);
    }

    Stage stage;
    PersonFetch people{stage.service};
};

} // namespace

class tst_PersonFetch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profilesCome();
    void profileOfNobodyIsEmpty();
    void picturesComeWithTheTypeOfTheirBytes();
    void unacceptablePicturesAreEmpty();
    void failureIsAnError();
    void othersAnswersDoNotCount();
    void whoIsNotOnlineAsksNobody();
    void openRequestsAreBounded();
};

void tst_PersonFetch::profilesCome()
{
    Fetching fetching;
    QStringList names;
    fetching.people.fetchProfile(ann, bob, [&](const Profile &profile) { names.append(profile.fullName); });
    const auto order = fetching.stage.host.last<RequestProfile>();
    QCOMPARE(order.contact, bob);
    fetching.people.handleProfile({order.request, {.fullName = QStringLiteral("Bob")}});
    QCOMPARE(names, QStringList());
    fetching.finish(order.request);
    QCOMPARE(names, QStringList{QStringLiteral("Bob")});
    fetching.finish(order.request);
    QCOMPARE(names.size(), 1);
}

void tst_PersonFetch::profileOfNobodyIsEmpty()
{
    Fetching fetching;
    int calls = 0;
    fetching.people.fetchProfile(ann, bob, [&](const Profile &profile) {
        ++calls;
        QVERIFY(profile == Profile());
    });
    fetching.finish(fetching.stage.host.last<RequestProfile>().request, Error{ErrorKind::NotFound});
    QCOMPARE(calls, 1);
}

void tst_PersonFetch::picturesComeWithTheTypeOfTheirBytes()
{
    Fetching fetching;
    QList<Picture> got;
    fetching.people.fetchPicture(ann, bob, [&](const Result<Picture> &fetched) { got.append(*fetched); });
    const RequestId request = fetching.stage.host.last<RequestPicture>().request;
    fetching.people.handlePicture({request, {png(8), QStringLiteral("text/html")}});
    fetching.finish(request);
    QCOMPARE(got.size(), 1);
    QCOMPARE(got.first().bytes, png(8));
    QCOMPARE(got.first().mediaType, QStringLiteral("image/png"));
}

void tst_PersonFetch::unacceptablePicturesAreEmpty()
{
    Fetching fetching;
    for (const QByteArray &bytes : {QByteArray(), QByteArray("<svg/>"), png(0), png(char(0x60), char(0xea)),
                                    png(8) + QByteArray(140 * 1024, 'x')}) {
        QList<Picture> got;
        fetching.people.fetchPicture(ann, bob, [&](const Result<Picture> &fetched) { got.append(*fetched); });
        const RequestId request = fetching.stage.host.last<RequestPicture>().request;
        fetching.people.handlePicture({request, {bytes, QStringLiteral("image/png")}});
        fetching.finish(request);
        QCOMPARE(got, QList<Picture>{Picture()});
    }
}

void tst_PersonFetch::failureIsAnError()
{
    Fetching fetching;
    QList<ErrorKind> errors;
    fetching.people.fetchPicture(
        ann, bob, [&](const Result<Picture> &fetched) { errors.append(fetched.error().kind); });
    fetching.finish(fetching.stage.host.last<RequestPicture>().request, Error{ErrorKind::TimedOut});
    QCOMPARE(errors, QList<ErrorKind>{ErrorKind::TimedOut});
}

void tst_PersonFetch::othersAnswersDoNotCount()
{
    Fetching fetching;
    QList<Picture> got;
    fetching.people.fetchPicture(ann, bob, [&](const Result<Picture> &fetched) { got.append(*fetched); });
    const RequestId request = fetching.stage.host.last<RequestPicture>().request;
    fetching.people.handlePicture({RequestId(4711), {png(8), {}}});
    fetching.people.handleProfile({request, {.fullName = QStringLiteral("Bob")}});
    fetching.finish(request);
    QCOMPARE(got, QList<Picture>{Picture()});
}

void tst_PersonFetch::whoIsNotOnlineAsksNobody()
{
    Fetching fetching;
    fetching.stage.host.states[ann] = SessionState::Waiting;
    int profiles = 0;
    QList<ErrorKind> errors;
    fetching.people.fetchProfile(ann, bob, [&](const Profile &) { ++profiles; });
    fetching.people.fetchPicture(
        ann, bob, [&](const Result<Picture> &fetched) { errors.append(fetched.error().kind); });
    QCOMPARE(profiles, 1);
    QCOMPARE(errors, QList<ErrorKind>{ErrorKind::NotConnected});
    QCOMPARE(fetching.stage.host.count<RequestProfile>() + fetching.stage.host.count<RequestPicture>(), 0);
}

void tst_PersonFetch::openRequestsAreBounded()
{
    Fetching fetching;
    int refused = 0;
    for (int number = 0; number < 5000; ++number)
        fetching.people.fetchPicture(ann, bob,
                                     [&](const Result<Picture> &fetched) { refused += fetched ? 0 : 1; });
    QCOMPARE(refused, 4000);
    QCOMPARE(fetching.stage.host.count<RequestPicture>(), 1000);
    fetching.finish(fetching.stage.host.last<RequestPicture>().request);
    fetching.people.fetchPicture(ann, bob, [&](const Result<Picture> &) {});
    QCOMPARE(fetching.stage.host.count<RequestPicture>(), 1001);
}

QTEST_GUILESS_MAIN(tst_PersonFetch)
#include "tst_personfetch.moc"
