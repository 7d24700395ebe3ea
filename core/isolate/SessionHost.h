// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The child side of isolation: runs the sessions of one module for a host that can outlive all of them.
#pragma once

#include "instance/Backoff.h"
#include "isolate/ActivityMark.h"
#include "isolate/FrameLink.h"
#include "isolate/HostedSession.h"
#include "isolate/Wire.h"
#include "module/Manifest.h"
#include "system/SteadyClock.h"

#include <spectrum/NetworkModule.h>

#include <unordered_map>

namespace spectrum::core
{

// Ends with the host: without its socket there is nobody to work for.
class SessionHost final : public QObject, private NetworkHost
{
    Q_OBJECT

public:
    SessionHost(system::FileDescriptor socket, ActivityMark mark);
    ~SessionHost() override;

Q_SIGNALS:
    void finished(int exitCode);

private:
    // NetworkHost
    Clock &clock() override { return m_clock; }
    std::chrono::milliseconds reconnectDelay(int attempt) override { return m_backoff.delay(attempt); }
    QString filesFolder() const override { return m_filesFolder; }
    qint64 maximumFileSize() const override { return m_maximumFileSize; }

    void hear(const FrameLink::Frame &frame);
    void greet(QByteArrayView body);
    [[nodiscard]] Result<void> openNetwork(const wire::Greeting &greeting);
    void confine(const wire::Greeting &greeting, const Manifest &manifest);
    void open(quint32 number, QByteArrayView body);
    void order(const FrameLink::Frame &frame, HostedSession &session);
    void refuse(const Error &error);
    [[nodiscard]] HostedSession *find(quint32 number);

    system::SteadyClock m_clock;
    Backoff m_backoff;
    ActivityMark m_mark;
    FrameLink m_link;
    QString m_filesFolder;
    qint64 m_maximumFileSize = 0;
    std::unique_ptr<Network> m_network;
    std::unordered_map<quint32, std::unique_ptr<HostedSession>> m_sessions;
};

} // namespace spectrum::core
