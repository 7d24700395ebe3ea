// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The part of a client's stream in which it says who it is (RFC 6120 §6).
#pragma once

#include "StreamError.h"

#include "../address/Jid.h"

#include <spectrum/Result.h>
#include <spectrum/Secret.h>

namespace spectrum::xmpp
{

class Element;

// The stream that a login belongs to. Implemented by ClientStream.
class LoginStream
{
public:
    virtual void write(QByteArrayView bytes) = 0;
    virtual void refuse(const StreamError &error) = 0;
    // For the log: what was refused unheard, and whose password was wrong.
    virtual void noteRefusal(const char *condition) = 0;
    virtual void noteFailure(const Jid &user) = 0;
    // The verdict comes back with the same number, once and at any time.
    virtual void check(const Jid &user, Secret password, quint32 attempt) = 0;
    // The login may be gone when this returns.
    virtual void handleLogin(const Jid &user) = 0;

protected:
    ~LoginStream() = default;
};

// PLAIN is the only mechanism. There is one attempt at a time, whose verdict belongs to the name that it was
// asked for.
class ClientLogin
{
public:
    static constexpr QLatin1String ns{"urn:ietf:params:xml:ns:xmpp-sasl"};

    ClientLogin(LoginStream &stream, const QString &domain, int maximumFailures);

    void handle(const Element &element);
    void handleVerdict(quint32 attempt, const Result<void> &verdict);
    // Before it was heard, for that condition.
    void reject(const char *condition);

private:
    void begin(const Element &auth);
    void refuse(const char *condition, const QString &text = {});

    LoginStream &m_stream;
    const QString &m_domain;
    std::optional<Jid> m_user;
    quint32 m_attempt = 0;
    int m_maximumFailures;
    int m_failures = 0;
    bool m_isPending = false;
};

} // namespace spectrum::xmpp
