// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "SessionDialogues.h"

#include "../handler/AccountState.h"
#include "../handler/LoginSteps.h"
#include "Asking.h"

namespace spectrum::xmpp
{

namespace
{

struct Desk {
    Service &service;
    AccountState &accounts;
    LoginSteps &steps;

    [[nodiscard]] QString network() const { return service.host.networkName(); }

    // The page is the network's next question, or how the login ended.
    [[nodiscard]] QFuture<DialoguePage> logIn(const UserId &user, const LoginSteps::Shown &shown) const
    {
        QFuture<DialoguePage> outcome = steps.follow(user, shown);
        accounts.logInNow(user);
        return outcome;
    }

    [[nodiscard]] QFuture<DialoguePage> beginLogin(const UserId &user, const LoginSteps::Shown &shown) const
    {
        if (service.host.stateOf(user) == SessionState::Online)
            return asking::ready(asking::done(
                QStringLiteral("Log in"), QStringLiteral("You are connected to %1 already.").arg(network())));
        return logIn(user, shown);
    }

    [[nodiscard]] QFuture<DialoguePage> beginAgain(const UserId &user, const LoginSteps::Shown &shown) const
    {
        accounts.logOutNow(user, QStringLiteral("Logging in again."));
        return logIn(user, shown);
    }

    [[nodiscard]] QFuture<DialoguePage> logOut(const UserId &user, const LoginSteps::Shown &) const
    {
        const QString title = QStringLiteral("Log out");
        if (!accounts.logOutNow(user, {}))
            return asking::ready(asking::done(title, QStringLiteral("You are not connected.")));
        return asking::ready(asking::done(
            title,
            QStringLiteral("You are logged out of %1 until you use the command \"login\", or come back "
                           "with all your clients.")
                .arg(network())));
    }
};

using Step = QFuture<DialoguePage> (Desk::*)(const UserId &user, const LoginSteps::Shown &shown) const;

DialogueKind makeKind(const std::shared_ptr<Desk> &desk, const char *name, const char *title, Step begin)
{
    return {.name = QString::fromLatin1(name),
            .title = QString::fromLatin1(title),
            .audience = DialogueKind::Audience::Registered,
            .create = [desk, begin](const UserId &user) {
                const LoginSteps::Shown shown = LoginSteps::makeShown();
                return asking::dialogue([desk, begin, user, shown] { return (*desk.*begin)(user, shown); },
                                        [desk, user, shown](const Dialogue::Answers &answers) {
                                            return desk->steps.answer(user, shown, answers);
                                        });
            }};
}

} // namespace

QList<DialogueKind> sessionDialogues(Service &service, AccountState &accounts, LoginSteps &steps)
{
    const auto desk = std::make_shared<Desk>(Desk{service, accounts, steps});
    return {makeKind(desk, "login", "Log in to the network", &Desk::beginLogin),
            makeKind(desk, "logout", "Log out of the network, but stay registered", &Desk::logOut),
            makeKind(desk, "re-login", "Log in again with what is registered", &Desk::beginAgain)};
}

} // namespace spectrum::xmpp
