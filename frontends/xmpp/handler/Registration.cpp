// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Registration.h"

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView registerNs = u"jabber:iq:register";

// Some clients show the removal as a box in the form.
bool isRemovalTicked(const QMap<QString, QString> &answers)
{
    const QString ticked = answers.value(QStringLiteral("unregister"));
    return ticked == QLatin1String("1") || ticked == QLatin1String("true");
}

} // namespace

Registration::Registration(Service &service, IqDispatcher &dispatcher, RegistrationDesk &desk)
    : m_service(service), m_desk(desk)
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
            return IqResult{m_desk.form().write(*found)};
        });
}

IqAnswer Registration::change(const IqRequest &request)
{
    if (request.incoming.to.kind != Destination::Kind::Service)
        return serviceUnavailable(QStringLiteral("Registration is at the service's own address."));
    const Element &query = request.payload;
    const UserId user = request.incoming.user;
    if (query.child(u"remove", registerNs)) {
        if (query.children().size() != 1)
            return badRequest(QStringLiteral("A removal comes alone."));
        return whenDone(m_desk.remove(user));
    }
    const Element *form = query.child(u"x", u"jabber:x:data");
    if (form && form->attribute("type") == QLatin1String("cancel"))
        return IqResult{};
    const QMap<QString, QString> answers = RegistrationForm::answersIn(query);
    return whenDone(isRemovalTicked(answers) ? m_desk.remove(user) : m_desk.enrol(user, answers));
}

IqAnswer Registration::whenDone(QFuture<RegistrationDesk::Refusal> done)
{
    return done.then([](const RegistrationDesk::Refusal &refusal) -> IqOutcome {
        if (refusal)
            return *refusal;
        return IqResult{};
    });
}

} // namespace spectrum::xmpp
