// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/InstanceAdministration.h"

#include "instance/HostControl.h"
#include "instance/SessionPool.h"
#include "route/Router.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

namespace spectrum::core
{

namespace
{

Error noHost()
{
    return {ErrorKind::Unsupported, QStringLiteral("There is no host that could do that.")};
}

// The second number of /proc/self/statm, in pages.
qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.size() > 1 ? fields[1].toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

} // namespace

InstanceAdministration::InstanceAdministration(const SessionPool &pool, const Router &router,
                                               HostControl *control)
    : m_pool(pool), m_router(router), m_control(control), m_startedAt(QDateTime::currentDateTimeUtc())
{
}

QList<SessionSummary> InstanceAdministration::sessions() const
{
    return m_pool.summaries();
}

Statistics InstanceAdministration::statistics() const
{
    const Router::Counts &counts = m_router.counts();
    return {.version = QCoreApplication::applicationVersion(),
            .startedAt = m_startedAt,
            .sessions = m_pool.size(),
            .onlineSessions = m_pool.count(SessionState::Online),
            .messagesFromUsers = counts.messagesFromUsers,
            .messagesToUsers = counts.messagesToUsers,
            .repeatedMessages = counts.repeatedMessages,
            .misconducts = counts.misconducts + m_pool.threadMisconducts(),
            .memory = residentBytes()};
}

Result<QStringList> InstanceAdministration::reload()
{
    if (m_control == nullptr)
        return noHost();
    return m_control->reloadNow();
}

Result<void> InstanceAdministration::setLogLevel(const QString &level, const QStringList &rules)
{
    if (m_control == nullptr)
        return noHost();
    return m_control->setLogLevel(level, rules);
}

} // namespace spectrum::core
