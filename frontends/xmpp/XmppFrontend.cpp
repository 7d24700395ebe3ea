// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "XmppFrontend.h"

#include "GatewayDoor.h"
#include "LogCategories.h"
#include "ServerDoor.h"
#include "Stanzas.h"
#include "StreamOptions.h"
#include "examine/GatewayReport.h"
#include "stream/Certificate.h"

namespace spectrum::xmpp
{

namespace
{

constexpr std::chrono::milliseconds stopPatience{2500};

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

Result<std::unique_ptr<Frontend>> XmppFrontend::create(const Settings &settings, FrontendHost &host)
{
    Result<Options> options = Options::read(settings);
    if (!options)
        return options.error();
    if (options->mode == Mode::Gateway && !host.canKeepAccounts())
        return Error{.kind = ErrorKind::InvalidInput,
                     .userText =
                         QStringLiteral("database.type is none: gateway mode must keep the accounts of "
                                        "its users, only server mode can do without.")};
    std::unique_ptr<XmppFrontend> frontend(new XmppFrontend(settings, std::move(options).value(), host));
    if (const Result<void> made = frontend->makeDoor(); !made)
        return made.error();
    return std::unique_ptr<Frontend>(std::move(frontend));
}

XmppFrontend::XmppFrontend(const Settings &settings, Options options, FrontendHost &host)
    : m_settings(settings),
      m_options(std::move(options)),
      m_service{.host = host,
                .context = *this,
                .options = m_options,
                .addresses = AddressMap(m_options.domain, m_options.atSign)},
      m_handlers(m_service)
{
}

Result<void> XmppFrontend::makeDoor()
{
    if (m_options.mode == Mode::Gateway) {
        m_door = makeGatewayDoor();
    } else {
        Result<std::unique_ptr<Door>> door = makeServerDoor();
        if (!door)
            return door.error();
        m_door = std::move(door).value();
    }
    m_service.door = m_door.get();
    connect(m_door.get(), &Door::opened, this, [this] {
        m_service.host.reportReady();
        m_handlers.recall();
    });
    connect(m_door.get(), &Door::reopened, this, [this] { m_handlers.resync(); });
    connect(m_door.get(), &Door::closed, this, &Frontend::stopped);
    return {};
}

std::unique_ptr<Door> XmppFrontend::makeGatewayDoor()
{
    ComponentOptions options = readComponentOptions(m_settings, m_options);
    options.delay = [this](int attempt) { return m_service.host.reconnectDelay(attempt); };
    return std::make_unique<GatewayDoor>(std::move(options), m_handlers.stanzas(), m_service.host.clock(),
                                         nullptr);
}

Result<std::unique_ptr<Door>> XmppFrontend::makeServerDoor()
{
    ServerDoorOptions options;
    options.listener = {
        .address = m_options.server,
        .port = m_options.port,
        .directTlsPort =
            m_options.directTlsPort != 0 ? std::optional<quint16>(m_options.directTlsPort) : std::nullopt,
        .isDirectTlsRequired = m_settings.isGiven(key("service.direct_tls_port")),
        .webSocketPort =
            m_options.webSocketPort != 0 ? std::optional<quint16>(m_options.webSocketPort) : std::nullopt,
        .webSocket = {.path = m_settings.text(key("service.websocket_path")),
                      .origins = m_settings.list(key("service.websocket_origins")),
                      .proxies = m_settings.list(key("service.websocket_proxies"))},
        .connectionsPerAddress = static_cast<int>(m_settings.integer(key("limits.connections_per_address"))),
        .connections = static_cast<int>(m_settings.integer(key("limits.connections"))),
        .resources =
            m_options.allowsSeveralResources ? SeveralResources::Allowed : SeveralResources::Replaced};
    options.policy.domain = m_options.domain;
    options.policy.limits = readLimits(m_settings);
    if (m_settings.isGiven(key("limits.unauthenticated_seconds")))
        options.policy.loginDeadline =
            std::chrono::seconds(m_settings.integer(key("limits.unauthenticated_seconds")));
    if (m_settings.isGiven(key("limits.login_failures")))
        options.policy.loginFailures = static_cast<int>(m_settings.integer(key("limits.login_failures")));
    if (m_settings.isGiven(key("limits.login_failures_per_address")))
        options.listener.loginFailures =
            static_cast<int>(m_settings.integer(key("limits.login_failures_per_address")));
    options.policy.bytesPerSecond = m_settings.integer(key("limits.bytes_per_second"));
    options.policy.stanzasPerSecond = m_settings.integer(key("limits.stanzas_per_second"));
    options.policy.management = {.resume =
                                     std::chrono::seconds(m_settings.integer(key("limits.resume_seconds"))),
                                 .stanzas = m_settings.integer(key("limits.unacknowledged_stanzas")),
                                 .bytes = m_settings.integer(key("limits.unacknowledged_bytes"))};
    const QString certificate = m_settings.text(key("service.cert"));
    if (certificate.isEmpty()) {
        options.policy.encryption = Encryption::None;
        options.listener.directTlsPort.reset();
    } else {
        const Result<QSslConfiguration> tls =
            loadCertificate(certificate, m_settings.text(key("service.cert_key")),
                            m_settings.secret(key("service.cert_password")));
        if (!tls)
            return tls.error();
        options.policy.tls = *tls;
        options.policy.encryption = m_options.isTlsRequired ? Encryption::Tls : Encryption::None;
    }
    return std::unique_ptr<Door>(std::make_unique<ServerDoor>(
        std::move(options), m_service, m_handlers.stanzas(), m_handlers.presence(), nullptr));
}

void XmppFrontend::start()
{
    m_door->open();
}

void XmppFrontend::stop()
{
    m_handlers.sayGoodbye();
    m_door->close(stopPatience);
}

void XmppFrontend::handleEvent(const UserId &user, const Event &event)
{
    m_handlers.handleEvent(user, event);
}

QByteArray XmppFrontend::noteOf(RequestId request) const
{
    return m_service.orders.noteOf(request);
}

void XmppFrontend::restoreOrder(const UserId &, RequestId request, const QByteArray &note)
{
    if (!m_service.orders.restoreMessage(request, note))
        qCWarning(logFrontend, "the sender of a message that waited is not known any more");
}

QFuture<void> XmppFrontend::prepareRemoval(const UserId &user)
{
    return m_handlers.desk().prepareRemoval(user);
}

void XmppFrontend::completeRemoval(const UserId &user)
{
    m_handlers.desk().completeRemoval(user);
}

// The user's own server keeps it for a user who is away; in server mode that would be us.
Result<void> XmppFrontend::announce(const UserId &user, const QString &text)
{
    if (m_service.isServer() && !m_service.users.find(user))
        return Error{ErrorKind::NotConnected, QStringLiteral("%1 is not connected.").arg(user.toString())};
    const QString to = user.toString();
    m_door->send(to, stanzas::chat(m_options.domain, to, text));
    return {};
}

QStringList XmppFrontend::reload(const Settings &settings)
{
    Result<Options> options = Options::read(settings);
    if (!options) {
        qCWarning(logFrontend, "nothing was changed: %s", qUtf8Printable(logSafe(options.error().userText)));
        return {};
    }
    const QStringList changed = changedForRestart(settings);
    // What needs a restart stays as it is.
    options->mode = m_options.mode;
    options->domain = m_options.domain;
    options->server = m_options.server;
    options->port = m_options.port;
    m_options = std::move(options).value();
    m_settings = settings;
    m_handlers.refresh();
    m_door->reload(settings);
    return changed;
}

// What a server of its own has is seen from outside.
QList<Finding> XmppFrontend::report() const
{
    if (m_options.mode != Mode::Gateway)
        return {};
    return reportGateway(m_options, *m_door, m_handlers.privilege());
}

QStringList XmppFrontend::changedForRestart(const Settings &settings) const
{
    QStringList changed;
    for (const char *name : {"service.jid",
                             "service.server_mode",
                             "service.server",
                             "service.port",
                             "service.direct_tls_port",
                             "service.websocket_port",
                             "service.websocket_path",
                             "service.websocket_origins",
                             "service.websocket_proxies",
                             "service.server_tls",
                             "service.tls",
                             "service.jid_escaping",
                             "service.more_resources",
                             "limits.stanza_size",
                             "limits.depth",
                             "limits.connections_per_address",
                             "limits.connections",
                             "limits.unauthenticated_seconds",
                             "limits.login_failures",
                             "limits.login_failures_per_address",
                             "limits.bytes_per_second",
                             "limits.stanzas_per_second",
                             "limits.resume_seconds",
                             "limits.unacknowledged_stanzas",
                             "limits.unacknowledged_bytes"}) {
        if (settings.list(key(name)) != m_settings.list(key(name)) ||
            settings.text(key(name)) != m_settings.text(key(name)))
            changed.append(key(name));
    }
    if (!(settings.secret(key("service.password")) == m_settings.secret(key("service.password"))))
        changed.append(key("service.password"));
    return changed;
}

} // namespace spectrum::xmpp
