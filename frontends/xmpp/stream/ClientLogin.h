// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The part of a client's stream in which it says who it is (RFC 6120 §6, XEP-0388).
#pragma once

#include "Sasl2.h"
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
    // The stream begins anew behind <success/>, or answers what was asked together with the login. The login
    // may be gone when these return.
    virtual void handleLogin(const Jid &user) = 0;
    virtual void handleLoginWith(const Jid &user, const Sasl2Request &request) = 0;

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
    [[nodiscard]] static bool isRequest(const Element &element);
    // Unheard, for that condition.
    void reject(const Element &request, const char *condition);

private:
    void begin(const Element &auth);
    void refuse(const char *condition, const QString &text = {});
    [[nodiscard]] QByteArray failure(const char *condition, const QString &text) const;

    LoginStream &m_stream;
    const QString &m_domain;
    std::optional<Jid> m_user;
    // Null in the form of RFC 6120.
    std::unique_ptr<Sasl2Request> m_request;
    quint32 m_attempt = 0;
    int m_maximumFailures;
    int m_failures = 0;
    bool m_isPending = false;
    bool m_isExtensible = false;
};

} // namespace spectrum::xmpp
