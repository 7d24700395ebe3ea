// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LocalAccountCheck.h"

#include <QHostAddress>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String saslNs("urn:ietf:params:xml:ns:xmpp-sasl");
constexpr QLatin1String tlsNs("urn:ietf:params:xml:ns:xmpp-tls");

Error refused()
{
    return {ErrorKind::WrongCredentials, QStringLiteral("The local account's name or password is wrong.")};
}

Error notReached()
{
    return {ErrorKind::Unreachable, QStringLiteral("The server of the local accounts cannot be reached.")};
}

bool offersPlain(const Element &mechanisms)
{
    for (const Element &mechanism : mechanisms.children()) {
        if (mechanism.text() == QLatin1String("PLAIN"))
            return true;
    }
    return false;
}

} // namespace

LocalAccountCheck::LocalAccountCheck(const Target &target, Credentials credentials, Clock &clock,
                                     QObject *parent)
    : QObject(parent),
      m_clock(clock),
      m_credentials(std::move(credentials)),
      m_timeout(target.timeout),
      m_host(target.server.section(u':', 0, 0))
{
    if (const quint16 port = target.server.section(u':', 1, 1).toUShort())
        m_port = port;
    m_isNear = m_host == QLatin1String("localhost") || QHostAddress(m_host).isLoopback();
    connect(&m_socket, &QSslSocket::connected, this, &LocalAccountCheck::openStream);
    connect(&m_socket, &QSslSocket::encrypted, this, &LocalAccountCheck::openStream);
    connect(&m_socket, &QSslSocket::readyRead, this, &LocalAccountCheck::readMore);
    connect(&m_socket, &QSslSocket::errorOccurred, this, [this] { finish(notReached()); });
    connect(&m_socket, &QSslSocket::sslErrors, this, [this] {
        if (m_isNear)
            m_socket.ignoreSslErrors();
    });
}

LocalAccountCheck::~LocalAccountCheck()
{
    m_clock.cancel(m_timer);
    m_socket.disconnect(this);
}

void LocalAccountCheck::begin(Checked checked)
{
    m_checked = std::move(checked);
    const qsizetype at = m_credentials.username.indexOf(u'@');
    const bool isElsewhere =
        at >= 0 && m_credentials.username.mid(at + 1).compare(m_host, Qt::CaseInsensitive) != 0;
    if (at >= 0)
        m_credentials.username.truncate(at);
    const bool isUseless = isElsewhere || m_credentials.username.isEmpty() ||
                           m_credentials.secret.isEmpty() || m_credentials.username.contains(QChar(u'\0')) ||
                           m_credentials.secret.expose().contains('\0');
    m_timer =
        m_clock.schedule(isUseless ? std::chrono::milliseconds::zero() : m_timeout, this, [this, isUseless] {
            m_timer = 0;
            finish(isUseless ? refused() : notReached());
        });
    if (!isUseless)
        m_socket.connectToHost(m_host, m_port);
}

void LocalAccountCheck::openStream()
{
    m_reader = std::make_unique<ElementReader>();
    m_socket.write("<?xml version='1.0'?><stream:stream xmlns='jabber:client' version='1.0' "
                   "xmlns:stream='http://etherx.jabber.org/streams' to='" +
                   m_host.toHtmlEscaped().toUtf8() + "'>");
}

void LocalAccountCheck::readMore()
{
    const QByteArray bytes = m_socket.readAll();
    if (!m_reader)
        return;
    m_reader->feed(bytes);
    // What was sent behind a <proceed/> in the clear is dropped with its reader.
    while (m_checked && m_reader) {
        const auto item = m_reader->take();
        if (!item)
            return;
        if (const auto *stanza = std::get_if<ElementReader::Stanza>(&*item))
            handle(stanza->element);
        else if (!std::holds_alternative<ElementReader::Header>(*item))
            finish(notReached());
    }
}

void LocalAccountCheck::handle(const Element &element)
{
    if (element.name() == QLatin1String("features")) {
        handleFeatures(element);
    } else if (element.is(u"proceed", tlsNs)) {
        m_reader.reset();
        m_socket.setPeerVerifyName(m_host);
        m_socket.startClientEncryption();
    } else if (element.is(u"success", saslNs)) {
        finish({});
    } else if (element.is(u"failure", saslNs)) {
        finish(element.child(u"temporary-auth-failure", saslNs) ? notReached() : refused());
    } else {
        finish(notReached());
    }
}

void LocalAccountCheck::handleFeatures(const Element &features)
{
    if (!m_socket.isEncrypted() && features.child(u"starttls", tlsNs)) {
        m_socket.write("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        return;
    }
    const Element *mechanisms = features.child(u"mechanisms", saslNs);
    if (!mechanisms || !offersPlain(*mechanisms) || (!m_socket.isEncrypted() && !m_isNear)) {
        finish(Error{ErrorKind::Unsupported,
                     QStringLiteral("The server of the local accounts cannot check a password safely.")});
        return;
    }
    QByteArray plain =
        '\0' + m_credentials.username.toUtf8() + '\0' + m_credentials.secret.expose().toByteArray();
    m_socket.write("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + plain.toBase64() +
                   "</auth>");
    plain.fill('\0');
}

void LocalAccountCheck::finish(const Result<void> &result)
{
    if (!m_checked)
        return;
    const Checked checked = std::exchange(m_checked, {});
    m_clock.cancel(std::exchange(m_timer, 0));
    m_credentials = {};
    m_socket.disconnect(this);
    m_socket.abort();
    checked(result);
}

} // namespace spectrum::xmpp
