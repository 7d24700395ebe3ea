// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "CommandEngine.h"

#include "CommandForm.h"
#include "FieldCheck.h"

#include <QRandomGenerator>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr size_t rememberedEnds = 1'000;

// Nobody can guess it.
QString makeSessionId()
{
    quint32 words[4];
    QRandomGenerator::system()->fillRange(words);
    const QByteArrayView bytes(reinterpret_cast<const char *>(words), sizeof words);
    return QString::fromLatin1(bytes.toByteArray().toHex());
}

bool isAction(const QString &action)
{
    static const QStringList actions{QStringLiteral("execute"), QStringLiteral("next"),
                                     QStringLiteral("prev"), QStringLiteral("complete"),
                                     QStringLiteral("cancel")};
    return actions.contains(action);
}

bool isFormCancelled(const Element &command)
{
    const Element *form = command.child(u"x", u"jabber:x:data");
    return form && form->attribute("type") == QLatin1String("cancel");
}

} // namespace

CommandEngine::CommandEngine(Service &service, IqDispatcher &dispatcher, const DialogueRegistry &registry,
                             const Audience &audience)
    : m_service(service), m_registry(registry), m_audience(audience)
{
    dispatcher.add(IqType::Set, u"command", u"http://jabber.org/protocol/commands",
                   [this](const IqRequest &request) { return answer(request); });
}

IqAnswer CommandEngine::answer(const IqRequest &request)
{
    if (request.incoming.to.kind != Destination::Kind::Service)
        return serviceUnavailable(QStringLiteral("Commands are at the service's own address."));
    const QString node = request.payload.attribute("node");
    const QString id = request.payload.attribute("sessionid");
    QString action = request.payload.attribute("action");
    if (action.isEmpty())
        action = QStringLiteral("execute");
    if (!isAction(action))
        return commandform::commandError(commandform::Wrong::MalformedAction,
                                         QStringLiteral("There is no such action."));
    if (!id.isEmpty())
        return goOn(request, action, id);
    if (!m_registry.find(node))
        return itemNotFound(QStringLiteral("There is no such command."));
    if (action != QLatin1String("execute"))
        return commandform::commandError(commandform::Wrong::BadAction,
                                         QStringLiteral("A command begins with the action execute."));
    return begin(request.incoming, node);
}

IqAnswer CommandEngine::begin(const Incoming &incoming, const QString &node)
{
    const auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    QFuture<IqOutcome> future = promise->future();
    Session session{.user = incoming.user,
                    .owner = incoming.from.full(),
                    .node = node,
                    .kind = m_registry.find(node),
                    .waiting = promise};
    const auto opening = std::make_shared<Session>(std::move(session));
    m_audience.look(incoming.user, [this, opening](const Result<Audience::Standing> &standing) {
        std::optional<StanzaError> refusal =
            standing ? Audience::refusal(*opening->kind, *standing) : toStanzaError(standing.error());
        if (!refusal)
            refusal = refuseMore(opening->user);
        if (!refusal) {
            open(std::move(*opening));
            return;
        }
        opening->waiting->addResult(*refusal);
        opening->waiting->finish();
    });
    return future;
}

std::optional<StanzaError> CommandEngine::refuseMore(const UserId &user) const
{
    const auto own =
        std::ranges::count_if(m_sessions, [&](const auto &entry) { return entry.second.user == user; });
    if (own >= sessionsOfUser)
        return resourceConstraint(QStringLiteral("Finish or cancel a command first: too many are open."));
    if (m_sessions.size() >= maximumSessions)
        return resourceConstraint(QStringLiteral("Too many commands are open; try again later."));
    return {};
}

void CommandEngine::open(Session session)
{
    const QString id = makeSessionId();
    session.dialogue.reset(new RunningDialogue(m_service.host.clock(), &m_service.context,
                                               session.kind->create(session.user), [this, id] { end(id); }));
    RunningDialogue *dialogue = session.dialogue.get();
    m_sessions.emplace(id, std::move(session));
    dialogue->begin([this, id](const DialoguePage &page) { show(id, page); });
}

IqAnswer CommandEngine::goOn(const IqRequest &request, const QString &action, const QString &id)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end() || found->second.owner != request.incoming.from.full()) {
        if (found == m_sessions.end() && std::ranges::find(m_ended, id) != m_ended.end())
            return commandform::commandError(commandform::Wrong::SessionExpired,
                                             QStringLiteral("This command is over. Begin it again."));
        return commandform::commandError(commandform::Wrong::BadSessionId,
                                         QStringLiteral("No such command is open."));
    }
    Session &session = found->second;
    if (const QString node = request.payload.attribute("node"); node != session.node)
        return commandform::commandError(commandform::Wrong::BadSessionId,
                                         QStringLiteral("That is the session of another command."));
    if (session.kind->audience == DialogueKind::Audience::Administrators &&
        !m_audience.isAdministrator(session.user)) {
        end(id);
        return StanzaError{"auth", "forbidden", QStringLiteral("Only administrators may do that.")};
    }
    if (action == QLatin1String("cancel") || isFormCancelled(request.payload))
        return cancel(id);
    if (action == QLatin1String("prev"))
        return commandform::commandError(commandform::Wrong::BadAction,
                                         QStringLiteral("There is no way back."));
    if (session.dialogue->isBusy())
        return StanzaError{"wait", "unexpected-request",
                           QStringLiteral("The step before is still being worked on.")};
    return take(id, session, request.payload);
}

IqAnswer CommandEngine::take(const QString &id, Session &session, const Element &command)
{
    auto read = commandform::read(command, session.dialogue->page());
    if (const auto *error = std::get_if<StanzaError>(&read))
        return *error;
    auto &answers = std::get<Dialogue::Answers>(read);
    if (const auto wrong = fieldcheck::tidy(session.dialogue->page().fields, answers)) {
        DialoguePage again = session.dialogue->page();
        again.text = *wrong;
        again.tone = DialoguePage::Tone::Error;
        return IqResult{commandform::write({session.node, id}, again)};
    }
    session.waiting = std::make_shared<QPromise<IqOutcome>>();
    session.waiting->start();
    QFuture<IqOutcome> future = session.waiting->future();
    session.dialogue->answer(answers, [this, id](const DialoguePage &page) { show(id, page); });
    return future;
}

void CommandEngine::show(const QString &id, const DialoguePage &page)
{
    const auto found = m_sessions.find(id);
    if (found == m_sessions.end())
        return;
    const Promise waiting = std::exchange(found->second.waiting, nullptr);
    const QByteArray payload = commandform::write({found->second.node, id}, page);
    if (page.isEnd())
        end(id);
    waiting->addResult(IqResult{payload});
    waiting->finish();
}

IqAnswer CommandEngine::cancel(const QString &id)
{
    Session &session = m_sessions.find(id)->second;
    const QByteArray payload = commandform::writeCancelled({session.node, id});
    if (const Promise waiting = std::exchange(session.waiting, nullptr)) {
        waiting->addResult(IqResult{payload});
        waiting->finish();
    }
    end(id);
    return IqResult{payload};
}

void CommandEngine::end(const QString &id)
{
    m_sessions.erase(id);
    m_ended.push_back(id);
    if (m_ended.size() > rememberedEnds)
        m_ended.pop_front();
}

} // namespace spectrum::xmpp
