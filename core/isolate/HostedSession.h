// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One session in a session host: tells the host what it hears of the module's.
#pragma once

#include "isolate/ActivityMark.h"
#include "isolate/EventPacer.h"

#include <spectrum/NetworkModule.h>

#include <QThread>

#include <atomic>
#include <memory>

namespace spectrum::core
{

// The module may throw, call back too late or from elsewhere; the host hears of it and nothing else happens.
class HostedSession final : public EventSink
{
public:
    HostedSession(quint32 number, FrameLink &link, ActivityMark &mark, Clock &clock);
    ~HostedSession();
    Q_DISABLE_COPY_MOVE(HostedSession)

    void open(Network &network, Account account);
    void logIn(const Presence &presence);
    void execute(const Command &command);
    void logOut(const QString &text);

    void handleEvent(Event &&event) override;

private:
    template <typename Call>
    void guarded(const Call &call);
    void fail(const Error &error);
    void report(const char *what);

    quint32 m_number;
    FrameLink &m_link;
    ActivityMark &m_mark;
    EventPacer m_pacer;
    QThread *m_thread = QThread::currentThread();
    std::unique_ptr<Session> m_session;
    bool m_hasEnded = false;
    bool m_isReported = false;
    std::atomic<bool> m_isThreadReported = false;
};

} // namespace spectrum::core
