// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What carries a client's stream, whatever it is made of: bytes on TCP, or the messages of a WebSocket.
#pragma once

#include <spectrum/Error.h>

#include <QByteArray>
#include <QObject>
#include <QSslConfiguration>

namespace spectrum::xmpp
{

// Stream: one document for all elements (RFC 6120). Messages: each element is a document of its own (RFC
// 7395).
enum class Framing : quint8 { Stream, Messages };

// Owned by the stream that it carries; signals come from the event loop.
class Channel : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] virtual Framing framing() const { return Framing::Stream; }
    // For a channel that begins in the clear, or with TLS at once; ready() follows, or closed().
    virtual void startServerTls(const QSslConfiguration &configuration) = 0;

    // Nothing is received until resumeReading(), which is called from the event loop; what comes in meanwhile
    // waits, the most of it with its sender.
    virtual void pauseReading() = 0;
    virtual void resumeReading() = 0;
    // When closed(): what waits here, as if reading had never paused.
    virtual void receiveRest() {}

    // Takes the bytes for later in this turn: with Framing::Messages exactly one element. When the queue is
    // over its limit the connection ends with ErrorKind::Overloaded.
    virtual void send(QByteArrayView bytes) = 0;
    // Sends what is queued, closes the write side, and throws away what still comes in until the other side
    // closes or has sent too much: left() follows. False when there is nothing to wait for. closed() does not
    // follow.
    [[nodiscard]] virtual bool closeAfterFlush() = 0;
    // Closes at once; closed() does not follow.
    virtual void abort() = 0;

    // Whose it is, which may be known only when it is ready().
    [[nodiscard]] virtual QString peerAddress() const = 0;

Q_SIGNALS:
    // The stream may begin: TLS is up, and whatever else comes before it was said.
    void ready();
    // The bytes are valid until the slot returns.
    void received(const QByteArray &bytes);
    // With Framing::Messages: what was received since the last time was all of one message.
    void messageEnded();
    // So many bytes came that carried nothing.
    void overheadReceived(qsizetype bytes);
    // Once, when the other side or trouble ended the connection. Without a detail there is nothing to log.
    void closed(const spectrum::Error &error);
    // Once after closeAfterFlush() that returned true.
    void left();

protected:
    explicit Channel(QObject *parent) : QObject(parent) {}
};

} // namespace spectrum::xmpp
