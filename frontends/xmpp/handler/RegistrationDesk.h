// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Registers and removes accounts for all who ask for it (XEP-0077, dialogues, a first presence), and begins
// and ends the subscriptions that belong to them (XEP-0100 §4.1, §4.3).
#pragma once

#include "../Service.h"
#include "LocalAccountCheck.h"
#include "RegistrationForm.h"

#include <QFuture>

namespace spectrum::xmpp
{

class AccountState;
class ContactList;
class LoginSteps;

class RegistrationDesk
{
public:
    // Nothing = it is done.
    using Refusal = std::optional<StanzaError>;

    // What the network asks a user who is not there may be answered for so long.
    static constexpr std::chrono::minutes answerTime{10};
    // A network that says nothing for so long after somebody asked to be registered has not answered yet.
    static constexpr std::chrono::seconds patience{15};

    RegistrationDesk(Service &service, AccountState &accounts, ContactList &contacts, const LoginSteps &steps)
        : m_service(service), m_accounts(accounts), m_contacts(contacts), m_steps(steps)
    {
    }

    [[nodiscard]] RegistrationForm form() const;
    // With what the user filled in, by Field::key. Whoever asked hears it before what follows from it.
    [[nodiscard]] QFuture<Refusal> enrol(const UserId &user, const QMap<QString, QString> &answers);
    [[nodiscard]] QFuture<Refusal> remove(const UserId &user);
    // Of every removal, whoever wanted it: nobody would know afterwards who was in the user's list.
    [[nodiscard]] QFuture<void> prepareRemoval(const UserId &user);
    void completeRemoval(const UserId &user);

private:
    struct Enrolment;
    using EnrolmentPointer = std::shared_ptr<Enrolment>;

    [[nodiscard]] Refusal complete(Account &account) const;
    void vouch(const EnrolmentPointer &enrolment, const QMap<QString, QString> &answers);
    void store(const EnrolmentPointer &enrolment);
    void afterAnswer(std::function<void()> action);
    void welcome(const UserId &user, const Enrolment &enrolment);
    void mentionSilence(const UserId &user, Clock::Moment asked);
    void tellSilence(const UserId &user);
    void endUnattended(const UserId &user);
    void forget(const UserId &user);
    void notify(const char *what, const UserId &user);

    Service &m_service;
    AccountState &m_accounts;
    ContactList &m_contacts;
    const LoginSteps &m_steps;
    int m_openChecks = 0;
};

} // namespace spectrum::xmpp
