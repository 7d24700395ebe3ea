// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An encrypted wire whose server's certificate is verified unless the administrator said otherwise.
#pragma once

#include "ServerAddress.h"
#include "Wire.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace spectrum::irc
{

class TlsWire final : public Wire
{
public:
    // The configuration says which authorities are trusted and whether the server is verified.
    TlsWire(WireListener &listener, const QSslConfiguration &configuration);
    ~TlsWire() override;
    Q_DISABLE_COPY_MOVE(TlsWire)

    void open(const ServerAddress &server) override;
    [[nodiscard]] qsizetype write(QByteArrayView bytes) override;
    void close() override;

private:
    void read();
    void handleDrain();
    void handleVerificationFailure(const QList<QSslError> &errors);
    void handleEnd();

    WireListener &m_listener;
    QSslSocket m_socket;
    Error m_error;
    bool m_isOpen = false;
    bool m_isClosed = false;
    bool m_isFull = false;
};

} // namespace spectrum::irc
