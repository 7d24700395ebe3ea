// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Asking.h"

#include <QPromise>

namespace spectrum::xmpp::asking
{

namespace
{

class FunctionDialogue final : public Dialogue
{
public:
    FunctionDialogue(Begin begin, Answer answer) : m_begin(std::move(begin)), m_answer(std::move(answer)) {}

    QFuture<DialoguePage> begin() override { return m_begin(); }
    QFuture<DialoguePage> answer(const Answers &answers) override { return m_answer(answers); }

private:
    Begin m_begin;
    Answer m_answer;
};

} // namespace

std::unique_ptr<Dialogue> dialogue(Begin begin, Answer answer)
{
    return std::make_unique<FunctionDialogue>(std::move(begin), std::move(answer));
}

QFuture<DialoguePage> ready(const DialoguePage &page)
{
    QPromise<DialoguePage> promise;
    promise.start();
    promise.addResult(page);
    promise.finish();
    return promise.future();
}

DialoguePage done(const QString &title, const QString &text)
{
    return {.title = title, .text = text};
}

DialoguePage failed(const QString &title, const QString &text)
{
    return {.title = title, .text = text, .tone = DialoguePage::Tone::Error};
}

DialoguePage again(DialoguePage question, const QString &reason)
{
    question.text = reason;
    question.tone = DialoguePage::Tone::Error;
    return question;
}

} // namespace spectrum::xmpp::asking
