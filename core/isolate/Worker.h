// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The host's end of one session host: greets it, carries frames, sees that it is alive.
#pragma once

#include "isolate/ActivityMark.h"
#include "isolate/ChildProcess.h"
#include "isolate/FrameLink.h"
#include "isolate/Wire.h"

#include <spectrum/Clock.h>
#include <spectrum/Ids.h>

#include <QHash>

#include <deque>
#include <optional>

namespace spectrum::core
{

// What a session in a session host hears of it.
class WorkerTenant
{
public:
    virtual void handleFrame(quint8 kind, QByteArrayView body) = 0;

protected:
    ~WorkerTenant() = default;
};

class Worker : public QObject
{
    Q_OBJECT

public:
    struct Setup {
        bool isGlib = false;
        // Of a child that answers nothing.
        std::chrono::milliseconds patience{2500};
        // How many sessions it takes.
        size_t capacity = 1;
        // For sessions that nobody has used for a long time.
        bool isForIdle = false;
    };
    // How it came to an end.
    struct Loss {
        QString text = {};
        // Whose code ran, or who was heard last; 0 = nobody knows.
        quint32 suspect = 0;
        // Whose session was being deleted; empty = none was.
        UserId departed = {};
        bool isCertain = false;
        bool wasReady = false;
    };

    // The greeting's private folder is filled in.
    [[nodiscard]] static Result<std::unique_ptr<Worker>> start(const Setup &setup, wire::Greeting greeting,
                                                               Clock &clock);
    ~Worker() override;

    // For the time before the event loop runs: what the child says of its network.
    [[nodiscard]] Result<wire::Welcoming> waitForWelcome(std::chrono::milliseconds patience);
    [[nodiscard]] bool isReady() const noexcept { return m_welcome.has_value(); }
    // Takes no more sessions; ends when the last one is gone.
    [[nodiscard]] bool isClosed() const noexcept { return m_isClosed; }
    void closeForNew() noexcept { m_isClosed = true; }
    [[nodiscard]] bool isForIdle() const noexcept { return m_setup.isForIdle; }
    [[nodiscard]] size_t capacity() const noexcept { return m_setup.capacity; }
    [[nodiscard]] size_t size() const noexcept { return static_cast<size_t>(m_tenants.size()); }
    [[nodiscard]] bool hasRoom() const noexcept { return !m_isClosed && !m_isLost && size() < capacity(); }
    [[nodiscard]] const ChildProcess &process() const noexcept { return *m_process; }

    // Returns the tenant's number here.
    quint32 admit(WorkerTenant &tenant);
    // user: whose session it was, which is still to be deleted there.
    void release(quint32 number, const UserId &user);
    bool send(wire::Kind kind, quint32 session, QByteArrayView body = {});
    bool sendSecret(wire::Kind kind, quint32 session, QByteArray &&body);
    // Its tenants are lost with it.
    void kill(const QString &why);
    // Without tenants: ends the process, which may take a while, and then deletes itself.
    void retire();

Q_SIGNALS:
    // Once. Its tenants are still there to be asked for.
    void lost(const spectrum::core::Worker::Loss &loss);
    // The last tenant has left.
    void emptied();

private:
    Worker(const Setup &setup, Clock &clock, system::FileDescriptor socket, ActivityMark mark);
    void hear(const FrameLink::Frame &frame);
    void watch();
    void ping();
    void judge();
    void lose(const QString &text);

    Setup m_setup;
    Clock &m_clock;
    ActivityMark m_mark;
    FrameLink m_link;
    std::unique_ptr<ChildProcess> m_process;
    QHash<quint32, WorkerTenant *> m_tenants;
    std::deque<std::pair<quint32, UserId>> m_departed;
    std::optional<wire::Welcoming> m_welcome;
    QString m_refusal;
    QString m_reason;
    quint32 m_lastNumber = 0;
    Clock::TimerId m_timer = 0;
    std::chrono::nanoseconds m_waitedBefore{0};
    int m_extensions = 0;
    // Since the last ping.
    int m_strayFrames = 0;
    bool m_hasHeard = false;
    bool m_isLost = false;
    bool m_isClosed = false;
};

} // namespace spectrum::core
