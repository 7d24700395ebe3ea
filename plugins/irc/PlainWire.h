// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An unencrypted wire on a plain socket: no buffers of its own, one notifier, one system call to read or
// write.
#pragma once

#include "ServerAddress.h"
#include "Wire.h"

#include <QHostAddress>
#include <QList>
#include <QSocketNotifier>

#include <memory>

namespace spectrum::irc
{

class PlainWire final : public Wire
{
public:
    explicit PlainWire(WireListener &listener);
    ~PlainWire() override;
    Q_DISABLE_COPY_MOVE(PlainWire)

    void open(const ServerAddress &server) override;
    [[nodiscard]] qsizetype write(QByteArrayView bytes) override;
    void close() override;

private:
    class Notifier;
    // What is only needed until the connection stands; its end also forgets a look-up that is under way.
    struct Attempt {
        QList<QHostAddress> addresses;
        quint16 port = 0;
        Error lastError;
    };

    void lookUp(const QString &host);
    void connectNext();
    [[nodiscard]] bool startConnecting(const QHostAddress &address);
    void finishConnecting();
    void read();
    void acknowledgeAtOnce();
    void watchWriting();
    void handleReady(QSocketNotifier::Type type);
    void fail(ErrorKind kind, int code);

    WireListener &m_listener;
    std::shared_ptr<Attempt> m_attempt;
    std::unique_ptr<Notifier> m_reader;
    std::unique_ptr<Notifier> m_writer;
    int m_descriptor = -1;
};

} // namespace spectrum::irc
