// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Options.h"

#include "address/Jid.h"

#include <QHostAddress>
#include <QUrl>

namespace spectrum::xmpp
{

namespace
{

Error wrong(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

void readTexts(const Settings &settings, Options &options)
{
    options.identityCategory = settings.text(key("identity.category"));
    options.identityName = settings.text(key("identity.name"));
    options.identityType = settings.text(key("identity.type"));
    options.instructions = settings.text(key("registration.instructions"));
    options.usernameLabel = settings.text(key("registration.username_label"));
    options.passwordLabel = settings.text(key("registration.password_label"));
    options.promptText = settings.text(key("gateway_responder.label"));
    options.promptLabel = settings.text(key("gateway_responder.prompt"));
    options.policy = AccessPolicy(settings);
}

Result<QSet<QString>> readAdministrators(const Settings &settings)
{
    QSet<QString> administrators;
    for (const QString &text : settings.list(key("service.admin_jid"))) {
        const auto address = Jid::parse(text.trimmed());
        if (!address || !address->hasNode())
            return wrong(QStringLiteral("service.admin_jid: \"%1\" is no user's address.").arg(text));
        administrators.insert(address->bare());
    }
    return administrators;
}

bool isLoopback(const QString &address)
{
    return address == QLatin1String("localhost") || QHostAddress(address).isLoopback();
}

Result<void> checkGateway(const Settings &settings, const Options &options)
{
    if (options.server.isEmpty())
        return wrong(
            QStringLiteral("service.server is missing: gateway mode needs the XMPP server's host name."));
    if (settings.secret(key("service.password")).isEmpty())
        return wrong(
            QStringLiteral("service.password is missing: gateway mode needs the component's secret."));
    return {};
}

Result<void> checkServer(const Settings &settings, const Options &options)
{
    const bool hasCertificate = !settings.text(key("service.cert")).isEmpty();
    if (!hasCertificate && options.isTlsRequired && !isLoopback(options.server)) {
        return wrong(
            QStringLiteral("service.cert is missing: server mode needs a certificate, unless it listens "
                           "on loopback or service.tls=none is set."));
    }
    const QString path = settings.text(key("service.websocket_path"));
    const bool isPath =
        path.startsWith(QLatin1Char('/')) && QUrl(path, QUrl::StrictMode).path(QUrl::FullyEncoded) == path;
    if (!path.isEmpty() && !isPath)
        return wrong(QStringLiteral("service.websocket_path must be a path, like /xmpp-websocket."));
    const QStringList proxies = settings.list(key("service.websocket_proxies"));
    for (const QString &proxy : proxies) {
        if (QHostAddress(proxy).isNull())
            return wrong(QStringLiteral("service.websocket_proxies must be IP addresses, like 127.0.0.1."));
    }
    return {};
}

Result<void> readContactAddresses(const Settings &settings, Options &options)
{
    for (const char *kind : {"abuse", "admin", "feedback", "sales", "security", "status", "support"}) {
        const QString name = key("contact.") + key(kind);
        const QStringList addresses = settings.list(name);
        for (const QString &address : addresses) {
            if (QUrl(address, QUrl::StrictMode).scheme().isEmpty())
                return wrong(name + QStringLiteral(" must be addresses with their scheme, like "
                                                   "mailto:admin@example.org or xmpp:admin@example.org."));
        }
        if (!addresses.isEmpty())
            options.contactAddresses.insert(key(kind) + QStringLiteral("-addresses"), addresses);
    }
    return {};
}

} // namespace

Result<Options> Options::read(const Settings &settings)
{
    const auto address = Jid::parse(settings.text(key("service.jid")));
    if (!address || !address->node().isEmpty() || !address->resource().isEmpty())
        return wrong(QStringLiteral("service.jid must be a domain, like irc.example.org."));

    Options options;
    options.domain = address->domain();
    options.mode = settings.isTrue(key("service.server_mode")) ? Mode::Server : Mode::Gateway;
    options.server = settings.text(key("service.server"));
    const qint64 port = settings.integer(key("service.port"));
    options.port = static_cast<quint16>(port ? port : options.mode == Mode::Server ? 5222 : 5347);
    options.directTlsPort = static_cast<quint16>(settings.integer(key("service.direct_tls_port")));
    options.webSocketPort = static_cast<quint16>(settings.integer(key("service.websocket_port")));
    options.isTlsRequired = settings.text(key("service.tls")) != QLatin1String("none");
    options.allowsSeveralResources = settings.isTrue(key("service.more_resources"));
    options.atSign = settings.isTrue(key("service.jid_escaping")) ? AtSign::Escaped : AtSign::Percent;
    options.removesContacts = settings.isTrue(key("service.enable_remove_buddy"));
    options.staysConnected = settings.isTrue(key("settings.stay_connected"));
    options.sendsHeadlines = settings.isTrue(key("settings.send_headlines"));
    options.recallsEverybody = settings.isTrue(key("service.reconnect_all_users"));
    if (const qint64 limit = settings.integer(key("service.max_room_list_size")); limit > 0)
        options.roomListLimit = limit;
    options.fetchesCards = !settings.isTrue(key("backend.no_vcard_fetch"));
    options.sendsXhtml = settings.isTrue(key("service.enable_xhtml"));
    options.files = settings.isTrue(key("service.oob_split"))          ? Options::Files::Split
                    : settings.isTrue(key("service.oob_replace_body")) ? Options::Files::InPlaceOfText
                                                                       : Options::Files::BesideText;
    readTexts(settings, options);
    if (const Result<void> contacts = readContactAddresses(settings, options); !contacts)
        return contacts.error();
    Result<QSet<QString>> administrators = readAdministrators(settings);
    if (!administrators)
        return administrators.error();
    options.administrators = *administrators;
    Result<RegistrationRules> rules = RegistrationRules::read(settings);
    if (!rules)
        return rules.error();
    options.registration = *rules;

    const Result<void> check =
        options.mode == Mode::Server ? checkServer(settings, options) : checkGateway(settings, options);
    if (!check)
        return check.error();
    return options;
}

} // namespace spectrum::xmpp
