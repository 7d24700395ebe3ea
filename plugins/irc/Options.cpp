// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Options.h"

#include <QSslCertificate>
#include <QSslSocket>

#include <algorithm>

namespace spectrum::irc
{

namespace
{

// Keys of the first Spectrum 2 stand in for the ones of the section [irc] that were not given.
QStringList given(const Settings &settings, const QString &key, const QString &olderKey)
{
    return !settings.isGiven(key) && settings.isGiven(olderKey) ? settings.list(olderKey)
                                                                : settings.list(key);
}

Result<QList<ServerAddress>> readServers(const Settings &settings)
{
    const bool isEncrypted = settings.isTrue(QStringLiteral("irc.tls"));
    const qint64 port = settings.integer(QStringLiteral("irc.port"));
    const quint16 standardPort = isEncrypted ? 6697 : 6667;
    QList<ServerAddress> servers;
    const QStringList texts =
        given(settings, QStringLiteral("irc.server"), QStringLiteral("service.irc_server"));
    for (const QString &text : texts) {
        const Result<ServerAddress> server =
            ServerAddress::parse(text, port > 0 && port < 65536 ? quint16(port) : standardPort, isEncrypted);
        if (!server)
            return server.error();
        servers.append(*server);
    }
    if (servers.isEmpty())
        return Error{ErrorKind::InvalidInput,
                     QStringLiteral("irc.server: name the IRC server to connect to.")};
    return servers;
}

Result<QSslConfiguration> readTls(const Settings &settings)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    const bool isVerified = settings.isTrue(QStringLiteral("irc.verify"));
    tls.setPeerVerifyMode(isVerified ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    const QString file = settings.text(QStringLiteral("irc.ca"));
    if (file.isEmpty())
        return tls;
    const QList<QSslCertificate> authorities = QSslCertificate::fromPath(file);
    if (authorities.isEmpty())
        return Error{ErrorKind::InvalidInput,
                     QStringLiteral("irc.ca: no certificate can be read from this file.")};
    tls.addCaCertificates(authorities);
    return tls;
}

PasswordMethod readMethod(const Settings &settings)
{
    const QString older = QStringLiteral("service.irc_send_pass");
    const QString method = settings.text(QStringLiteral("irc.send_password"));
    if (!settings.isGiven(QStringLiteral("irc.send_password"))) {
        if (settings.isGiven(older))
            return settings.isTrue(older) ? PasswordMethod::Pass : PasswordMethod::NickServ;
        if (settings.isGiven(QStringLiteral("service.irc_identify")))
            return PasswordMethod::NickServ;
    }
    if (method == QLatin1String("pass"))
        return PasswordMethod::Pass;
    if (method == QLatin1String("sasl"))
        return PasswordMethod::Sasl;
    return method == QLatin1String("nickserv") ? PasswordMethod::NickServ : PasswordMethod::Automatic;
}

} // namespace

Result<Options> Options::read(const Settings &settings)
{
    Result<TextCodec> codec = TextCodec::named(settings.text(QStringLiteral("irc.encoding")));
    if (!codec)
        return codec.error();
    Result<QList<ServerAddress>> servers = readServers(settings);
    if (!servers)
        return servers.error();
    std::optional<QSslConfiguration> tls;
    if (std::any_of(servers->cbegin(), servers->cend(),
                    [](const auto &server) { return server.isEncrypted; })) {
        Result<QSslConfiguration> configuration = readTls(settings);
        if (!configuration)
            return configuration.error();
        tls = std::move(*configuration);
    }

    Options options{.servers = std::move(*servers), .tls = std::move(tls), .codec = std::move(*codec)};
    const auto encoded = [&](const QString &key) { return options.codec.encode(settings.text(key)); };
    options.casemapping = Casemapping::named(settings.text(QStringLiteral("irc.casemapping")).toLatin1());
    options.passwordMethod = readMethod(settings);
    options.linesPerSecond =
        int(qBound(qint64(0), settings.integer(QStringLiteral("irc.flood_rate")), qint64(10000)));
    options.pingInterval =
        std::chrono::seconds(qMax<qint64>(0, settings.integer(QStringLiteral("irc.ping_interval"))));
    options.userName = encoded(QStringLiteral("irc.user_name"));
    options.realName = encoded(QStringLiteral("irc.real_name"));
    options.awayText = encoded(QStringLiteral("irc.away_message"));
    options.quitText = encoded(QStringLiteral("irc.quit_message"));
    const QStringList identify =
        given(settings, QStringLiteral("irc.identify"), QStringLiteral("service.irc_identify"));
    const QString command = identify.value(0);
    options.identifyTarget = options.codec.encode(command.section(u' ', 0, 0));
    options.identifyText = options.codec.encode(command.section(u' ', 1));
    return options;
}

} // namespace spectrum::irc
