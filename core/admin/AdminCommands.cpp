// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/AdminCommands.h"

#include "admin/FindingForm.h"
#include "instance/Answer.h"
#include "instance/Instance.h"
#include "instance/IsolatedSessions.h"
#include "store/Store.h"

#include <spectrum/Log.h>

#include <QCoreApplication>
#include <QJsonArray>

SPECTRUM_LOG_CATEGORY(logCommands, "spectrum.admin.commands")

namespace spectrum::core
{

namespace
{

QString phaseName(AdministeredHost::Phase phase)
{
    switch (phase) {
    case AdministeredHost::Phase::Starting:
        return QStringLiteral("starting");
    case AdministeredHost::Phase::Ready:
        return QStringLiteral("ready");
    case AdministeredHost::Phase::Failed:
        break;
    }
    return QStringLiteral("failed");
}

// What the frontend knows of itself, if it can say.
QJsonArray report(const Instance &instance)
{
    const auto *reporter = qobject_cast<const Reporter *>(&instance.frontend());
    return FindingForm::write(reporter != nullptr ? reporter->report() : QList<Finding>());
}

QJsonObject describe(const AdministeredHost::Member &member)
{
    const Statistics counts = member.instance->administration().statistics();
    return {{QStringLiteral("instance"), member.instance->instance().toString()},
            {QStringLiteral("network"), member.instance->networkName()},
            {QStringLiteral("state"), phaseName(member.phase)},
            {QStringLiteral("sessions"), counts.sessions},
            {QStringLiteral("online"), counts.onlineSessions},
            {QStringLiteral("findings"), report(*member.instance)}};
}

QJsonObject describeCounts(const AdministeredHost::Member &member)
{
    const Statistics counts = member.instance->administration().statistics();
    return {{QStringLiteral("instance"), member.instance->instance().toString()},
            {QStringLiteral("startedAt"), counts.startedAt.toString(Qt::ISODate)},
            {QStringLiteral("sessions"), counts.sessions},
            {QStringLiteral("online"), counts.onlineSessions},
            {QStringLiteral("messagesFromUsers"), qint64(counts.messagesFromUsers)},
            {QStringLiteral("messagesToUsers"), qint64(counts.messagesToUsers)},
            {QStringLiteral("repeatedMessages"), qint64(counts.repeatedMessages)},
            {QStringLiteral("misconducts"), qint64(counts.misconducts)}};
}

QJsonObject describeHosts(const AdministeredHost::Member &member, const IsolatedSessions &isolated)
{
    QJsonArray hosts;
    for (const SessionHostSummary &host : isolated.sessionHosts()) {
        hosts.append(QJsonObject{{QStringLiteral("process"), host.process},
                                 {QStringLiteral("sessions"), host.sessions},
                                 {QStringLiteral("capacity"), host.capacity},
                                 {QStringLiteral("memory"), host.memory},
                                 {QStringLiteral("ready"), host.isReady}});
    }
    QJsonArray parked;
    for (const UserId &user : isolated.parked())
        parked.append(user.toString());
    return {{QStringLiteral("instance"), member.instance->instance().toString()},
            {QStringLiteral("hosts"), hosts},
            {QStringLiteral("parked"), parked}};
}

Error noStore()
{
    return {ErrorKind::Unsupported, QStringLiteral("Nothing is kept here: database.type is none.")};
}

void answer(const AdminRequestPointer &request, const Result<void> &result)
{
    if (result) {
        request->succeed();
        return;
    }
    if (!result.error().detail.isEmpty())
        qCWarning(logCommands).noquote() << request->command() << "failed:" << logSafe(result.error().detail);
    request->fail(result.error());
}

} // namespace

AdminCommands::AdminCommands(AdministeredHost &host) : m_host(host), m_users(host) {}

AdminCommands::Function AdminCommands::find(const QString &command)
{
    struct Row {
        const char *name;
        Function function;
    };
    static constexpr Row rows[]{
        {"status", &AdminCommands::status},
        {"statistics", &AdminCommands::statistics},
        {"session-hosts", &AdminCommands::sessionHosts},
        {"reload", &AdminCommands::reload},
        {"log-level", &AdminCommands::setLogLevel},
        {"rotate-key", &AdminCommands::rotateKey},
        {"backup", &AdminCommands::backUp},
        {"stop", &AdminCommands::stop},
    };
    for (const Row &row : rows) {
        if (command == QLatin1String(row.name))
            return row.function;
    }
    return nullptr;
}

void AdminCommands::carryOut(const AdminRequestPointer &request)
{
    qCInfo(logCommands).noquote() << "An administrator asks for" << logSafe(request->command().left(40));
    if (const Function function = find(request->command()))
        (this->*function)(request);
    else if (!m_users.carryOut(request))
        request->fail(
            {ErrorKind::NotFound,
             QStringLiteral("There is no command \"%1\".").arg(logSafe(request->command().left(40)))});
}

void AdminCommands::status(const AdminRequestPointer &request)
{
    QJsonArray members;
    qint64 memory = 0;
    const QList<AdministeredHost::Member> all = m_host.members();
    for (const AdministeredHost::Member &member : all) {
        members.append(describe(member));
        memory = member.instance->administration().statistics().memory;
    }
    request->succeed({{QStringLiteral("version"), QCoreApplication::applicationVersion()},
                      {QStringLiteral("process"), QCoreApplication::applicationPid()},
                      {QStringLiteral("memory"), memory},
                      {QStringLiteral("instances"), members}});
}

void AdminCommands::statistics(const AdminRequestPointer &request)
{
    QJsonArray members;
    const QList<AdministeredHost::Member> all = m_host.members();
    for (const AdministeredHost::Member &member : all)
        members.append(describeCounts(member));
    request->succeed({{QStringLiteral("instances"), members}});
}

void AdminCommands::sessionHosts(const AdminRequestPointer &request)
{
    QJsonArray members;
    const QList<AdministeredHost::Member> all = m_host.members();
    for (const AdministeredHost::Member &member : all) {
        if (const IsolatedSessions *isolated = IsolatedSessions::of(member.instance->openNetwork()))
            members.append(describeHosts(member, *isolated));
    }
    request->succeed({{QStringLiteral("instances"), members}});
}

void AdminCommands::reload(const AdminRequestPointer &request)
{
    const Result<QStringList> reloaded = m_host.control().reloadNow();
    if (!reloaded)
        request->fail(reloaded.error());
    else
        request->succeed({{QStringLiteral("needRestart"), QJsonArray::fromStringList(*reloaded)}});
}

void AdminCommands::setLogLevel(const AdminRequestPointer &request)
{
    answer(request, m_host.control().setLogLevel(request->text(QStringLiteral("level")),
                                                 request->list(QStringLiteral("rules"))));
}

void AdminCommands::rotateKey(const AdminRequestPointer &request)
{
    store::Store *store = m_host.openedStore();
    if (store == nullptr)
        return request->fail(noStore());
    whenAnswered(store->upkeep().rotateKey(), this,
                 [request](const Result<void> &result) { answer(request, result); });
}

void AdminCommands::backUp(const AdminRequestPointer &request)
{
    store::Store *store = m_host.openedStore();
    if (store == nullptr)
        return request->fail(noStore());
    whenAnswered(store->upkeep().copyTo(request->text(QStringLiteral("file"))), this,
                 [request](const Result<void> &result) { answer(request, result); });
}

void AdminCommands::stop(const AdminRequestPointer &request)
{
    request->succeed();
    // The answer goes out first.
    QMetaObject::invokeMethod(
        this, [this] { m_host.stopRunning(); }, Qt::QueuedConnection);
}

} // namespace spectrum::core
