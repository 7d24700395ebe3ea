// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "AdminDialogues.h"

#include "../ErrorMap.h"
#include "Asking.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

// An answer stays well below what servers take as one stanza.
constexpr qsizetype maximumShown = 500;
constexpr int maximumRegistered = 2'000;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

DialogueKind makeKind(const char *name, const char *title, const QStringList &nodes, asking::Begin begin,
                      asking::Answer answer = {})
{
    return {.name = key(name),
            .title = QString::fromLatin1(title),
            .audience = DialogueKind::Audience::Administrators,
            .create = [begin = std::move(begin), answer = std::move(answer)](
                          const UserId &) { return asking::dialogue(begin, answer); },
            .nodes = nodes};
}

// The addresses on their own are for programs; people read them with their states.
DialoguePage usersPage(const QList<SessionSummary> &sessions)
{
    DialoguePage page{.title = QStringLiteral("Users"),
                      .text = QStringLiteral("%1 accounts are in use.").arg(sessions.size()),
                      .formType = adminFormType()};
    QStringList online;
    for (const SessionSummary &session : sessions) {
        if (session.state == SessionState::Online && online.size() < maximumRegistered)
            online.append(session.user.toString());
        if (page.facts.size() < maximumShown)
            page.facts.append({session.user.toString(), describeSession(session)});
    }
    if (sessions.size() > maximumShown)
        page.text += QStringLiteral(" The first %1 are shown.").arg(maximumShown);
    page.facts.append({.value = online.join(u'\n'), .key = key("onlineuserjids")});
    return page;
}

QFuture<DialoguePage> listUsers(Service &service)
{
    QList<SessionSummary> sessions = service.host.administration().sessions();
    std::ranges::sort(sessions, {}, &SessionSummary::user);
    return asking::ready(usersPage(sessions));
}

QFuture<DialoguePage> listRegistered(Service &service)
{
    return service.host.findUsers({}, maximumRegistered)
        .then(&service.context, [](const Result<QList<UserId>> &found) {
            const QString title = QStringLiteral("Registered users");
            if (!found)
                return asking::failed(title, toStanzaError(found.error()).text);
            QStringList addresses;
            for (const UserId &user : *found)
                addresses.append(user.toString());
            DialoguePage page{.title = title,
                              .text = QStringLiteral("%1 users are registered.").arg(found->size()),
                              .formType = adminFormType()};
            if (found->size() == maximumRegistered)
                page.text =
                    QStringLiteral("These are the first %1 users who are registered.").arg(maximumRegistered);
            if (!addresses.isEmpty())
                page.facts.append({title, addresses.join(u'\n'), key("registereduserjids")});
            return page;
        });
}

DialoguePage statisticsPage(const Statistics &now, const Clock &clock)
{
    const auto number = [](auto value) { return QString::number(value); };
    return {
        .title = QStringLiteral("Statistics"),
        .facts =
            {{QStringLiteral("Version"), now.version, key("version")},
             {QStringLiteral("Running since"), now.startedAt.toString(Qt::ISODate), key("since")},
             {QStringLiteral("Seconds since the start"), number(now.startedAt.secsTo(clock.utc())),
              key("uptime")},
             {QStringLiteral("Accounts in use"), number(now.sessions), key("sessions")},
             {QStringLiteral("Accounts online"), number(now.onlineSessions), key("onlineusersnum")},
             {QStringLiteral("Messages from users"), number(now.messagesFromUsers), key("messagesfromusers")},
             {QStringLiteral("Messages to users"), number(now.messagesToUsers), key("messagestousers")},
             {QStringLiteral("Repeated messages"), number(now.repeatedMessages), key("repeatedmessages")},
             {QStringLiteral("Mistakes of the network module"), number(now.misconducts), key("misconducts")},
             {QStringLiteral("Memory in KiB"), number(now.memory / 1024), key("memory")}},
        .formType = adminFormType()};
}

QFuture<DialoguePage> reload(Service &service)
{
    const QString title = QStringLiteral("Reload");
    const Result<QStringList> told = service.host.administration().reload();
    if (!told)
        return asking::ready(asking::failed(title, toStanzaError(told.error()).text));
    DialoguePage page = asking::done(
        title, told->isEmpty() ? QStringLiteral("The configuration was read again.")
                               : QStringLiteral("The configuration was read again. These changes "
                                                "need a restart:"));
    for (const QString &sentence : *told)
        page.facts.append({sentence, {}});
    return asking::ready(page);
}

DialoguePage logLevelQuestion()
{
    const QStringList levels{key("debug"), key("info"), key("warning"), key("error")};
    return {.title = QStringLiteral("Log level"),
            .text = QStringLiteral("It holds until the configuration is read again."),
            .fields = {{.key = key("level"),
                        .label = QStringLiteral("The least important entries to log"),
                        .type = FieldType::Choice,
                        .isRequired = true,
                        .defaultValue = key("info"),
                        .choiceValues = levels,
                        .choiceLabels = levels},
                       {.key = key("rules"),
                        .label = QStringLiteral("Rules"),
                        .help = QStringLiteral("such as spectrum.store.debug=true, separated by spaces")}}};
}

QFuture<DialoguePage> setLogLevel(Service &service, const Dialogue::Answers &answers)
{
    const QString level = answers.value(key("level"));
    const QStringList rules = answers.value(key("rules")).simplified().split(u' ', Qt::SkipEmptyParts);
    const Result<void> set = service.host.administration().setLogLevel(level, rules);
    if (!set)
        return asking::ready(asking::again(logLevelQuestion(), toStanzaError(set.error()).text));
    return asking::ready(
        asking::done(QStringLiteral("Log level"), QStringLiteral("The log level is %1 now.").arg(level)));
}

} // namespace

QString describeSession(const SessionSummary &session)
{
    const auto stateOf = [&session] {
        switch (session.state) {
        case SessionState::Connecting:
            return QStringLiteral("connecting");
        case SessionState::Online:
            return QStringLiteral("online");
        case SessionState::Waiting:
            return QStringLiteral("waiting to try again");
        case SessionState::Failed:
            return QStringLiteral("failed");
        case SessionState::Offline:
            break;
        }
        return QStringLiteral("offline");
    };
    QString text = stateOf();
    if (session.since.isValid())
        text += QStringLiteral(" since %1").arg(session.since.toUTC().toString(Qt::ISODate));
    if (session.error)
        text += QStringLiteral(": ") + toStanzaError(*session.error).text;
    return text;
}

QList<DialogueKind> adminDialogues(Service &service)
{
    QList<DialogueKind> kinds{
        makeKind("users", "List the accounts in use", {adminNode("get-online-users-list")},
                 [&service] { return listUsers(service); }),
        makeKind("statistics", "Show the statistics", {adminNode("get-online-users-num")},
                 [&service] {
                     return asking::ready(
                         statisticsPage(service.host.administration().statistics(), service.host.clock()));
                 }),
        makeKind("reload", "Read the configuration again", {}, [&service] { return reload(service); }),
        makeKind(
            "log-level", "Set the log level", {}, [] { return asking::ready(logLevelQuestion()); },
            [&service](const Dialogue::Answers &answers) { return setLogLevel(service, answers); })};
    if (service.host.canKeepAccounts())
        kinds.insert(1, makeKind("registered-users", "List the registered users",
                                 {adminNode("get-registered-users-list")},
                                 [&service] { return listRegistered(service); }));
    return kinds;
}

} // namespace spectrum::xmpp
