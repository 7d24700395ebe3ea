// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Carries a client's stream in the messages of a WebSocket, from the HTTP request on (RFC 6455, RFC 7395).
#pragma once

#include "../Channel.h"
#include "FrameDecoder.h"
#include "WebSocketSite.h"

namespace spectrum::xmpp
{

class StreamSocket;

// What is sent is framed as it is queued, without a copy of its own; each top-level element is told the
// namespaces that a stream's header would tell it.
class WebSocketChannel final : public Channel
{
    Q_OBJECT

public:
    // Takes the socket over. The site lives longer.
    WebSocketChannel(StreamSocket *socket, const WebSocketSite &site, QObject *parent = nullptr);

    [[nodiscard]] Framing framing() const override { return Framing::Messages; }
    void startServerTls(const QSslConfiguration &configuration) override;
    void pauseReading() override;
    void resumeReading() override;
    void receiveRest() override;
    void send(QByteArrayView element) override;
    [[nodiscard]] bool closeAfterFlush() override;
    void abort() override;
    [[nodiscard]] QString peerAddress() const override { return m_peerAddress; }

private:
    // Request: nothing but an HTTP request is expected. Closing: our last frame or answer was sent.
    enum class State : quint8 { Request, Open, Closing };

    void handleBytes(const QByteArray &bytes);
    void handleClosed(const Error &error);
    void readRequest(QByteArrayView bytes);
    void answer(const WebSocketSite::Answer &answer);
    void readFrames(QByteArrayView bytes);
    [[nodiscard]] bool handle(const FrameDecoder::Event &event);
    void sendFrame(quint8 opcode, std::initializer_list<QByteArrayView> parts);
    void sendClose(quint16 code, QByteArrayView reason);
    void end(const Error &error);

    StreamSocket *m_socket;
    const WebSocketSite &m_site;
    QString m_peerAddress;
    FrameDecoder m_decoder;
    // What has come and was not looked at: a request that is not whole, or frames while reading pauses.
    QByteArray m_waiting;
    State m_state = State::Request;
    bool m_isReadingPaused = false;
    bool m_isClosedSaid = false;
};

} // namespace spectrum::xmpp
