// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One connection to the admin socket: takes requests line by line and sends the answers.
#pragma once

#include "admin/AdminRequest.h"
#include "system/FileDescriptor.h"

#include <spectrum/Clock.h>

#include <QSocketNotifier>

#include <memory>

namespace spectrum::core
{

// One request at a time: what comes meanwhile waits in the socket. Nothing here waits for the other side.
class AdminPeer : public QObject
{
    Q_OBJECT

public:
    using Handler = std::function<void(const std::shared_ptr<AdminRequest> &request)>;

    static constexpr qsizetype maximumRequest = 64 * 1024;
    // So long may it take to send a request, or not to read an answer.
    static constexpr std::chrono::milliseconds patience{30000};

    AdminPeer(system::FileDescriptor file, Clock &clock, const Handler &handler);
    ~AdminPeer() override;

    // Sends this instead of waiting for a request, and ends.
    void refuse(const Error &error);

Q_SIGNALS:
    // Nothing more comes of it: delete it later.
    void ended();

private:
    void read();
    void takeLine();
    void carryOut(QByteArrayView line);
    void send(const QJsonObject &answer);
    void write();
    void wait();
    void end();

    system::FileDescriptor m_file;
    Clock &m_clock;
    const Handler &m_handler;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
    QByteArray m_input;
    QByteArray m_output;
    qsizetype m_written = 0;
    Clock::TimerId m_timer = 0;
    bool m_isBusy = false;
    bool m_isLast = false; // ends when all is written
    bool m_isEnded = false;
};

} // namespace spectrum::core
