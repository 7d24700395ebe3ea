// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "route/Router.h"

#include <spectrum/Dispatch.h>
#include <spectrum/Log.h>

SPECTRUM_LOG_CATEGORY(logRoute, "spectrum.route")

namespace spectrum::core
{

namespace
{

// A module that lets an exception out broke the contract, but it must not take the other users with it.
Result<void> dispatchGuarded(Session &session, const Command &command)
{
    try {
        return dispatch(session, command);
    } catch (...) {
        return Error{ErrorKind::Internal, QStringLiteral("Something went wrong inside the gateway."),
                     QStringLiteral("the module threw an exception")};
    }
}

} // namespace

Router::Router(InstanceId instance) : m_instance(std::move(instance)) {}

void Router::deliver(Lane &lane, const Event &event)
{
    if (lane.outbox.close(event) == Outbox::Verdict::Unknown) {
        reportMisconduct(lane, "an outcome for an order that is not open");
        return;
    }
    if (const auto *received = std::get_if<MessageReceived>(&event)) {
        if (!lane.recent.isNew(received->message)) {
            ++m_counts.repeatedMessages;
            return;
        }
        ++m_counts.messagesToUsers;
    }
    tell(lane.user, event);
}

bool Router::carryOut(Lane &lane, Session &session, const Command &command)
{
    switch (lane.outbox.open(command, m_orderLimit)) {
    case Outbox::Admission::Accepted:
        break;
    case Outbox::Admission::Full:
        refuse(lane.user, command,
               {ErrorKind::Overloaded,
                QStringLiteral("Too much is waiting to be sent. Try again in a moment.")});
        return false;
    case Outbox::Admission::Repeated:
        reportMisconduct(lane, "the frontend used a request id twice");
        return false;
    }
    ++m_counts.commands;
    m_counts.messagesFromUsers += std::holds_alternative<SendMessage>(command) ? 1 : 0;
    const Result<void> result = dispatchGuarded(session, command);
    if (result)
        return true;
    if (result.error().kind == ErrorKind::Internal)
        reportMisconduct(lane, "an exception left the module");
    // An outcome may have come before the failure.
    if (!lane.outbox.withdraw(command))
        return true;
    refuse(lane.user, command, result.error());
    return false;
}

void Router::refuse(const UserId &user, const Command &command, const Error &error)
{
    if (const std::optional<Event> outcome = failureOf(command, error))
        tell(user, *outcome);
}

void Router::failOpenOrders(Lane &lane, const Error &error)
{
    for (const Event &outcome : lane.outbox.failAll(error))
        tell(lane.user, outcome);
}

void Router::tell(const UserId &user, const Event &event)
{
    ++m_counts.events;
    if (m_frontend != nullptr)
        m_frontend->handleEvent(user, event);
}

void Router::reportMisconduct(Lane &lane, const char *what)
{
    ++m_counts.misconducts;
    if (lane.isMisconductLogged)
        return;
    lane.isMisconductLogged = true;
    qCWarning(logRoute).noquote().nospace()
        << m_instance.toString() << ": session of " << logSafe(lane.user.toString()) << ": " << what
        << ": ignored. More of this session is counted and not logged.";
}

} // namespace spectrum::core
