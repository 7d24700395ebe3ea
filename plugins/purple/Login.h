// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Connects one account, and again after the connection was lost, until it is told to stop.
#pragma once

#include "ConnectionReason.h"
#include "DebugLog.h"
#include "Ties.h"

#include <QObject>

namespace spectrum::purple
{

class Login final : public QObject
{
    Q_OBJECT

public:
    // number is for Turn.
    Login(Ties &ties, Secret secret, quint64 number);

    void start(const Presence &presence);
    // Applied now, or when the account is connected the next time.
    void setPresence(const Presence &presence);
    // Ends in the next turn of the event loop: this may be libpurple's own call.
    void stop();
    [[nodiscard]] bool isStopping() const { return m_isStopping; }

    // What libpurple says about the connection; untrusted says what is wrong with a certificate.
    void noteConnected();
    void noteReason(PurpleConnectionError reason, const char *text, const QString &untrusted);
    void noteDisconnected();

Q_SIGNALS:
    void connected();
    // Before the new state is told.
    void connectionEnded(const spectrum::Error &error);

private:
    void connectNow();
    void handleEnd();
    void finishStop();
    void fail(const Error &error);
    void waitAndRetry(const Error &error);

    Ties &m_ties;
    Secret m_secret;
    DebugLog::Mask m_mask{m_secret};
    quint64 m_number;
    Presence m_presence;
    std::optional<ConnectionReason> m_reason;
    int m_attempt = 0;
    Clock::TimerId m_timer = 0;
    bool m_isStopping = false;
    bool m_isEndNoted = false;
};

} // namespace spectrum::purple
