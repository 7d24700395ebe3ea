// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The session of an account that can never connect here; it says why.
#pragma once

#include <spectrum/Events.h>
#include <spectrum/Session.h>

namespace spectrum::purple
{

class FailedSession final : public Session
{
    Q_OBJECT

public:
    FailedSession(Error error, EventSink &sink) : m_error(std::move(error)), m_sink(sink) {}

    void logIn(const Presence &) override
    {
        m_sink.handleEvent(StateChanged{.state = SessionState::Connecting});
        m_sink.handleEvent(StateChanged{.state = SessionState::Failed, .error = m_error});
    }
    void logOut(const QString &) override
    {
        m_sink.handleEvent(StateChanged{.state = SessionState::Offline});
    }
    void sendMessage(const SendMessage &order) override
    {
        if (order.request == RequestId::None)
            return;
        m_sink.handleEvent(DeliveryChanged{
            order.request, DeliveryState::Failed,
            Error{ErrorKind::NotConnected, QStringLiteral("The account is not connected at the moment.")}});
    }

private:
    Error m_error;
    EventSink &m_sink;
};

} // namespace spectrum::purple
