// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Registration.h"

#include "../Stanzas.h"
#include "AccountState.h"

#include <QPromise>
#include <QSet>

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView registerNs = u"jabber:iq:register";

void finish(QPromise<IqOutcome> &promise, IqOutcome outcome)
{
    promise.addResult(std::move(outcome));
    promise.finish();
}

} // namespace

Registration::Registration(Service &service, IqDispatcher &dispatcher, AccountState &accounts)
    : m_service(service), m_accounts(accounts)
{
    dispatcher.add(IqType::Get, u"query", registerNs,
                   [this](const IqRequest &request) { return tellForm(request); });
    dispatcher.add(IqType::Set, u"query", registerNs,
                   [this](const IqRequest &request) { return change(request); });
}

IqAnswer Registration::tellForm(const IqRequest &request)
{
    if (request.incoming.to.kind != Destination::Kind::Service)
        return serviceUnavailable(QStringLiteral("Registration is at the service's own address."));
    return m_service.host.findAccount(request.incoming.user)
        .then(&m_service.context, [this](const Result<std::optional<AccountSummary>> &found) -> IqOutcome {
            if (!found)
                return toStanzaError(found.error());
            return IqResult{
                RegistrationForm(m_service.host.network().accountFields(), m_service.options).write(*found)};
        });
}

IqAnswer Registration::change(const IqRequest &request)
{
    if (request.incoming.to.kind != Destination::Kind::Service)
        return serviceUnavailable(QStringLiteral("Registration is at the service's own address."));
    const Element &query = request.payload;
    if (query.child(u"remove", registerNs)) {
        if (query.children().size() != 1)
            return badRequest(QStringLiteral("A removal comes alone."));
        return remove(request.incoming.user);
    }
    const Element *form = query.child(u"x", u"jabber:x:data");
    if (form && form->attribute("type") == QLatin1String("cancel"))
        return IqResult{};
    return store(request);
}

IqAnswer Registration::store(const IqRequest &request)
{
    auto filled =
        RegistrationForm(m_service.host.network().accountFields(), m_service.options).read(request.payload);
    if (auto *error = std::get_if<StanzaError>(&filled))
        return *error;
    Account account = std::get<Account>(std::move(filled));
    const UserId user = request.incoming.user;
    const Result<QString> name = m_service.host.network().normalisedName(account.name);
    if (!name)
        return toStanzaError(name.error());
    account.user = user;
    account.name = *name;

    auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    QFuture<IqOutcome> future = promise->future();
    auto kept = std::make_shared<Account>(std::move(account));
    m_service.host.findAccount(user).then(
        &m_service.context, [this, user, promise, kept](const Result<std::optional<AccountSummary>> &found) {
            const bool wasKnown = found && found->has_value();
            m_service.host.registerAccount(std::move(*kept))
                .then(&m_service.context, [this, user, promise, wasKnown](const Result<void> &stored) {
                    finish(*promise, stored ? IqOutcome(IqResult{}) : toStanzaError(stored.error()));
                    if (stored)
                        afterAnswer([this, user, wasKnown] { welcome(user, wasKnown); });
                });
        });
    return future;
}

// A store that answers at once does so before the dispatcher waits for it; clients hear of success first.
void Registration::afterAnswer(std::function<void()> action)
{
    m_service.host.clock().schedule(std::chrono::milliseconds::zero(), &m_service.context, std::move(action));
}

void Registration::welcome(const UserId &user, bool wasKnown)
{
    const QString to = user.toString();
    if (!wasKnown)
        m_service.door->send(to, stanzas::signal("subscribe", m_service.options.domain, to));
    m_accounts.retryLogIn(user);
}

IqAnswer Registration::remove(const UserId &user)
{
    auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    QFuture<IqOutcome> future = promise->future();
    m_service.host.findAccount(user).then(
        &m_service.context, [this, user, promise](const Result<std::optional<AccountSummary>> &found) {
            if (!found || !*found) {
                finish(*promise, found ? registrationRequired() : toStanzaError(found.error()));
                return;
            }
            // What the user must unsubscribe from is asked for before it is gone.
            m_service.host.findContacts(user).then(
                &m_service.context, [this, user, promise](const Result<QList<Contact>> &contacts) {
                    const QList<Contact> known = contacts ? *contacts : QList<Contact>{};
                    m_service.host.unregisterAccount(user).then(
                        &m_service.context, [this, user, promise, known](const Result<void> &removed) {
                            if (!removed) {
                                finish(*promise, toStanzaError(removed.error()));
                                return;
                            }
                            finish(*promise, IqResult{});
                            afterAnswer([this, user, known] { forget(user, known); });
                        });
                });
        });
    return future;
}

void Registration::forget(const UserId &user, const QList<Contact> &contacts)
{
    const QString to = user.toString();
    const auto part = [&](const QString &from) {
        for (const char *type : {"unsubscribe", "unsubscribed", "unavailable"})
            m_service.door->send(to, stanzas::signal(type, from, to));
    };
    QSet<ContactId> ids;
    for (const Contact &contact : contacts)
        ids.insert(contact.id);
    if (const User *known = m_service.users.find(user)) {
        for (const auto &contact : known->contacts)
            ids.insert(contact->contact.id);
    }
    for (const ContactId &id : std::as_const(ids))
        part(m_service.addresses.address(id));
    m_service.users.remove(user);
    part(m_service.options.domain);
}

} // namespace spectrum::xmpp
