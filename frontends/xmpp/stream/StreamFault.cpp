// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StreamFault.h"

#include "ComponentStream.h"

namespace spectrum::xmpp
{

namespace
{

QString placeOf(const ComponentOptions &options)
{
    return QStringLiteral("%1:%2").arg(options.host).arg(options.port);
}

} // namespace

Error explainConnection(const Error &error, bool neverConnected, const ComponentOptions &options)
{
    Error explained = error;
    if (error.kind == ErrorKind::Untrusted)
        explained.userText = QStringLiteral("The certificate of the XMPP server %1 is not trusted; see "
                                            "service.server_tls.").arg(options.host);
    else if (neverConnected)
        explained.userText = QStringLiteral("The XMPP server cannot be reached at %1; see service.server and "
                                            "service.port.").arg(placeOf(options));
    else
        explained.userText = QStringLiteral("The connection to the XMPP server at %1 ended.").arg(placeOf(options));
    return explained;
}

Error explainSilence(const ComponentOptions &options)
{
    return {ErrorKind::TimedOut,
            QStringLiteral("Nothing at %1 answers as an XMPP server does to its components; see service.server, "
                           "service.port and service.server_tls.").arg(placeOf(options))};
}

Error explainServerError(const Element &error, const ComponentOptions &options)
{
    const QString condition = error.children().empty() ? QString() : error.children().front().name();
    const QString detail = condition + QLatin1Char(' ') + error.childText(u"text", u"urn:ietf:params:xml:ns:xmpp-streams");
    if (condition == QLatin1String("not-authorized"))
        return {ErrorKind::WrongCredentials,
                QStringLiteral("The XMPP server refused the secret of %1; see service.password, and the component's "
                               "secret in the server's configuration.").arg(options.domain), detail};
    if (condition == QLatin1String("host-unknown") || condition == QLatin1String("host-gone"))
        return {ErrorKind::NotFound,
                QStringLiteral("The XMPP server has no component %1; see service.jid, and the components in the "
                               "server's configuration.").arg(options.domain), detail};
    if (condition == QLatin1String("conflict"))
        return {ErrorKind::Conflict,
                QStringLiteral("Another component is connected to the XMPP server as %1; see service.jid.")
                    .arg(options.domain), detail};
    return {ErrorKind::ConnectionLost, QStringLiteral("The XMPP server ended the stream (%1).").arg(condition), detail};
}

} // namespace spectrum::xmpp
