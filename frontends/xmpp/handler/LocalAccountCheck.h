// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Asks an XMPP server whether a name and a password are an account there
// (registration.require_local_account).
#pragma once

#include "stream/ElementReader.h"

#include <spectrum/Clock.h>
#include <spectrum/Result.h>
#include <spectrum/Secret.h>

#include <QObject>
#include <QSslSocket>

#include <functional>

namespace spectrum::xmpp
{

// Nothing waits for it: the answer comes from the event loop. The password leaves only over TLS with a valid
// certificate, or to this machine.
class LocalAccountCheck : public QObject
{
    Q_OBJECT

public:
    struct Target {
        // A host, with a port after a colon if it is not 5222.
        QString server = {};
        std::chrono::milliseconds timeout{10'000};
    };
    struct Credentials {
        QString username = {};
        Secret secret = {};
    };
    using Checked = std::function<void(const Result<void> &result)>;

    LocalAccountCheck(const Target &target, Credentials credentials, Clock &clock, QObject *parent);
    ~LocalAccountCheck() override;

    // Called once. Checked is called once, later; deleting this object calls nobody.
    void begin(Checked checked);

private:
    void openStream();
    void readMore();
    void handle(const Element &element);
    void handleFeatures(const Element &features);
    void finish(const Result<void> &result);

    Clock &m_clock;
    Credentials m_credentials;
    std::chrono::milliseconds m_timeout;
    QString m_host;
    quint16 m_port = 5222;
    bool m_isNear = false;
    Clock::TimerId m_timer = 0;
    Checked m_checked;
    QSslSocket m_socket;
    std::unique_ptr<ElementReader> m_reader;
};

} // namespace spectrum::xmpp
