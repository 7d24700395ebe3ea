// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/UserCommands.h"

#include "admin/Announcement.h"
#include "instance/Answer.h"
#include "instance/Instance.h"
#include "instance/IsolatedSessions.h"

#include <spectrum/Log.h>

#include <QJsonArray>

#include <algorithm>

namespace spectrum::core
{

namespace
{

QString stateName(SessionState state)
{
    switch (state) {
    case SessionState::Offline:
        return QStringLiteral("offline");
    case SessionState::Connecting:
        return QStringLiteral("connecting");
    case SessionState::Online:
        return QStringLiteral("online");
    case SessionState::Waiting:
        return QStringLiteral("waiting");
    case SessionState::Failed:
        break;
    }
    return QStringLiteral("failed");
}

QJsonObject describeSession(const SessionSummary &session)
{
    QJsonObject object{{QStringLiteral("user"), session.user.toString()},
                       {QStringLiteral("state"), stateName(session.state)}};
    if (session.since.isValid())
        object.insert(QStringLiteral("since"), session.since.toString(Qt::ISODate));
    if (session.error) {
        object.insert(QStringLiteral("error"), wordOf(session.error->kind));
        object.insert(QStringLiteral("reason"), session.error->userText);
    }
    return object;
}

// The first ones after that user, in their order: not all are sorted for one page.
void keepPage(QList<SessionSummary> &sessions, const UserId &after, qsizetype size)
{
    const auto isBefore = [](const SessionSummary &a, const SessionSummary &b) { return a.user < b.user; };
    if (!after.isEmpty())
        sessions.removeIf([&after](const SessionSummary &session) { return session.user <= after; });
    const qsizetype count = std::min(size, sessions.size());
    std::partial_sort(sessions.begin(), sessions.begin() + count, sessions.end(), isBefore);
    sessions.resize(count);
}

void answerPage(const AdminRequestPointer &request, QList<SessionSummary> sessions)
{
    const bool hasMore = sessions.size() > UserCommands::page;
    QJsonArray users;
    for (const SessionSummary &session :
         sessions.first(std::min<qsizetype>(sessions.size(), UserCommands::page)))
        users.append(describeSession(session));
    request->succeed({{QStringLiteral("users"), users}, {QStringLiteral("more"), hasMore}});
}

SessionSummary summaryOf(const QList<SessionSummary> &sessions, const UserId &user)
{
    const auto found = std::ranges::find(sessions, user, &SessionSummary::user);
    return found == sessions.end() ? SessionSummary{.user = user} : *found;
}

Result<UserId> userOf(const AdminRequest &request)
{
    const UserId user(request.text(QStringLiteral("user")));
    if (user.isEmpty())
        return Error{ErrorKind::InvalidInput, QStringLiteral("Say which user.")};
    return user;
}

Error notRegistered(const UserId &user)
{
    return {ErrorKind::NotRegistered, QStringLiteral("%1 is not registered.").arg(user.toString())};
}

Error notConnected(const UserId &user)
{
    return {ErrorKind::NotConnected, QStringLiteral("%1 is not logged in.").arg(user.toString())};
}

void answer(const AdminRequestPointer &request, const Result<void> &result)
{
    if (result)
        request->succeed();
    else
        request->fail(result.error());
}

} // namespace

bool UserCommands::carryOut(const AdminRequestPointer &request)
{
    using Function = void (UserCommands::*)(const AdminRequestPointer &, Instance &);
    struct Row {
        const char *name;
        Function function;
    };
    static constexpr Row rows[]{
        {"users", &UserCommands::list},
        {"user", &UserCommands::describe},
        {"register", &UserCommands::registerUser},
        {"disconnect", &UserCommands::disconnectUser},
        {"pardon", &UserCommands::pardonUser},
        {"unregister", &UserCommands::unregisterUser},
        {"message", &UserCommands::sendMessage},
    };
    for (const Row &row : rows) {
        if (request->command() != QLatin1String(row.name))
            continue;
        if (const Result<Instance *> instance = instanceOf(*request))
            (this->*row.function)(request, **instance);
        else
            request->fail(instance.error());
        return true;
    }
    return false;
}

Result<Instance *> UserCommands::instanceOf(const AdminRequest &request) const
{
    const InstanceId wanted(request.text(QStringLiteral("instance")));
    const QList<AdministeredHost::Member> members = m_host.members();
    QStringList names;
    for (const AdministeredHost::Member &member : members) {
        if (member.instance->instance() == wanted || (wanted.isEmpty() && members.size() == 1))
            return member.instance;
        names.append(member.instance->instance().toString());
    }
    const QString served = names.join(QStringLiteral(", "));
    if (wanted.isEmpty())
        return Error{ErrorKind::InvalidInput, QStringLiteral("Say which instance: %1.").arg(served)};
    return Error{ErrorKind::NotFound,
                 QStringLiteral("There is no instance %1; there are: %2.").arg(wanted.toString(), served)};
}

void UserCommands::list(const AdminRequestPointer &request, Instance &instance)
{
    if (request->isTrue(QStringLiteral("all")))
        return listAll(request, instance);
    QList<SessionSummary> sessions = instance.administration().sessions();
    keepPage(sessions, UserId(request->text(QStringLiteral("after"))), page + 1);
    answerPage(request, sessions);
}

void UserCommands::listAll(const AdminRequestPointer &request, Instance &instance)
{
    const UserId after(request->text(QStringLiteral("after")));
    whenAnswered(instance.findUsers(after, page + 1), this,
                 [request, &instance](const Result<QList<UserId>> &users) {
                     if (!users)
                         return request->fail(users.error());
                     QHash<UserId, SessionSummary> sessions;
                     const QList<SessionSummary> all = instance.administration().sessions();
                     for (const SessionSummary &session : all)
                         sessions.insert(session.user, session);
                     QList<SessionSummary> found;
                     for (const UserId &user : *users)
                         found.append(sessions.value(user, SessionSummary{.user = user}));
                     answerPage(request, found);
                 });
}

void UserCommands::describe(const AdminRequestPointer &request, Instance &instance)
{
    const Result<UserId> user = userOf(*request);
    if (!user)
        return request->fail(user.error());
    whenAnswered(instance.findAccount(*user), this,
                 [request, &instance, user = *user](const Result<std::optional<AccountSummary>> &found) {
                     if (!found)
                         return request->fail(found.error());
                     const SessionSummary session = summaryOf(instance.administration().sessions(), user);
                     if (!*found && session.state == SessionState::Offline)
                         return request->fail(notRegistered(user));
                     QJsonObject object = describeSession(session);
                     object.insert(QStringLiteral("registered"), found->has_value());
                     if (*found)
                         object.insert(QStringLiteral("name"), (*found)->name);
                     request->succeed(object);
                 });
}

void UserCommands::registerUser(const AdminRequestPointer &request, Instance &instance)
{
    const Result<UserId> user = userOf(*request);
    if (!user)
        return request->fail(user.error());
    Account account{.user = *user,
                    .name = request->text(QStringLiteral("name")),
                    .secret = request->takeSecret(QStringLiteral("password"))};
    const QStringList options = request->list(QStringLiteral("options"));
    for (const QString &option : options)
        account.options.insert(option.section(u'=', 0, 0), option.section(u'=', 1));
    const bool wasOffline = instance.stateOf(*user) == SessionState::Offline;
    whenAnswered(instance.registerAccount(std::move(account)), this,
                 [request, &instance, user = *user, wasOffline](const Result<void> &result) {
                     // The network was asked about the account, but nobody is there to use it.
                     if (result && wasOffline)
                         instance.logOut(user,
                                         QStringLiteral("The account was registered by an administrator."));
                     answer(request, result);
                 });
}

void UserCommands::disconnectUser(const AdminRequestPointer &request, Instance &instance)
{
    const Result<UserId> user = userOf(*request);
    if (!user)
        return request->fail(user.error());
    if (instance.stateOf(*user) == SessionState::Offline)
        return request->fail(notConnected(*user));
    const QString text = request->text(QStringLiteral("text"));
    instance.logOut(*user, text.isEmpty() ? QStringLiteral("An administrator logged you out.") : text);
    request->succeed();
}

void UserCommands::pardonUser(const AdminRequestPointer &request, Instance &instance)
{
    const Result<UserId> user = userOf(*request);
    if (!user)
        return request->fail(user.error());
    IsolatedSessions *isolated = IsolatedSessions::of(instance.openNetwork());
    if (isolated != nullptr && isolated->pardon(*user))
        request->succeed();
    else
        request->fail(Error{ErrorKind::NotFound,
                            QStringLiteral("Nothing is held against %1.").arg(logSafe(user->toString()))});
}

void UserCommands::unregisterUser(const AdminRequestPointer &request, Instance &instance)
{
    const Result<UserId> user = userOf(*request);
    if (!user)
        return request->fail(user.error());
    whenAnswered(instance.unregisterAccount(*user), this,
                 [request](const Result<void> &result) { answer(request, result); });
}

void UserCommands::sendMessage(const AdminRequestPointer &request, Instance &instance)
{
    const Result<QString> text = Announcement::textOf(*request);
    if (!text)
        return request->fail(text.error());
    if (request->isTrue(QStringLiteral("all")))
        return Announcement::tellEverybody(request, instance, *text);
    const Result<UserId> user = userOf(*request);
    if (!user)
        return request->fail(user.error());
    whenAnswered(
        instance.findAccount(*user), this,
        [request, &instance, user = *user, text = *text](const Result<std::optional<AccountSummary>> &found) {
            if (!found)
                return request->fail(found.error());
            if (!*found && instance.stateOf(user) == SessionState::Offline)
                return request->fail(notRegistered(user));
            if (const Result<void> told = instance.announce(user, text); !told)
                return request->fail(told.error());
            request->succeed({{QStringLiteral("told"), 1}});
        });
}

} // namespace spectrum::core
