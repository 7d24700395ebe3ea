// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps every message that was sent until it is known whether the server has it.
#pragma once

#include "Link.h"

#include <QList>

#include <optional>

namespace spectrum::irc
{

// Confirmed by an echo, or by the answer to a PING that was sent after it; failed by the server's error about
// its target, or by the end of the connection. PINGs are shared: one on a quiet line, else one in one or two
// seconds or for ten messages, and never two at a time.
class Deliveries
{
public:
    static constexpr qsizetype mostOpen = 4096;

    explicit Deliveries(Link &link) : m_link(link) {}

    [[nodiscard]] bool isFull() const { return m_open.size() >= mostOpen; }
    // A message of so many lines; the serial is to be given to each of them.
    [[nodiscard]] quint64 begin(RequestId request, const QByteArray &target, qsizetype lines);
    void handleLineSent(quint64 serial);

    // Whether there was a message to this target.
    bool handleError(QByteArrayView target, Error error);
    bool handleEcho(QByteArrayView target);
    // Whether the token was of these PINGs.
    bool handlePong(QByteArrayView token);
    void failAll(const Error &error);

private:
    struct Open {
        RequestId request = RequestId::None;
        QByteArray target;
        qint16 linesToSend = 0;
        qint16 linesToHear = 0;
        bool isFinished = false;
        bool isAccepted = false;
    };

    [[nodiscard]] Open *find(QByteArrayView target);
    void accept(Open &open);
    void finish(Open &open, DeliveryState state, std::optional<Error> error = std::nullopt);
    void dropFinished();
    [[nodiscard]] std::chrono::milliseconds pause() const;
    void askIfDue();
    void ask();

    Link &m_link;
    // Serials are consecutive: the first one is m_firstSerial.
    QList<Open> m_open;
    quint64 m_firstSerial = 1;
    quint64 m_lastSent = 0;
    quint64 m_lastAsked = 0;
    std::optional<Clock::Moment> m_askedAt;
    Clock::TimerId m_timer = 0;
    bool m_isAsking = false;
};

} // namespace spectrum::irc
