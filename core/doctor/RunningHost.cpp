// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/RunningHost.h"

#include "admin/AdminClient.h"
#include "admin/FindingForm.h"

#include <QJsonArray>

namespace spectrum::core
{

using Verdict = Finding::Verdict;

RunningHost RunningHost::ask(const QString &socket, std::chrono::milliseconds patience)
{
    RunningHost host;
    if (socket.isEmpty())
        return host;
    Result<AdminClient> client = AdminClient::connectTo(socket, patience);
    if (!client) {
        if (client.error().kind != ErrorKind::Unreachable)
            host.m_trouble = client.error().userText;
        return host;
    }
    const Result<QJsonObject> answer = client->ask({{QStringLiteral("command"), QStringLiteral("status")}});
    if (answer && answer->contains(u"result"))
        return read(answer->value(u"result").toObject());
    host.m_trouble = answer ? answer->value(u"error")[u"text"].toString() : answer.error().userText;
    return host;
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
            "Run this as root or as the user of the service; see admin.socket. As a host may run, its "
            "store and its connection were left alone.");
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
