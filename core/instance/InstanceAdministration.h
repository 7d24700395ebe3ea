// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What administrators see of one instance, put together when they ask.
#pragma once

#include <spectrum/Administration.h>

namespace spectrum::core
{

class HostControl;
class Router;
class SessionPool;

class InstanceAdministration final : public Administration
{
public:
    // Control is null where there is no host around the instance. All outlive it.
    InstanceAdministration(const SessionPool &pool, const Router &router, HostControl *control);

    QList<SessionSummary> sessions() const override;
    Statistics statistics() const override;
    Result<QStringList> reload() override;
    Result<void> setLogLevel(const QString &level, const QStringList &rules) override;

private:
    const SessionPool &m_pool;
    const Router &m_router;
    HostControl *m_control;
    QDateTime m_startedAt;
};

} // namespace spectrum::core
