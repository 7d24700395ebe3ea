// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PrivilegeAdvice.h"

#include <QVersionNumber>

namespace spectrum::xmpp
{

namespace
{

QString forProsody(const QString &server, const QString &component)
{
    return QStringLiteral("Prosody (mod_privilege of prosody-modules), in prosody.cfg.lua:\n"
                          "    VirtualHost \"%1\"\n"
                          "        modules_enabled = { \"privilege\" }\n"
                          "        privileged_entities = {\n"
                          "            [\"%2\"] = { roster = \"both\", message = \"outgoing\" },\n"
                          "        }\n"
                          "    Component \"%2\"\n"
                          "        modules_enabled = { \"privilege\" }\n")
        .arg(server, component);
}

QString forEjabberd(const QString &component)
{
    return QStringLiteral("ejabberd 23.10 or later, in ejabberd.yml:\n"
                          "    acl:\n"
                          "      gateway:\n"
                          "        server: \"%1\"\n"
                          "    access_rules:\n"
                          "      gateway:\n"
                          "        allow: gateway\n"
                          "    modules:\n"
                          "      mod_privilege:\n"
                          "        roster: {both: gateway}\n"
                          "        message: {outgoing: gateway}\n")
        .arg(component);
}

} // namespace

ServerSoftware serverSoftware(const QString &name)
{
    if (name.compare(QLatin1String("prosody"), Qt::CaseInsensitive) == 0)
        return ServerSoftware::Prosody;
    if (name.compare(QLatin1String("ejabberd"), Qt::CaseInsensitive) == 0)
        return ServerSoftware::Ejabberd;
    return ServerSoftware::Unknown;
}

bool keepsPrivileges(ServerSoftware software, const QString &version)
{
    qsizetype end = 0;
    const QVersionNumber number = QVersionNumber::fromString(version, &end);
    return software != ServerSoftware::Ejabberd || number.isNull() || number >= QVersionNumber(23, 10);
}

QString privilegeAdvice(ServerSoftware software, const QString &server, const QString &component)
{
    QString advice =
        QStringLiteral("Without it contacts come to users as requests that each has to be confirmed. Let "
                       "the server give privileges (XEP-0356), and restart it.\n");
    if (software != ServerSoftware::Ejabberd)
        advice += forProsody(server, component);
    if (software != ServerSoftware::Prosody)
        advice += forEjabberd(component);
    return advice;
}

} // namespace spectrum::xmpp
