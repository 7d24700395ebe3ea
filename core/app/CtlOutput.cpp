// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/CtlOutput.h"

#include <spectrum/Log.h>

#include <QJsonArray>

namespace spectrum::core
{

namespace
{

QString field(const QJsonObject &object, const char *key)
{
    const QJsonValue value = object.value(QLatin1String(key));
    return value.isDouble() ? QString::number(value.toInteger()) : logSafe(value.toString());
}

QString status(const QJsonObject &result)
{
    QString text = QStringLiteral("Spectrum %1, process %2, %3 MiB\n")
                       .arg(field(result, "version"), field(result, "process"))
                       .arg(result.value(u"memory").toInteger() / (1024 * 1024));
    const QJsonArray instances = result.value(u"instances").toArray();
    for (const auto &value : instances) {
        const QJsonObject instance = value.toObject();
        text += QStringLiteral("%1 (%2): %3, %4 users, %5 of them online\n")
                    .arg(field(instance, "instance"), field(instance, "network"), field(instance, "state"),
                         field(instance, "sessions"), field(instance, "online"));
    }
    return text;
}

QString statistics(const QJsonObject &result)
{
    QString text;
    const QJsonArray instances = result.value(u"instances").toArray();
    for (const auto &value : instances) {
        const QJsonObject instance = value.toObject();
        text += field(instance, "instance") + QLatin1Char('\n');
        for (auto each = instance.constBegin(); each != instance.constEnd(); ++each) {
            if (each.key() != u"instance")
                text += QStringLiteral("  %1: %2\n").arg(each.key(), field(instance, each.key().toLatin1()));
        }
    }
    return text;
}

QString sessionHosts(const QJsonObject &result)
{
    const QJsonArray instances = result.value(u"instances").toArray();
    if (instances.isEmpty())
        return QStringLiteral("All sessions run in the process of the gateway.\n");
    QString text;
    for (const auto &value : instances) {
        const QJsonObject instance = value.toObject();
        text += field(instance, "instance") + QLatin1Char('\n');
        const QJsonArray hosts = instance.value(u"hosts").toArray();
        for (const auto &each : hosts) {
            const QJsonObject host = each.toObject();
            text += QStringLiteral("  process %1: %2 of %3 sessions, %4 MiB%5\n")
                        .arg(field(host, "process"), field(host, "sessions"), field(host, "capacity"))
                        .arg(host.value(u"memory").toInteger() / (1024 * 1024))
                        .arg(host.value(u"ready").toBool() ? QString() : QStringLiteral(", starting"));
        }
        const QJsonArray parked = instance.value(u"parked").toArray();
        for (const auto &user : parked)
            text += QStringLiteral("  kept out: %1\n").arg(logSafe(user.toString()));
    }
    return text;
}

QString userLine(const QJsonObject &user)
{
    QString text = field(user, "user") + QStringLiteral(": ") + field(user, "state");
    if (user.contains(u"since"))
        text += QStringLiteral(" since ") + field(user, "since");
    if (user.contains(u"reason"))
        text += QStringLiteral(": ") + field(user, "reason");
    return text + QLatin1Char('\n');
}

QString users(const QJsonObject &result)
{
    QString text;
    const QJsonArray all = result.value(u"users").toArray();
    for (const auto &user : all)
        text += userLine(user.toObject());
    return text;
}

QString user(const QJsonObject &result)
{
    return userLine(result) + (result.value(u"registered").toBool()
                                   ? QStringLiteral("registered as %1\n").arg(field(result, "name"))
                                   : QStringLiteral("not registered\n"));
}

QString reload(const QJsonObject &result)
{
    const QJsonArray keys = result.value(u"needRestart").toArray();
    if (keys.isEmpty())
        return QStringLiteral("The configuration was read again.\n");
    QString text = QStringLiteral("The configuration was read again. These changes need a restart:\n");
    for (const auto &key : keys)
        text += QStringLiteral("  ") + logSafe(key.toString()) + QLatin1Char('\n');
    return text;
}

QString message(const QJsonObject &result)
{
    const qint64 told = result.value(u"told").toInteger();
    return told == 1 ? QStringLiteral("1 user was told.\n")
                     : QStringLiteral("%1 users were told.\n").arg(told);
}

} // namespace

QString CtlOutput::text(const QString &command, const QJsonObject &result)
{
    if (command == u"status")
        return status(result);
    if (command == u"statistics")
        return statistics(result);
    if (command == u"session-hosts")
        return sessionHosts(result);
    if (command == u"users")
        return users(result);
    if (command == u"user")
        return user(result);
    if (command == u"message")
        return message(result);
    if (command == u"reload")
        return reload(result);
    return QStringLiteral("Done.\n");
}

} // namespace spectrum::core
