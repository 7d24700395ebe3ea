// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientLogin.h"

#include "Element.h"
#include "ElementWriter.h"
#include "SaslPlain.h"

namespace spectrum::xmpp
{

namespace
{

bool isRefusal(ErrorKind kind)
{
    return kind == ErrorKind::WrongCredentials || kind == ErrorKind::NotAllowed ||
           kind == ErrorKind::InvalidInput || kind == ErrorKind::Banned || kind == ErrorKind::NameInUse;
}

} // namespace

ClientLogin::ClientLogin(LoginStream &stream, const QString &domain, int maximumFailures)
    : m_stream(stream), m_domain(domain), m_maximumFailures(maximumFailures)
{
}

void ClientLogin::handle(const Element &element)
{
    // RFC 6120 §6.4.4; the verdict that is still to come is nobody's then.
    if (element.is(u"abort", ns))
        return reject("aborted");
    if (m_isPending)
        return m_stream.refuse({"not-authorized", {}});
    if (element.is(u"auth", ns))
        return begin(element);
    if (element.is(u"response", ns))
        return reject("malformed-request");
    const bool isKnown = element.isStanza() ||
                         element.ns() == QLatin1String("urn:ietf:params:xml:ns:xmpp-tls") ||
                         element.ns() == QLatin1String("urn:xmpp:sm:3");
    m_stream.refuse({isKnown ? "not-authorized" : "unsupported-stanza-type", {}});
}

void ClientLogin::begin(const Element &auth)
{
    auto read = readPlain(auth, m_domain);
    if (const auto *failure = std::get_if<SaslFailure>(&read))
        return reject(failure->condition);
    auto &credentials = std::get<PlainCredentials>(read);
    const auto user = Jid::parse(credentials.name + QLatin1Char('@') + m_domain);
    if (!user || !user->isBare() || user->domain() != m_domain)
        return reject("not-authorized");
    m_user = *user;
    m_isPending = true;
    m_stream.check(*user, std::move(credentials.password), ++m_attempt);
}

void ClientLogin::handleVerdict(quint32 attempt, const Result<void> &verdict)
{
    // An answer to an attempt that was aborted says nothing about this one.
    if (!m_isPending || attempt != m_attempt)
        return;
    if (verdict) {
        m_isPending = false;
        m_stream.write("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        m_stream.handleLogin(*m_user);
        return;
    }
    const Error &error = verdict.error();
    // Who is refused unheard was logged before.
    if (error.kind != ErrorKind::RateLimited)
        m_stream.noteFailure(*m_user);
    refuse(isRefusal(error.kind) ? "not-authorized" : "temporary-auth-failure", error.userText);
}

void ClientLogin::reject(const char *condition)
{
    m_stream.noteRefusal(condition);
    refuse(condition);
}

void ClientLogin::refuse(const char *condition, const QString &text)
{
    m_isPending = false;
    ElementWriter xml;
    xml.open("failure", ns.data());
    xml.empty(condition);
    if (!text.isEmpty())
        xml.leaf("text", text);
    xml.close();
    m_stream.write(xml.take());
    if (++m_failures >= m_maximumFailures)
        m_stream.refuse({"policy-violation", QStringLiteral("too many failed logins")});
}

} // namespace spectrum::xmpp
