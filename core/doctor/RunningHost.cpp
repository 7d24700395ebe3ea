// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/RunningHost.h"

#include "admin/AdminClient.h"
#include "admin/FindingForm.h"
#include "system/LockFile.h"

#include <QJsonArray>

namespace spectrum::core
{

using Verdict = Finding::Verdict;

RunningHost::Place RunningHost::placeOf(const Settings &host)
{
    Place place{.socket = host.text(QStringLiteral("admin.socket"))};
    const QString pidFile = host.text(QStringLiteral("service.pidfile"));
    if (!pidFile.isEmpty())
        place.locks.append(pidFile);
    if (host.text(QStringLiteral("database.type")) != QLatin1String("none"))
        place.locks.append(host.text(QStringLiteral("database.database")) + QLatin1String(".lock"));
    return place;
}

RunningHost RunningHost::ask(const Place &place, std::chrono::milliseconds patience)
{
    RunningHost host;
    if (place.socket.isEmpty()) {
        host.m_trouble = hiddenAt(place);
        return host;
    }
    Result<AdminClient> client = AdminClient::connectTo(place.socket, patience);
    if (!client) {
        const bool isAbsent = client.error().kind == ErrorKind::Unreachable;
        host.m_trouble = isAbsent ? hiddenAt(place) : client.error().userText;
        return host;
    }
    const Result<QJsonObject> answer = client->ask({{QStringLiteral("command"), QStringLiteral("status")}});
    if (answer && answer->contains(u"result"))
        return read(answer->value(u"result").toObject());
    host.m_trouble = answer ? answer->value(u"error")[u"text"].toString() : answer.error().userText;
    return host;
}

// Why a host may run although there is nobody to ask; empty: none does.
QString RunningHost::hiddenAt(const Place &place)
{
    for (const QString &lock : place.locks) {
        if (const QString holder = system::LockFile::holder(lock); !holder.isEmpty())
            return QStringLiteral("%1 holds %2 and has no admin socket.").arg(holder, lock);
    }
    if (place.socket.isEmpty() && place.locks.isEmpty())
        return QStringLiteral(
            "without an admin socket, a store and a pid file nobody can see whether one runs.");
    return {};
}

RunningHost RunningHost::read(const QJsonObject &status)
{
    RunningHost host;
    host.m_process = status.value(u"process").toInteger();
    const QJsonArray instances = status.value(u"instances").toArray();
    for (const auto &instance : instances) {
        const QString name = instance[u"instance"].toString();
        host.m_states.insert(name, instance[u"state"].toString());
        host.m_reports.insert(name, FindingForm::read(instance[u"findings"].toArray()));
    }
    return host;
}

Examiner::Use RunningHost::use() const
{
    return isRunning() || !m_trouble.isEmpty() ? Examiner::Use::InUse : Examiner::Use::Free;
}

Examiner::Use RunningHost::useOf(const QString &instance) const
{
    return m_states.contains(instance) || !m_trouble.isEmpty() ? Examiner::Use::InUse : Examiner::Use::Free;
}

Finding RunningHost::finding() const
{
    Finding finding{.subject = QStringLiteral("running host"),
                    .text = isRunning() ? QStringLiteral("Process %1 runs.").arg(m_process)
                                        : QStringLiteral("None runs with this configuration.")};
    if (!m_trouble.isEmpty()) {
        finding.verdict = Verdict::Doubtful;
        finding.text = QStringLiteral("It could not be asked: %1").arg(m_trouble);
        finding.advice = QStringLiteral(
            "Run this as root or as the user of the service, with admin.socket set. As a host may run, its "
            "store and its connection were left alone; with the service stopped they are looked at too.");
    }
    return finding;
}

QList<Finding> RunningHost::reportOf(const QString &instance) const
{
    return m_reports.value(instance);
}

Finding RunningHost::findingOf(const QString &instance) const
{
    Finding finding{.subject = QStringLiteral("running host")};
    const QString state = m_states.value(instance);
    if (state.isEmpty()) {
        finding.verdict = Verdict::Bad;
        finding.text = QStringLiteral("Process %1 runs without this instance.").arg(m_process);
        finding.advice = QStringLiteral("Restart the service; its log says why when it fails again.");
    } else if (state == QLatin1String("ready")) {
        finding.text = QStringLiteral("It serves this instance.");
    } else {
        finding.verdict = Verdict::Bad;
        finding.text = QStringLiteral("It does not serve this instance: its state is \"%1\".").arg(state);
        finding.advice =
            m_reports.value(instance).isEmpty()
                ? QStringLiteral("Its log says why. With the service stopped, this command finds out itself.")
                : QStringLiteral("What it says of itself follows; its log has more.");
    }
    return finding;
}

} // namespace spectrum::core
