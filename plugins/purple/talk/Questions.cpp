// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Questions.h"

#include "Turn.h"

#include <algorithm>

namespace spectrum::purple
{

namespace
{

constexpr size_t maximumOpen = 16;

QString cancelKey()
{
    return QStringLiteral("cancel");
}

} // namespace

Questions::~Questions()
{
    m_isEnding = true;
    while (!m_steps.empty()) {
        const Open open = std::move(m_steps.begin()->second);
        m_steps.erase(m_steps.begin());
        purple_request_close(open.question->type(), open.question->handle());
    }
}

void *Questions::ask(std::unique_ptr<Question> question)
{
    void *handle = question->handle();
    if (m_isEnding || m_steps.size() >= maximumOpen)
        return m_refusals.refuse(std::move(question));
    LoginStep step = question->step();
    step.number = ++m_last;
    // In a conversation each field is a question of its own: too much beside a single one.
    if (step.fields.size() != 1)
        step.fields.append(Field{.key = cancelKey(),
                                 .label = QStringLiteral("Cancel"),
                                 .type = FieldType::Boolean,
                                 .defaultValue = QStringLiteral("0")});
    m_steps.emplace(step.number, Open{std::move(question), step});
    report(LoginStepRequired{step});
    return handle;
}

void *Questions::refuse(std::unique_ptr<Question> question)
{
    return m_refusals.refuse(std::move(question));
}

// Whoever hears of a step may answer at once, but libpurple knows the request only when the call that made it
// has returned.
void Questions::report(Event event)
{
    const bool wasAsking = std::exchange(m_isAsking, true);
    m_sink.handleEvent(std::move(event));
    m_isAsking = wasAsking;
}

void Questions::answer(const AnswerLoginStep &answer)
{
    if (m_isAsking) {
        QMetaObject::invokeMethod(
            &m_context,
            [this, answer, number = Turn::current()] {
                const Turn turn(number);
                this->answer(answer);
            },
            Qt::QueuedConnection);
        return;
    }
    const auto found = m_steps.find(answer.number);
    if (found == m_steps.end())
        return;
    if (isYes(answer.answers.value(cancelKey())))
        return finish(found, nullptr);
    const Result<void> checked = found->second.question->check(answer.answers);
    if (!checked)
        return askAgain(found, checked.error().userText);
    finish(found, &answer.answers);
}

void Questions::finish(Steps::iterator found, const Answers *answers)
{
    // The callback may ask, close or end anything, this object included: nothing of it is touched afterwards.
    const Open open = std::move(found->second);
    m_steps.erase(found);
    const PurpleRequestType type = open.question->type();
    void *handle = open.question->handle();
    if (answers)
        open.question->give(*answers);
    else
        open.question->cancel();
    purple_request_close(type, handle);
}

// With another number: to who hears of it, the one that was answered is closed.
void Questions::askAgain(Steps::iterator found, const QString &why)
{
    Open open = std::move(found->second);
    m_steps.erase(found);
    LoginStep step = open.step;
    step.number = ++m_last;
    m_steps.emplace(step.number, std::move(open));
    step.instructions = why + (step.instructions.isEmpty() ? QString() : u'\n' + step.instructions);
    report(LoginStepRequired{step});
}

bool Questions::withdraw(void *handle)
{
    const auto isIt = [handle](const Steps::value_type &entry) {
        return entry.second.question->handle() == handle;
    };
    const auto found = std::find_if(m_steps.begin(), m_steps.end(), isIt);
    if (found == m_steps.end())
        return m_refusals.forget(handle);
    const quint32 number = found->first;
    m_steps.erase(found);
    if (!m_isEnding)
        report(LoginStepWithdrawn{number});
    return true;
}

void Questions::cancelAll()
{
    m_isEnding = true;
    while (!m_steps.empty()) {
        const quint32 number = m_steps.begin()->first;
        finish(m_steps.begin(), nullptr);
        report(LoginStepWithdrawn{number});
    }
    m_isEnding = false;
}

} // namespace spectrum::purple
