// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ChatWords.h"

#include "../Stanzas.h"
#include "ChatPage.h"
#include "FieldCheck.h"

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumLines = 20;

// "Add contact" means add-contact.
QString wordOf(const QString &line)
{
    // The longest word is shorter by far.
    return line.size() > 100 ? QString() : line.simplified().toLower().replace(u' ', u'-');
}

bool isCancel(const QString &line)
{
    return wordOf(line) == QLatin1String("cancel");
}

// A secret may begin or end with a space.
QString answerIn(const QString &line, const Field &field)
{
    const QString said = field.type == FieldType::Secret ? line : line.trimmed();
    const bool canKeep = !field.isRequired || !field.defaultValue.isEmpty();
    return canKeep && said == chatpage::keep ? field.defaultValue : said;
}

} // namespace

void ChatWords::handle(const UserId &user, const QString &from, const QString &line)
{
    const auto found = m_chats.find(user);
    if (found == m_chats.end()) {
        begin(user, from, wordOf(line));
        return;
    }
    Chat &chat = found->second;
    chat.from = from;
    if (isCancel(line))
        end(user, QStringLiteral("Cancelled."));
    else if (chat.dialogue && !chat.dialogue->isBusy())
        take(user, chat, line);
    else if (chat.lines.size() < maximumLines)
        chat.lines.push_back(line);
    else
        say(from, QStringLiteral("That was too much at once; your last line was ignored."));
}

void ChatWords::begin(const UserId &user, const QString &from, const QString &word)
{
    if (word == QLatin1String("help")) {
        help(user, from);
        return;
    }
    if (word == QLatin1String("cancel")) {
        say(from, QStringLiteral("There is nothing to cancel."));
        return;
    }
    const DialogueKind *kind = m_registry.find(word);
    // What was written may be a secret that came too late: it is not repeated.
    if (!kind || kind->name != word) {
        say(from, QStringLiteral("This is the way to %1. Write to somebody at NAME@%2. Write \"help\" to me "
                                 "for what I understand.")
                      .arg(m_service.host.networkName(), m_service.options.domain));
        return;
    }
    if (m_chats.size() >= maximumChats) {
        say(from, QStringLiteral("Too many people talk to me; try again later."));
        return;
    }
    m_chats.emplace(user, Chat{.from = from, .kind = kind});
    m_audience.look(user, [this, user](const Result<Audience::Standing> &standing) { open(user, standing); });
}

void ChatWords::open(const UserId &user, const Result<Audience::Standing> &standing)
{
    const auto found = m_chats.find(user);
    if (found == m_chats.end() || found->second.dialogue)
        return;
    Chat &chat = found->second;
    const std::optional<StanzaError> refusal =
        standing ? Audience::refusal(*chat.kind, *standing) : toStanzaError(standing.error());
    if (refusal) {
        end(user, refusal->text);
        return;
    }
    const auto forgotten = [this, user] {
        end(user, QStringLiteral("You have not answered for long, so that is over. Nothing more was done."));
    };
    chat.dialogue.reset(
        new RunningDialogue(m_service.host.clock(), &m_service.context, chat.kind->create(user), forgotten));
    chat.dialogue->begin([this, user](const DialoguePage &page) { show(user, page); });
}

void ChatWords::take(const UserId &user, Chat &chat, const QString &line)
{
    if (chat.kind->audience == DialogueKind::Audience::Administrators && !m_audience.isAdministrator(user)) {
        end(user, QStringLiteral("Only administrators may do that."));
        return;
    }
    const DialoguePage &page = chat.dialogue->page();
    const Field &field = page.fields.at(chat.question);
    QString answer = answerIn(line, field);
    if (const auto wrong = fieldcheck::tidy(field, answer)) {
        say(chat.from, *wrong + u'\n' + chatpage::ask(page, chat.question));
        return;
    }
    if (!answer.isEmpty())
        chat.answers.insert(field.key, answer);
    if (++chat.question < page.fields.size()) {
        say(chat.from, chatpage::ask(page, chat.question));
        return;
    }
    chat.question = 0;
    const Dialogue::Answers answers = std::exchange(chat.answers, {});
    chat.dialogue->answer(answers, [this, user](const DialoguePage &next) { show(user, next); });
}

void ChatWords::show(const UserId &user, const DialoguePage &page)
{
    const auto found = m_chats.find(user);
    if (found == m_chats.end())
        return;
    if (page.isEnd()) {
        end(user, chatpage::introduce(page));
        return;
    }
    const QString text = chatpage::introduce(page);
    say(found->second.from, text + (text.isEmpty() ? QString() : QStringLiteral("\n")) +
                                chatpage::ask(page, 0) + QStringLiteral("\n(\"cancel\" ends this.)"));
    takeWaiting(user);
}

void ChatWords::takeWaiting(const UserId &user)
{
    for (auto found = m_chats.find(user); found != m_chats.end(); found = m_chats.find(user)) {
        Chat &chat = found->second;
        if (chat.lines.empty() || !chat.dialogue || chat.dialogue->isBusy())
            return;
        const QString line = std::move(chat.lines.front());
        chat.lines.pop_front();
        take(user, chat, line);
    }
}

// What was written meanwhile was for this conversation, so nobody takes it now.
void ChatWords::end(const UserId &user, const QString &text)
{
    const auto node = m_chats.extract(user);
    if (node.empty())
        return;
    const bool isLineLost = !node.mapped().lines.empty();
    say(node.mapped().from,
        isLineLost ? text + QStringLiteral("\nWhat you wrote meanwhile was ignored.") : text);
}

void ChatWords::help(const UserId &user, const QString &from)
{
    m_audience.look(user, [this, from](const Result<Audience::Standing> &standing) {
        say(from, writeHelp(standing ? *standing : Audience::Standing{}));
    });
}

QString ChatWords::writeHelp(const Audience::Standing &standing) const
{
    QStringList lines{
        QStringLiteral("This is the way to %1. Write to somebody at NAME@%2. To me you can write:")
            .arg(m_service.host.networkName(), m_service.options.domain)};
    for (const DialogueKind &kind : m_registry.kinds()) {
        if (!Audience::refusal(kind, standing))
            lines.append(kind.name + QStringLiteral(": ") + kind.title);
    }
    lines.append(QStringLiteral("cancel: End what was begun"));
    return lines.join(u'\n');
}

void ChatWords::say(const QString &to, const QString &text)
{
    m_service.door->send(to, stanzas::chat(m_service.options.domain, to, text));
}

} // namespace spectrum::xmpp
