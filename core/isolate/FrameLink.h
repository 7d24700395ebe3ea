// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One end of a socket pair on which frames go both ways between a host and a session host.
#pragma once

#include "system/FileDescriptor.h"

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <chrono>
#include <functional>
#include <memory>

namespace spectrum::core
{

// A frame is the length of its body (32 bits), its kind (8 bits), the number of the session it is about (32
// bits, 0 = none), little-endian, and the body. The other end is not trusted: a length above the maximum ends
// the link. What one turn of the event loop produced leaves in one write; the queue is bounded.
class FrameLink : public QObject
{
    Q_OBJECT

public:
    struct Frame {
        quint8 kind = 0;
        quint32 session = 0;
        // Valid during the call only.
        QByteArrayView body = {};
    };
    using Receiver = std::function<void(const Frame &)>;

    static constexpr qsizetype maximumQueue = 32 * 1024 * 1024;
    // So that one end that talks without a pause leaves turns of the loop to others.
    static constexpr int framesInOneTurn = 32;

    // The receiver is not called before the event loop runs, or waitForFrames() is called.
    FrameLink(system::FileDescriptor socket, Receiver receiver);
    ~FrameLink() override;

    // A pair for a host and its child; both ends close on exec.
    [[nodiscard]] static bool makePair(system::FileDescriptor &ours, system::FileDescriptor &theirs);

    // False: the link is closed, or its queue is full, which closes it.
    bool send(quint8 kind, quint32 session, QByteArrayView body = {});
    // As send(), and overwrites what was queued as soon as it is written: for bodies with secrets.
    bool sendSecret(quint8 kind, quint32 session, QByteArray &&body);
    void flush();
    [[nodiscard]] bool isOpen() const noexcept { return m_socket.isOpen(); }
    // Whether the other end said something that was not looked at yet.
    [[nodiscard]] bool hasInput() const;
    // For the time before the event loop runs: hands out frames until isDone() or the time is over.
    void waitForFrames(std::chrono::milliseconds patience, const std::function<bool()> &isDone);
    void close();

Q_SIGNALS:
    // The other end is gone, or talked nonsense. Queued: never from inside send().
    void closed();

private:
    void receive();
    void fail();
    [[nodiscard]] bool fill();
    [[nodiscard]] bool hasWholeFrame() const;
    [[nodiscard]] qsizetype deliver();

    system::FileDescriptor m_socket;
    Receiver m_receiver;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_input;
    QByteArray m_output;
    qsizetype m_written = 0;
    bool m_hasSecret = false;
    bool m_isDelivering = false;
    bool m_isContinuing = false;
};

} // namespace spectrum::core
