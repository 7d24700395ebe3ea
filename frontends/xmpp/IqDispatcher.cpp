// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "IqDispatcher.h"

#include "Stanzas.h"
#include "stream/Element.h"

#include <algorithm>

namespace spectrum::xmpp
{

void IqDispatcher::add(IqType type, QStringView name, QStringView ns, Handler handler)
{
    m_entries.push_back({type, name.toString(), ns.toString(), std::move(handler)});
}

void IqDispatcher::addForAccount(IqType type, QStringView name, QStringView ns, Handler handler)
{
    m_entries.insert(m_entries.begin(), {type, name.toString(), ns.toString(), std::move(handler), true});
}

const IqDispatcher::Entry *IqDispatcher::find(const Incoming &incoming, const Element &payload,
                                              IqType type) const
{
    const bool isToAccount = incoming.to.kind == Destination::Kind::Account;
    const auto found = std::ranges::find_if(m_entries, [&](const Entry &entry) {
        return entry.type == type && (isToAccount || !entry.isForAccount) && entry.name == payload.name() &&
               entry.ns == payload.ns();
    });
    return found == m_entries.end() ? nullptr : &*found;
}

bool IqDispatcher::handles(QStringView ns) const
{
    return std::ranges::any_of(m_entries, [&](const Entry &entry) { return entry.ns == ns; });
}

void IqDispatcher::dispatch(const Incoming &incoming)
{
    if (incoming.type == QLatin1String("result") || incoming.type == QLatin1String("error")) {
        m_service.queries.finish(m_service, incoming);
        return;
    }
    IqAnswer given = answer(incoming);
    if (auto *future = std::get_if<QFuture<IqOutcome>>(&given)) {
        replyLater(incoming, std::move(*future));
        return;
    }
    IqOutcome outcome = std::holds_alternative<IqResult>(given)
                            ? IqOutcome(std::get<IqResult>(std::move(given)))
                            : IqOutcome(std::get<StanzaError>(std::move(given)));
    reply(incoming.toText, incoming.from.full(), incoming.id, outcome);
}

IqAnswer IqDispatcher::answer(const Incoming &incoming) const
{
    const bool isGet = incoming.type == QLatin1String("get");
    if (!isGet && incoming.type != QLatin1String("set"))
        return badRequest(QStringLiteral("An IQ is a get or a set."));
    if (incoming.id.isEmpty())
        return badRequest(QStringLiteral("An IQ needs an id."));
    if (incoming.stanza.children().size() != 1)
        return badRequest(QStringLiteral("A request has exactly one child element."));
    if (!m_service.options.policy.isAllowed(incoming.user.toString()))
        return notAllowed(QStringLiteral("This service is not open to your server."));

    const Element &payload = incoming.stanza.children().front();
    const IqType type = isGet ? IqType::Get : IqType::Set;
    if (const Entry *entry = find(incoming, payload, type))
        return entry->handler({incoming, payload, type});
    return refuseUnknown(incoming, payload);
}

IqAnswer IqDispatcher::refuseUnknown(const Incoming &incoming, const Element &payload) const
{
    if (incoming.to.kind == Destination::Kind::Nobody)
        return itemNotFound(QStringLiteral("There can be nobody with that name."));
    const StanzaError refusal =
        handles(payload.ns())
            ? featureNotImplemented(QStringLiteral("This part of the protocol is not supported here."))
            : serviceUnavailable(QStringLiteral("This protocol is not supported here."));
    const bool concernsAccount = incoming.to.kind == Destination::Kind::Contact ||
                                 incoming.to.kind == Destination::Kind::Room ||
                                 incoming.to.kind == Destination::Kind::Participant;
    if (!concernsAccount || m_service.isServer() || m_service.users.find(incoming.user))
        return refusal;
    // Somebody without an account is told what is missing first.
    return m_service.host.findAccount(incoming.user)
        .then(&m_service.context, [refusal](const Result<std::optional<AccountSummary>> &found) -> IqOutcome {
            return found && !*found ? registrationRequired() : refusal;
        });
}

void IqDispatcher::replyLater(const Incoming &incoming, QFuture<IqOutcome> future)
{
    const QString from = incoming.toText;
    const QString to = incoming.from.full();
    const QString id = incoming.id;
    future
        .then(&m_service.context,
              [this, from, to, id](const IqOutcome &outcome) { reply(from, to, id, outcome); })
        .onCanceled(&m_service.context, [this, from, to, id] {
            reply(from, to, id, toStanzaError({.kind = ErrorKind::Internal}));
        });
}

void IqDispatcher::reply(const QString &from, const QString &to, const QString &id, const IqOutcome &outcome)
{
    if (const auto *result = std::get_if<IqResult>(&outcome))
        m_service.door->send(to, stanzas::iqResult(from, to, id, result->payload));
    else
        m_service.door->send(to, stanzas::error("iq", from, to, id, std::get<StanzaError>(outcome)));
}

} // namespace spectrum::xmpp
