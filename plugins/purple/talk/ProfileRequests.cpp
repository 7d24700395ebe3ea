// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProfileRequests.h"

#include <algorithm>

namespace spectrum::purple
{

namespace
{

constexpr std::chrono::seconds patience{60};
constexpr qsizetype maximumWaiting = 50;

bool canAnswer(PurpleConnection *connection)
{
    PurplePlugin *plugin = connection ? purple_connection_get_prpl(connection) : nullptr;
    return plugin && PURPLE_PLUGIN_PROTOCOL_INFO(plugin)->get_info;
}

} // namespace

ProfileRequests::ProfileRequests(PurpleAccount *account, EventSink &sink, Clock &clock)
    : m_account(account), m_sink(sink), m_clock(clock)
{
}

ProfileRequests::~ProfileRequests()
{
    failAll({ErrorKind::NotConnected});
}

QString ProfileRequests::normalised(const QString &name) const
{
    return QString::fromUtf8(purple_normalize(m_account, name.toUtf8().constData()));
}

void ProfileRequests::request(const RequestProfile &order, const QString &name)
{
    PurpleConnection *connection = purple_account_get_connection(m_account);
    const auto refuse = [&](ErrorKind kind) {
        m_sink.handleEvent(RequestFinished{order.request, Error{kind}});
    };
    if (!connection || !PURPLE_CONNECTION_IS_CONNECTED(connection))
        return refuse(ErrorKind::NotConnected);
    if (!canAnswer(connection))
        return refuse(ErrorKind::Unsupported);
    if (m_waiting.size() >= maximumWaiting)
        return refuse(ErrorKind::Overloaded);
    const quint64 timer =
        m_clock.schedule(patience, &m_context, [this, request = order.request] { giveUp(request); });
    m_waiting.append({order.request, normalised(name), timer});
    serv_get_info(connection, name.toUtf8().constData());
}

bool ProfileRequests::answer(const QString &name, const Profile &profile)
{
    const QString who = normalised(name);
    bool wasAwaited = false;
    for (;;) {
        const auto isIt = [&who](const Waiting &waiting) { return waiting.name == who; };
        const auto found = std::find_if(m_waiting.cbegin(), m_waiting.cend(), isIt);
        if (found == m_waiting.cend())
            return wasAwaited;
        const Waiting waiting = *found;
        m_waiting.erase(found);
        wasAwaited = true;
        m_sink.handleEvent(ProfileReceived{waiting.request, profile});
        finish(waiting, {});
    }
}

void ProfileRequests::failAll(const Error &error)
{
    while (!m_waiting.isEmpty())
        finish(m_waiting.takeFirst(), error);
}

void ProfileRequests::finish(const Waiting &waiting, const std::optional<Error> &error)
{
    m_clock.cancel(waiting.timer);
    m_sink.handleEvent(RequestFinished{waiting.request, error});
}

void ProfileRequests::giveUp(RequestId request)
{
    const auto isIt = [request](const Waiting &waiting) { return waiting.request == request; };
    const auto found = std::find_if(m_waiting.cbegin(), m_waiting.cend(), isIt);
    if (found == m_waiting.cend())
        return;
    const Waiting waiting = *found;
    m_waiting.erase(found);
    finish(waiting, Error{ErrorKind::TimedOut});
}

} // namespace spectrum::purple
