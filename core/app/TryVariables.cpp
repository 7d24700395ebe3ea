// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/TryVariables.h"

#include "system/FileDescriptor.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <netinet/in.h>
#include <sys/socket.h>

namespace spectrum::core
{

namespace
{

quint16 freePort()
{
    const system::FileDescriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (!socket.isOpen() || ::bind(socket.number(), generic, size) != 0 ||
        ::getsockname(socket.number(), generic, &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

QString randomSecret()
{
    return QString::number(QRandomGenerator::system()->generate64(), 36);
}

} // namespace

TryVariables::TryVariables(const QString &folder, Words given) : m_values(std::move(given))
{
    m_values.insert(QStringLiteral("dir"), folder);
}

QString TryVariables::fill(const QString &text)
{
    static const QRegularExpression variable(
        QStringLiteral("\\$(dir|network_name|network|port\\d*|secret\\d*)"));
    QString filled;
    qsizetype end = 0;
    for (auto matches = variable.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        filled += text.mid(end, match.capturedStart() - end);
        filled += valueOf(match.captured(1));
        end = match.capturedEnd();
    }
    return filled + text.mid(end);
}

QJsonValue TryVariables::fill(const QJsonValue &value)
{
    if (value.isString())
        return fill(value.toString());
    if (value.isArray()) {
        QJsonArray filled;
        for (const QJsonValue &one : value.toArray())
            filled.append(fill(one));
        return filled;
    }
    if (!value.isObject())
        return value;
    QJsonObject filled;
    const QJsonObject object = value.toObject();
    for (auto one = object.begin(); one != object.end(); ++one)
        filled.insert(fill(one.key()), fill(one.value()));
    return filled;
}

QString TryVariables::valueOf(const QString &name)
{
    const auto known = m_values.constFind(name);
    if (known != m_values.cend())
        return *known;
    if (name.startsWith(u"network"))
        return u'$' + name;
    QString value = randomSecret();
    if (name.startsWith(u"port")) {
        // The kernel may hand out the same port twice, as nothing listens on it yet.
        do
            value = QString::number(freePort());
        while (m_values.values().contains(value));
    }
    m_values.insert(name, value);
    return value;
}

} // namespace spectrum::core
