// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The administrators' conversations about single users: how somebody does, disconnect, delete.
#include "AdminDialogues.h"

#include "../ErrorMap.h"
#include "../handler/AccountState.h"
#include "../handler/RegistrationDesk.h"
#include "Asking.h"

#include <QPromise>
#include <QRegularExpression>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype maximumAtOnce = 100;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

Field addressesField()
{
    return {.key = key("accountjids"),
            .label = QStringLiteral("Addresses of the users"),
            .help = QStringLiteral("separated by spaces"),
            .isRequired = true};
}

Result<QList<UserId>> readAddresses(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    QList<UserId> users;
    for (const QString &word : text.split(separators, Qt::SkipEmptyParts)) {
        const auto jid = Jid::parse(word);
        if (!jid || !jid->hasNode())
            return Error{ErrorKind::InvalidInput, QStringLiteral("\"%1\" is no user's address.").arg(word)};
        if (const UserId user(jid->bare()); !users.contains(user))
            users.append(user);
    }
    if (users.isEmpty())
        return Error{ErrorKind::InvalidInput, QStringLiteral("Whom?")};
    if (users.size() > maximumAtOnce)
        return Error{ErrorKind::InvalidInput,
                     QStringLiteral("Not more than %1 users at once.").arg(maximumAtOnce)};
    return users;
}

// One command that does something to each of several users and says what came of it.
struct Treatment {
    QString title = {};
    QString text = {};
    // Calls the second once, with what came of it.
    using Told = std::function<void(const QString &outcome)>;
    std::function<void(const UserId &user, Told told)> treat = {};

    [[nodiscard]] DialoguePage question() const
    {
        return {.title = title, .text = text, .fields = {addressesField()}, .formType = adminFormType()};
    }
};

struct Round {
    DialoguePage page = {};
    qsizetype open = 0;
    QPromise<DialoguePage> promise = {};
};

QFuture<DialoguePage> treatAll(const Treatment &treatment, const Dialogue::Answers &answers)
{
    const Result<QList<UserId>> users = readAddresses(answers.value(key("accountjids")));
    if (!users)
        return asking::ready(asking::again(treatment.question(), users.error().userText));
    const auto round = std::make_shared<Round>();
    round->page = {.title = treatment.title, .formType = adminFormType()};
    round->open = users->size();
    round->promise.start();
    QFuture<DialoguePage> future = round->promise.future();
    for (const UserId &user : *users) {
        treatment.treat(user, [round, user](const QString &outcome) {
            round->page.facts.append({user.toString(), outcome});
            if (--round->open > 0)
                return;
            round->promise.addResult(round->page);
            round->promise.finish();
        });
    }
    return future;
}

DialogueKind treatmentKind(const char *name, const char *node, const Treatment &treatment)
{
    const auto create = [treatment](const UserId &) {
        return asking::dialogue(
            [treatment] { return asking::ready(treatment.question()); },
            [treatment](const Dialogue::Answers &answers) { return treatAll(treatment, answers); });
    };
    return {.name = key(name),
            .title = treatment.title,
            .audience = DialogueKind::Audience::Administrators,
            .create = create,
            .nodes = {adminNode(node)}};
}

Treatment disconnection(Service &service, AccountState &accounts)
{
    const auto treat = [&service, &accounts](const UserId &user, const Treatment::Told &told) {
        if (accounts.logOutNow(user, QStringLiteral("An administrator ended the connection."))) {
            told(QStringLiteral("disconnected"));
        } else if (service.host.stateOf(user) != SessionState::Offline) {
            service.host.logOut(user, QStringLiteral("An administrator ended the connection."));
            told(QStringLiteral("disconnected"));
        } else {
            told(QStringLiteral("was not connected"));
        }
    };
    return {.title = QStringLiteral("Disconnect users"),
            .text = QStringLiteral("They stay registered, and are connected again when they log in."),
            .treat = treat};
}

Treatment deletion(Service &service, RegistrationDesk &desk)
{
    const auto treat = [&service, &desk](const UserId &user, const Treatment::Told &told) {
        desk.remove(user).then(&service.context, [told](const RegistrationDesk::Refusal &refusal) {
            told(refusal ? refusal->text : QStringLiteral("deleted"));
        });
    };
    return {.title = QStringLiteral("Delete users"),
            .text = QStringLiteral("Their accounts, contacts and settings are forgotten."),
            .treat = treat};
}

void addSession(Service &service, const UserId &id, DialoguePage &page)
{
    const QList<SessionSummary> sessions = service.host.administration().sessions();
    const auto session = std::ranges::find(sessions, id, &SessionSummary::user);
    page.facts.append({QStringLiteral("State"),
                       session == sessions.end() ? QStringLiteral("offline") : describeSession(*session),
                       key("state")});
    const User *user = service.users.find(id);
    if (!user)
        return;
    QStringList resources;
    for (const Resource &resource : user->resources)
        resources.append(resource.name);
    page.facts.append(
        {QStringLiteral("Contacts"), QString::number(user->contacts.size()), key("rostersize")});
    page.facts.append({QStringLiteral("Clients"), resources.join(u'\n'), key("onlineresources")});
    page.facts.append({QStringLiteral("Rooms"), QString::number(user->rooms.size()), key("rooms")});
}

DialoguePage userQuestion()
{
    return {.title = QStringLiteral("Show a user"),
            .fields = {{.key = key("accountjid"),
                        .label = QStringLiteral("Address of the user"),
                        .isRequired = true}},
            .formType = adminFormType()};
}

QFuture<DialoguePage> showUser(Service &service, const Dialogue::Answers &answers)
{
    const Result<QList<UserId>> users = readAddresses(answers.value(key("accountjid")));
    if (!users || users->size() > 1)
        return asking::ready(asking::again(userQuestion(), users ? QStringLiteral("One user at a time.")
                                                                 : users.error().userText));
    const UserId user = users->first();
    return service.host.findAccount(user).then(
        &service.context, [&service, user](const Result<std::optional<AccountSummary>> &found) {
            DialoguePage page{.title = user.toString(), .formType = adminFormType()};
            const QString name = found && *found ? (*found)->name : QString();
            page.facts.append({QStringLiteral("Registered as"),
                               !found           ? toStanzaError(found.error()).text
                               : name.isEmpty() ? QStringLiteral("not registered")
                                                : name,
                               key("name")});
            addSession(service, user, page);
            return page;
        });
}

} // namespace

QList<DialogueKind> adminUserDialogues(Service &service, AccountState &accounts, RegistrationDesk &desk)
{
    const auto show = [&service](const UserId &) {
        return asking::dialogue(
            [] { return asking::ready(userQuestion()); },
            [&service](const Dialogue::Answers &answers) { return showUser(service, answers); });
    };
    QList<DialogueKind> kinds{
        {.name = key("user"),
         .title = userQuestion().title,
         .audience = DialogueKind::Audience::Administrators,
         .create = show,
         .nodes = {adminNode("user-stats")}},
        treatmentKind("disconnect", "end-user-session", disconnection(service, accounts))};
    if (!service.isServer() && service.host.canKeepAccounts())
        kinds.append(treatmentKind("delete-user", "delete-user", deletion(service, desk)));
    return kinds;
}

} // namespace spectrum::xmpp
