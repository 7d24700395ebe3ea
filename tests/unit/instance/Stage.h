// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An instance with a fake on every side.
#pragma once

#include "instance/Instance.h"

#include "support/FakeBook.h"
#include "support/FakeFrontend.h"
#include "support/FakeMessageBook.h"
#include "support/FakeNetwork.h"
#include "support/MockClock.h"

#include <QTest>

namespace spectrum::testing
{

inline const UserId juliet{QStringLiteral("juliet")};
inline const UserId romeo{QStringLiteral("romeo")};
inline const Presence online{.availability = Availability::Online};

inline Account accountOf(const UserId &user, const char *secret, const char *name = "capulet")
{
    return {.user = user, .name = QString::fromLatin1(name), .secret = Secret{QByteArrayView(secret)}};
}

struct Stage {
    // Changes what the instance is made of.
    using Adjust = std::function<void(Stage &, core::Instance::Parts &)>;

    explicit Stage(core::ContactKeeper::List list = core::ContactKeeper::List::OfHost,
                   const Adjust &adjust = {})
    {
        auto made = std::make_unique<FakeBook>();
        book = made.get();
        settings.setDefault(QStringLiteral("reconnect.min"), {QStringLiteral("1")});
        settings.setDefault(QStringLiteral("reconnect.max"), {QStringLiteral("60")});
        settings.setDefault(QStringLiteral("limits.orders"), {QStringLiteral("50")});
        core::Instance::Parts parts{.id = InstanceId(QStringLiteral("chat.example.org")),
                                    .settings = settings,
                                    .networkModule = networkModule,
                                    .frontendModule = frontendModule,
                                    .networkName = QStringLiteral("Chat"),
                                    .contactList = list,
                                    .book = std::move(made),
                                    .clock = clock};
        if (adjust)
            adjust(*this, parts);
        auto created = core::Instance::create(std::move(parts));
        instance = std::move(*created);
        network = networkModule.network;
        frontend = frontendModule.frontend;
        instance->start();
    }

    // Registered and online.
    FakeSession *bringOnline(const UserId &user, const char *secret = "secret")
    {
        book->accounts.insert(user, accountOf(user, secret, user.toString().toLatin1().constData()));
        instance->logIn(user, online);
        FakeSession *session = network->last();
        session->say(SessionState::Online);
        return session;
    }

    // Lets posted deletions and continuations happen.
    static void settle()
    {
        for (int i = 0; i < 4; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }

    MockClock clock;
    Settings settings;
    FakeNetworkModule networkModule;
    FakeFrontendModule frontendModule;
    FakeBook *book = nullptr;
    FakeMessageBook *messages = nullptr; // when it was adjusted so
    std::unique_ptr<core::Instance> instance;
    FakeNetwork *network = nullptr;
    FakeFrontend *frontend = nullptr;
};

// The answer of a future that is finished after what is posted has happened.
template <typename T>
Result<T> answerOf(const QFuture<Result<T>> &future)
{
    Stage::settle();
    if (!future.isFinished() || future.resultCount() == 0)
        return Error{ErrorKind::Internal, QStringLiteral("unanswered")};
    return future.result();
}

template <typename T>
ErrorKind kindOf(const QFuture<Result<T>> &future)
{
    const Result<T> answer = answerOf(future);
    return answer.isOk() ? ErrorKind::Internal : answer.error().kind;
}

} // namespace spectrum::testing
