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

bool ClientLogin::isRequest(const Element &element)
{
    return element.is(u"auth", ns) || element.is(u"authenticate", Sasl2Request::ns);
}

void ClientLogin::handle(const Element &element)
{
    const bool isLogin = element.ns() == ns || element.ns() == Sasl2Request::ns;
    // RFC 6120 §6.4.4; the verdict that is still to come is nobody's then.
    if (isLogin && element.name() == QLatin1String("abort"))
        return reject(element, "aborted");
    if (m_isPending)
        return m_stream.refuse({"not-authorized", {}});
    if (isRequest(element))
        return begin(element);
    if (isLogin && element.name() == QLatin1String("response"))
        return reject(element, "malformed-request");
    const bool isKnown = element.isStanza() ||
                         element.ns() == QLatin1String("urn:ietf:params:xml:ns:xmpp-tls") ||
                         element.ns() == QLatin1String("urn:xmpp:sm:3");
    m_stream.refuse({isKnown ? "not-authorized" : "unsupported-stanza-type", {}});
}

void ClientLogin::begin(const Element &auth)
{
    auto read = readPlain(auth, m_domain);
    if (const auto *failure = std::get_if<SaslFailure>(&read))
        return reject(auth, failure->condition);
    auto &credentials = std::get<PlainCredentials>(read);
    const auto user = Jid::parse(credentials.name + QLatin1Char('@') + m_domain);
    if (!user || !user->isBare() || user->domain() != m_domain)
        return reject(auth, "not-authorized");
    m_user = *user;
    m_isPending = true;
    m_isExtensible = auth.ns() == Sasl2Request::ns;
    m_request = m_isExtensible ? Sasl2Request::read(auth) : nullptr;
    m_stream.check(*user, std::move(credentials.password), ++m_attempt);
}

void ClientLogin::handleVerdict(quint32 attempt, const Result<void> &verdict)
{
    // An answer to an attempt that was aborted says nothing about this one.
    if (!m_isPending || attempt != m_attempt)
        return;
    if (verdict) {
        m_isPending = false;
        // Taken along: the stream lets go of its login.
        const Jid user = *m_user;
        if (const std::unique_ptr<Sasl2Request> request = std::move(m_request))
            return m_stream.handleLoginWith(user, *request);
        m_stream.write("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        return m_stream.handleLogin(user);
    }
    const Error &error = verdict.error();
    // Who is refused unheard was logged before.
    if (error.kind != ErrorKind::RateLimited)
        m_stream.noteFailure(*m_user);
    refuse(isRefusal(error.kind) ? "not-authorized" : "temporary-auth-failure", error.userText);
}

void ClientLogin::reject(const Element &request, const char *condition)
{
    m_isExtensible = request.ns() == Sasl2Request::ns;
    m_stream.noteRefusal(condition);
    refuse(condition);
}

void ClientLogin::refuse(const char *condition, const QString &text)
{
    m_isPending = false;
    m_request.reset();
    m_stream.write(failure(condition, text));
    if (++m_failures >= m_maximumFailures)
        m_stream.refuse({"policy-violation", QStringLiteral("too many failed logins")});
}

QByteArray ClientLogin::failure(const char *condition, const QString &text) const
{
    ElementWriter xml;
    xml.open("failure", m_isExtensible ? Sasl2Request::ns.data() : ns.data());
    xml.empty(condition, m_isExtensible ? ns.data() : nullptr);
    if (!text.isEmpty())
        xml.leaf("text", text);
    xml.close();
    return xml.take();
}

} // namespace spectrum::xmpp
