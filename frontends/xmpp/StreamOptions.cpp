// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StreamOptions.h"

namespace spectrum::xmpp
{

namespace
{

ServerTls readServerTls(const Settings &settings)
{
    const QString text = settings.text(QStringLiteral("service.server_tls"));
    if (text == QLatin1String("starttls"))
        return ServerTls::StartTls;
    return text == QLatin1String("direct") ? ServerTls::Direct : ServerTls::None;
}

} // namespace

ReaderLimits readLimits(const Settings &settings)
{
    ReaderLimits limits;
    if (settings.isGiven(QStringLiteral("limits.stanza_size")))
        limits.stanzaBytes = settings.integer(QStringLiteral("limits.stanza_size"));
    if (settings.isGiven(QStringLiteral("limits.depth")))
        limits.depth = static_cast<int>(settings.integer(QStringLiteral("limits.depth")));
    return limits;
}

ComponentOptions readComponentOptions(const Settings &settings, const Options &options)
{
    return {.domain = options.domain,
            .host = options.server,
            .port = options.port,
            .secret = settings.secret(QStringLiteral("service.password")),
            .tls = readServerTls(settings),
            .limits = readLimits(settings),
            .delay = {}};
}

} // namespace spectrum::xmpp
