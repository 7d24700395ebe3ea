// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Tells the service manager how the process fares (the sd_notify protocol).
#pragma once

#include "system/FileDescriptor.h"

#include <spectrum/Clock.h>

#include <QByteArray>
#include <QObject>
#include <QString>

#include <chrono>

namespace spectrum::system
{

// Does nothing where no service manager asked for it. Never blocks: what cannot be sent at once is not sent.
class SdNotify : public QObject
{
    Q_OBJECT

public:
    struct Environment {
        QByteArray socket = {};                // NOTIFY_SOCKET; empty = nobody listens
        std::chrono::microseconds watchdog{0}; // WATCHDOG_USEC if WATCHDOG_PID is this process; 0 = off
    };

    // Reads the variables and removes them, so that children do not answer in our name.
    [[nodiscard]] static Environment takeEnvironment();

    // With a watchdog, feeds it from the clock twice per interval: only while the event loop turns.
    SdNotify(Environment environment, Clock &clock, QObject *parent = nullptr);

    void notifyReady();
    void notifyReloading();
    void notifyStopping();
    // One line about the state, for people. Line ends become spaces.
    void notifyStatus(const QString &text);

private:
    void send(const QByteArray &message);
    void feedWatchdog();

    Environment m_environment;
    Clock &m_clock;
    FileDescriptor m_socket;
};

} // namespace spectrum::system
