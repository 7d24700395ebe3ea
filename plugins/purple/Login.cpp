// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Login.h"

#include "LogCategories.h"
#include "Statuses.h"
#include "Turn.h"
#include "Wording.h"

namespace spectrum::purple
{

namespace
{

Error lost()
{
    return {ErrorKind::ConnectionLost, QStringLiteral("The connection to the network ended.")};
}

} // namespace

Login::Login(Ties &ties, Secret secret, quint64 number)
    : m_ties(ties), m_secret(std::move(secret)), m_number(number)
{
}

void Login::start(const Presence &presence)
{
    m_presence = presence;
    connectNow();
}

void Login::connectNow()
{
    m_timer = 0;
    m_reason.reset();
    m_isEndNoted = false;
    m_ties.sink.handleEvent(StateChanged{.state = SessionState::Connecting});
    const Turn turn(m_number);
    if (!m_secret.isEmpty()) {
        QByteArray password = m_secret.expose().toByteArray();
        purple_account_set_password(m_ties.account, password.constData());
        wipeMemory(password.data(), size_t(password.size()));
    }
    // A status that is set while the account is enabled would connect it.
    applyPresence(m_ties.account, m_presence);
    purple_account_set_enabled(m_ties.account, purple_core_get_ui(), TRUE);
    if (purple_account_is_disconnected(m_ties.account) && !m_isEndNoted)
        noteDisconnected();
}

void Login::setPresence(const Presence &presence)
{
    m_presence = presence;
    if (m_isStopping || !purple_account_get_connection(m_ties.account))
        return;
    const Turn turn(m_number);
    applyPresence(m_ties.account, presence);
}

void Login::noteConnected()
{
    if (m_isStopping)
        return;
    m_attempt = 0;
    const char *display = purple_connection_get_display_name(m_ties.connection());
    QString name = cleanText(display, 200);
    if (name.isEmpty())
        name = cleanText(purple_account_get_username(m_ties.account), 200);
    Q_EMIT connected();
    m_ties.sink.handleEvent(StateChanged{.state = SessionState::Online, .ownName = name});
}

void Login::noteReason(PurpleConnectionError reason, const char *text, const QString &untrusted)
{
    if (m_reason)
        return;
    m_reason = reasonOf(reason, text);
    if (!untrusted.isEmpty())
        m_reason->error = {ErrorKind::Untrusted, untrusted, m_reason->error.detail};
}

// libpurple is in the middle of it: what follows waits for the next turn of the event loop.
void Login::noteDisconnected()
{
    if (std::exchange(m_isEndNoted, true) || m_isStopping)
        return;
    QMetaObject::invokeMethod(this, &Login::handleEnd, Qt::QueuedConnection);
}

void Login::handleEnd()
{
    if (m_isStopping)
        return;
    purple_account_set_enabled(m_ties.account, purple_core_get_ui(), FALSE);
    const ConnectionReason reason = m_reason.value_or(ConnectionReason{.error = lost()});
    qCInfo(lcPurple).noquote() << "the connection ended:" << reason.error.detail;
    Q_EMIT connectionEnded(reason.error);
    if (reason.isFinal)
        return fail(reason.error);
    waitAndRetry(reason.error);
}

void Login::fail(const Error &error)
{
    m_ties.sink.handleEvent(StateChanged{.state = SessionState::Failed, .error = error});
}

void Login::waitAndRetry(const Error &error)
{
    const std::chrono::milliseconds delay = m_ties.host.reconnectDelay(++m_attempt);
    m_timer = m_ties.host.clock().schedule(delay, this, [this] { connectNow(); });
    m_ties.sink.handleEvent(StateChanged{.state = SessionState::Waiting,
                                         .error = error,
                                         .retryIn = std::chrono::ceil<std::chrono::seconds>(delay)});
}

void Login::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    if (m_timer != 0)
        m_ties.host.clock().cancel(m_timer);
    QMetaObject::invokeMethod(this, &Login::finishStop, Qt::QueuedConnection);
}

void Login::finishStop()
{
    const Turn turn(m_number);
    if (m_ties.connection())
        purple_account_disconnect(m_ties.account);
    Q_EMIT connectionEnded(lost());
    m_ties.sink.handleEvent(StateChanged{.state = SessionState::Offline});
    m_ties.sink.close();
}

} // namespace spectrum::purple
