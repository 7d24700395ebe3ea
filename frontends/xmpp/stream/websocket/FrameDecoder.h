// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes the bytes of a WebSocket client apart into pieces of messages and control frames (RFC 6455 §5).
#pragma once

#include <QByteArrayView>

#include <array>
#include <optional>

namespace spectrum::xmpp
{

// Keeps no message: what has come of it is handed on at once, so that a message of many fragments, or one
// that never ends, takes no memory here. Only text is taken, for the subprotocol has nothing else.
class FrameDecoder
{
public:
    enum class Kind : quint8 { Text, Ping, Pong, Close, Violation };
    struct Event {
        Kind kind = Kind::Text;
        // Unmasked; valid until the next event of any decoder.
        QByteArrayView bytes = {};
        // Text: the message ends behind the bytes.
        bool isMessageEnd = false;
        // Close: what the client said, or 1005 if nothing. Violation: what it is to be told.
        quint16 code = 0;
        const char *reason = "";
    };

    // Takes what makes the next event from the front of the bytes; none when they were used up without one.
    // After a violation there is nothing more to take.
    [[nodiscard]] std::optional<Event> next(QByteArrayView &bytes);

private:
    [[nodiscard]] bool gatherHeader(QByteArrayView &bytes);
    [[nodiscard]] std::optional<Event> beginFrame();
    [[nodiscard]] const char *violationOfHeader() const;
    [[nodiscard]] Event takeText(QByteArrayView &bytes);
    [[nodiscard]] std::optional<Event> takeControl(QByteArrayView &bytes);
    [[nodiscard]] Event readClose() const;
    [[nodiscard]] Event fail(quint16 code, const char *reason);
    void unmask(QByteArrayView masked, char *plain);

    [[nodiscard]] quint8 opcode() const { return m_header[0] & 0x0FU; }
    [[nodiscard]] bool isFinal() const { return (m_header[0] & 0x80U) != 0; }
    [[nodiscard]] bool isControl() const { return (m_header[0] & 0x08U) != 0; }

    enum class State : quint8 { Header, Payload, Over };

    quint64 m_left = 0; // of the payload
    std::array<quint8, 14> m_header = {};
    std::array<quint8, 4> m_mask = {};
    std::array<char, 125> m_control = {};
    quint8 m_headerSize = 0;
    quint8 m_controlSize = 0;
    quint8 m_maskPlace = 0;
    State m_state = State::Header;
    bool m_isInMessage = false;
};

} // namespace spectrum::xmpp
