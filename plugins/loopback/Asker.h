// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The contact who asks the user questions and into rooms, and who offers actions, when they are told to.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Events.h>
#include <spectrum/NetworkModule.h>

#include <deque>
#include <functional>

namespace spectrum::loopback
{

// Hears: "ask TITLE" (a question whose answer is said in a notice), "withdraw" (the oldest open question),
// "offer ID ID …" (actions of these ids: "greet" asks for a name, others fail), "invite #room" or "invite
// #room password", "file NAME TEXT" (a file of that name with that text comes).
class Asker
{
public:
    Asker(NetworkHost &host, std::function<void(const Event &)> say, std::function<quint32()> nextNumber);

    [[nodiscard]] static QString name() { return QStringLiteral("asker"); }

    void handleMessage(const QString &body);
    void handleAnswer(const AnswerLoginStep &answer);
    // Nothing = it has begun.
    [[nodiscard]] std::optional<Error> run(const QString &action);
    void withdrawAll();

private:
    struct Question {
        quint32 number;
        QString title;
    };

    void ask(const QString &title);
    void withdraw();
    void offer(const QStringList &ids);
    void sendFile(const QString &fileName, const QByteArray &bytes);
    void invite(const QString &room, const QString &password);

    NetworkHost &m_host;
    std::function<void(const Event &)> m_say;
    std::function<quint32()> m_nextNumber;
    std::deque<Question> m_open;
    QStringList m_offered;
};

} // namespace spectrum::loopback
