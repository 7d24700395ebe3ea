// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "handler/PersonFetch.h"

#include "Pictures.h"
#include "Stage.h"
#include "handler/PictureShape.h"

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
    void profileOfNobodyIsAnError();
    void picturesComeWithTheTypeOfTheirBytes();
    void unacceptablePicturesAreEmpty();
    void failureIsAnError();
    void othersAnswersDoNotCount();
    void whoIsNotOnlineAsksNobody();
    void openRequestsAreBounded();
    void oneUserHoldsUpNoOther();
    void refusalsAtOnceAreNoRecursion();
    void heldPicturesAreBounded();
};

void tst_PersonFetch::profilesCome()
{
    Fetching fetching;
    QStringList names;
    fetching.people.fetchProfile(ann, bob,
                                 [&](const Result<Profile> &fetched) { names.append(fetched->fullName); });
    const auto order = fetching.stage.host.last<RequestProfile>();
    QCOMPARE(order.contact, bob);
    fetching.people.handleProfile({order.request, {.fullName = QStringLiteral("Bob")}});
    QCOMPARE(names, QStringList());
    fetching.finish(order.request);
    QCOMPARE(names, QStringList{QStringLiteral("Bob")});
    fetching.finish(order.request);
    QCOMPARE(names.size(), 1);
}

void tst_PersonFetch::profileOfNobodyIsAnError()
{
    Fetching fetching;
    QList<ErrorKind> errors;
    fetching.people.fetchProfile(
        ann, bob, [&](const Result<Profile> &fetched) { errors.append(fetched.error().kind); });
    fetching.finish(fetching.stage.host.last<RequestProfile>().request, Error{ErrorKind::NotFound});
    QCOMPARE(errors, QList<ErrorKind>{ErrorKind::NotFound});
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
    QList<ErrorKind> errors;
    fetching.people.fetchProfile(
        ann, bob, [&](const Result<Profile> &fetched) { errors.append(fetched.error().kind); });
    fetching.people.fetchPicture(
        ann, bob, [&](const Result<Picture> &fetched) { errors.append(fetched.error().kind); });
    QCOMPARE(errors, (QList<ErrorKind>{ErrorKind::NotConnected, ErrorKind::NotConnected}));
    QCOMPARE(fetching.stage.host.count<RequestProfile>() + fetching.stage.host.count<RequestPicture>(), 0);
}

void tst_PersonFetch::openRequestsAreBounded()
{
    Fetching fetching;
    int refused = 0;
    int answered = 0;
    for (int number = 0; number < 5000; ++number)
        fetching.people.fetchPicture(
            ann, bob, [&](const Result<Picture> &fetched) { ++(fetched ? answered : refused); });
    QCOMPARE(refused, 5000 - 1016);
    QCOMPARE(fetching.stage.host.count<RequestPicture>(), 16);
    // One for one.
    for (int number = 0; number < 1016; ++number) {
        fetching.finish(RequestId(quint64(fetching.stage.host.last<RequestPicture>().request) -
                                  quint64(std::min(15, 1015 - number))));
        QCOMPARE(answered, number + 1);
    }
    QCOMPARE(fetching.stage.host.count<RequestPicture>(), 1016);
}

void tst_PersonFetch::oneUserHoldsUpNoOther()
{
    Fetching fetching;
    const UserId eve(QStringLiteral("eve@example.org"));
    fetching.stage.host.states[eve] = SessionState::Online;
    for (int number = 0; number < 5000; ++number)
        fetching.people.fetchPicture(eve, bob, [](const Result<Picture> &) {});
    int answered = 0;
    fetching.people.fetchProfile(ann, bob, [&](const Result<Profile> &) { ++answered; });
    fetching.finish(fetching.stage.host.last<RequestProfile>().request);
    QCOMPARE(answered, 1);
}

void tst_PersonFetch::refusalsAtOnceAreNoRecursion()
{
    Fetching fetching;
    int refused = 0;
    for (int number = 0; number < 1000; ++number)
        fetching.people.fetchPicture(ann, bob,
                                     [&](const Result<Picture> &fetched) { refused += fetched ? 0 : 1; });
    // The connection is lost: what is open ends, and what waits after it.
    for (int number = 0; number < 1000; ++number)
        fetching.finish(RequestId(quint64(fetching.stage.host.last<RequestPicture>().request) -
                                  quint64(std::min(15, 999 - number))),
                        Error{ErrorKind::ConnectionLost});
    QCOMPARE(refused, 1000);
}

void tst_PersonFetch::heldPicturesAreBounded()
{
    Fetching fetching;
    const QByteArray large = png(8) + QByteArray(maximumPictureBytes - 100, 'x');
    int refused = 0;
    for (int number = 0; number < 200; ++number) {
        const UserId user(QStringLiteral("user%1@example.org").arg(number));
        fetching.stage.host.states[user] = SessionState::Online;
        fetching.people.fetchPicture(user, bob,
                                     [&](const Result<Picture> &fetched) { refused += fetched ? 0 : 1; });
        fetching.people.handlePicture({fetching.stage.host.last<RequestPicture>().request, {large, {}}});
    }
    QVERIFY(refused > 50);
    QVERIFY(refused < 100);
}

QTEST_GUILESS_MAIN(tst_PersonFetch)
#include "tst_personfetch.moc"
