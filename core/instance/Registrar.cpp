// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/Registrar.h"

#include "instance/AccountBook.h"
#include "instance/Farewell.h"
#include "instance/Logins.h"

namespace spectrum::core
{

struct Registrar::Change {
    Account account;
    Answer<void> answer = {};
    bool holdsName = false;
    bool isProven = false;
    // Of the session that made room for the one that proves the account.
    std::optional<Presence> presence = {};
};

namespace
{

Error stillBusy()
{
    return {ErrorKind::Conflict, QStringLiteral("Another change of your registration is still being made.")};
}

Error missing(const Field &field)
{
    const QString name = field.label.isEmpty() ? field.key : field.label;
    return {ErrorKind::InvalidInput, QStringLiteral("This is required: %1.").arg(name)};
}

Error nameTaken()
{
    return {ErrorKind::Conflict, QStringLiteral("Somebody else has registered that name here.")};
}

// The login ended, and nobody said that the account is wrong.
bool decidesNothing(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotConnected:
    case ErrorKind::Unreachable:
    case ErrorKind::ConnectionLost:
    case ErrorKind::TimedOut:
    case ErrorKind::RateLimited:
        return true;
    default:
        return false;
    }
}

} // namespace

Registrar::Registrar(const Network &network, AccountBook &book, Logins &logins, Farewell &farewell)
    : m_network(network), m_book(book), m_logins(logins), m_farewell(farewell)
{
}

Result<Account> Registrar::complete(Account account) const
{
    Result<QString> name = m_network.normalisedName(account.name);
    if (!name)
        return name.error();
    if (name->isEmpty())
        return Error{ErrorKind::InvalidInput, QStringLiteral("A name is required.")};
    account.name = *name;
    for (const Field &field : m_network.accountFields()) {
        if (field.key == QLatin1String("username"))
            continue;
        if (field.key == QLatin1String("password")) {
            if (field.isRequired && account.secret.isEmpty())
                return missing(field);
            continue;
        }
        if (account.options.value(field.key).isEmpty() && !field.defaultValue.isEmpty())
            account.options.insert(field.key, field.defaultValue);
        if (field.isRequired && account.options.value(field.key).isEmpty())
            return missing(field);
    }
    return account;
}

QFuture<Result<std::optional<AccountSummary>>> Registrar::find(const UserId &user)
{
    using Summary = std::optional<AccountSummary>;
    return m_book.findAccount(user).then([](const Result<std::optional<Account>> &found) -> Result<Summary> {
        if (!found)
            return found.error();
        if (!*found)
            return Summary();
        return Summary(AccountSummary{(*found)->name, (*found)->options});
    });
}

QFuture<Result<void>> Registrar::registerAccount(Account account)
{
    if (!m_book.keepsAccounts())
        return answered(
            Result<void>(Error{ErrorKind::Unsupported, QStringLiteral("No accounts are kept here.")}));
    Result<Account> completed = complete(std::move(account));
    if (!completed)
        return answered(Result<void>(completed.error()));
    if (m_users.contains(completed->user))
        return answered(Result<void>(stillBusy()));
    if (m_names.contains(completed->name))
        return answered(Result<void>(nameTaken()));

    const auto change = std::make_shared<Change>(Change{.account = std::move(*completed), .holdsName = true});
    m_users.insert(change->account.user);
    m_names.insert(change->account.name);
    const QFuture<Result<void>> future = change->answer.future();
    whenAnswered(m_book.findOwner(change->account.name), this,
                 [this, change](const Result<std::optional<UserId>> &owner) {
                     if (!owner)
                         finish(change, owner.error());
                     // Without a secret the network cannot tell the owner of a name from somebody who merely
                     // wants it.
                     else if (*owner && **owner != change->account.user && change->account.secret.isEmpty())
                         finish(change, nameTaken());
                     else
                         prove(change);
                 });
    return future;
}

QFuture<Result<void>> Registrar::unregister(const UserId &user)
{
    if (m_users.contains(user))
        return answered(Result<void>(stillBusy()));
    const auto change = std::make_shared<Change>(Change{.account = {.user = user}});
    m_users.insert(user);
    const QFuture<Result<void>> future = change->answer.future();
    whenAnswered(m_book.findAccount(user), this, [this, change](const Result<std::optional<Account>> &found) {
        if (!found) {
            finish(change, found.error());
        } else if (!*found) {
            finish(change, Error{ErrorKind::NotRegistered, QStringLiteral("You are not registered here.")});
        } else {
            m_farewell.prepare(change->account.user, [guard = QPointer<Registrar>(this), change] {
                if (guard)
                    guard->close(change);
            });
        }
    });
    return future;
}

void Registrar::close(const ChangePointer &change)
{
    whenAnswered(m_logins.close(change->account.user), this,
                 [this, change](const Result<void> &) { removeClosed(change); });
}

void Registrar::removeClosed(const ChangePointer &change)
{
    whenAnswered(m_book.removeUser(change->account.user), this, [this, change](const Result<void> &result) {
        m_logins.open(change->account.user);
        if (result)
            m_farewell.complete(change->account.user);
        finish(change, result);
    });
}

// A network that knows no secret of the account has nothing to refuse.
void Registrar::prove(const ChangePointer &change)
{
    if (change->account.secret.isEmpty()) {
        save(change);
        return;
    }
    change->isProven = true;
    change->presence = m_logins.presenceOf(change->account.user);
    whenAnswered(m_logins.prove(change->account), this,
                 [this, change](const Result<void> &proof) { judge(change, proof); });
}

void Registrar::judge(const ChangePointer &change, const Result<void> &proof)
{
    if (proof || m_logins.isHere(change->account.user) || decidesNothing(proof.error().kind)) {
        save(change);
        return;
    }
    bringBack(change);
    finish(change, proof.error());
}

// The account that was kept before is as good as it was.
void Registrar::bringBack(const ChangePointer &change)
{
    if (change->presence)
        m_logins.logIn(change->account.user, *change->presence);
}

void Registrar::save(const ChangePointer &change)
{
    whenAnswered(m_book.saveAccount(change->account), this, [this, change](const Result<void> &result) {
        if (result) {
            m_logins.renew(change->account);
        } else if (change->isProven) {
            m_logins.logOut(change->account.user, QStringLiteral("The account could not be kept."));
            bringBack(change);
        }
        finish(change, result);
    });
}

void Registrar::finish(const ChangePointer &change, const Result<void> &result)
{
    m_users.remove(change->account.user);
    if (change->holdsName)
        m_names.remove(change->account.name);
    change->answer.finish(result);
}

} // namespace spectrum::core
