// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Asker.h"

#include <QFile>

#include <algorithm>

namespace spectrum::loopback
{

namespace
{

constexpr size_t mostOpen = 1000;

QString answerKey()
{
    return QStringLiteral("answer");
}

QString greetId()
{
    return QStringLiteral("greet");
}

} // namespace

Asker::Asker(NetworkHost &host, std::function<void(const Event &)> say, std::function<quint32()> nextNumber)
    : m_host(host), m_say(std::move(say)), m_nextNumber(std::move(nextNumber))
{
}

void Asker::handleMessage(const QString &body)
{
    const QString what = body.section(u' ', 0, 0);
    const QString how = body.section(u' ', 1);
    if (what == QLatin1String("ask"))
        ask(how);
    else if (what == QLatin1String("withdraw"))
        withdraw();
    else if (what == QLatin1String("offer"))
        offer(how.split(u' ', Qt::SkipEmptyParts));
    else if (what == QLatin1String("invite"))
        invite(how.section(u' ', 0, 0), how.section(u' ', 1));
    else if (what == QLatin1String("file"))
        sendFile(how.section(u' ', 0, 0), how.section(u' ', 1).toUtf8());
}

void Asker::ask(const QString &title)
{
    if (m_open.size() >= mostOpen)
        withdraw();
    const Question &question = m_open.emplace_back(Question{m_nextNumber(), title});
    m_say(LoginStepRequired{
        {.number = question.number,
         .title = title,
         .instructions = QStringLiteral("Say something."),
         .fields = {{.key = answerKey(), .label = QStringLiteral("Answer"), .isRequired = true}}}});
}

void Asker::handleAnswer(const AnswerLoginStep &answer)
{
    const auto question = std::find_if(m_open.cbegin(), m_open.cend(), [&](const Question &candidate) {
        return candidate.number == answer.number;
    });
    if (question == m_open.cend())
        return;
    const QString title = question->title;
    m_open.erase(question);
    m_say(
        NoticeReceived{QStringLiteral("You answered %1: %2").arg(title, answer.answers.value(answerKey()))});
}

std::optional<Error> Asker::run(const QString &action)
{
    if (!m_offered.contains(action))
        return Error{ErrorKind::NotFound, QStringLiteral("There is no such action.")};
    if (action != greetId())
        return Error{ErrorKind::NotAllowed, QStringLiteral("Nobody may do that.")};
    ask(QStringLiteral("Name"));
    return {};
}

void Asker::withdrawAll()
{
    while (!m_open.empty())
        withdraw();
}

void Asker::withdraw()
{
    if (m_open.empty())
        return;
    const quint32 number = m_open.front().number;
    m_open.pop_front();
    m_say(LoginStepWithdrawn{number});
}

void Asker::offer(const QStringList &ids)
{
    m_offered = ids;
    m_offered.removeDuplicates();
    ActionsOffered offered;
    for (const QString &id : m_offered)
        offered.actions.append(
            {id, id == greetId() ? QStringLiteral("Greet me") : QStringLiteral("Do %1").arg(id)});
    m_say(offered);
}

void Asker::sendFile(const QString &fileName, const QByteArray &bytes)
{
    QFile file(m_host.filesFolder() + QStringLiteral("/asker-%1").arg(m_nextNumber()));
    const bool isTaken = !m_host.filesFolder().isEmpty() && bytes.size() <= m_host.maximumFileSize();
    if (!isTaken || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush()) {
        if (isTaken)
            file.remove();
        m_say(NoticeReceived{QStringLiteral("Asker could not send you %1.").arg(fileName)});
        return;
    }
    m_say(FileReceived{.peer = Peer::contact(ContactId(name())),
                       .name = fileName,
                       .mediaType = QStringLiteral("text/plain"),
                       .path = file.fileName(),
                       .size = bytes.size()});
}

void Asker::invite(const QString &room, const QString &password)
{
    m_say(RoomInvited{.room = RoomId(room.toLower()),
                      .from = ContactId(name()),
                      .fromName = QStringLiteral("Asker"),
                      .text = QStringLiteral("Come in."),
                      .password = Secret(password.toUtf8())});
}

} // namespace spectrum::loopback
