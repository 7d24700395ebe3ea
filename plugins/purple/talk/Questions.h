// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The requests that libpurple has open for one account, as steps that the user answers.
#pragma once

#include "Refusals.h"

#include <spectrum/Commands.h>
#include <spectrum/Events.h>

#include <map>

namespace spectrum::purple
{

class Questions
{
public:
    explicit Questions(EventSink &sink) : m_sink(sink) {}
    // What is still open is closed without a word to the plugin, whose data may be gone.
    ~Questions();
    Questions(const Questions &) = delete;
    Questions &operator=(const Questions &) = delete;

    // Asks the user; returns the question's handle. One more than can be open is refused.
    void *ask(std::unique_ptr<Question> question);
    void *refuse(std::unique_ptr<Question> question);
    // To be called in the account's turn. What does not fit is asked again, with another number; "cancel"
    // answered with yes cancels.
    void answer(const AnswerLoginStep &answer);
    // libpurple closed it itself; whether it was here.
    bool withdraw(void *handle);
    // Before a polite end, while the plugin has its data: it hears that nothing will be answered. What it asks
    // meanwhile is refused. Not when the connection has ended: then libpurple closes what is the connection's.
    void cancelAll();

private:
    struct Open {
        std::unique_ptr<Question> question;
        LoginStep step;
    };
    using Steps = std::map<quint32, Open>;

    void finish(Steps::iterator found, const Answers *answers);
    void askAgain(Steps::iterator found, const QString &why);
    void report(Event event);

    EventSink &m_sink;
    Steps m_steps;
    quint32 m_last = 0;
    bool m_isAsking = false;
    bool m_isEnding = false;
    Refusals m_refusals;
    QObject m_context;
};

} // namespace spectrum::purple
