// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RunningDialogue.h"

namespace spectrum::xmpp
{

RunningDialogue::RunningDialogue(Clock &clock, QObject *parent, std::unique_ptr<Dialogue> dialogue,
                                 std::function<void()> forgotten)
    : QObject(parent), m_clock(clock), m_dialogue(std::move(dialogue)), m_forgotten(std::move(forgotten))
{
}

RunningDialogue::~RunningDialogue() = default;

void RunningDialogue::begin(Shown shown)
{
    wait(m_dialogue->begin(), std::move(shown));
}

void RunningDialogue::answer(const Dialogue::Answers &answers, Shown shown)
{
    wait(m_dialogue->answer(answers), std::move(shown));
}

void RunningDialogue::wait(const QFuture<DialoguePage> &page, Shown shown)
{
    m_shown = std::move(shown);
    arm(pageTime, [this] {
        show({.title = m_page.title,
              .text = QStringLiteral("That took too long, so nobody waits for it any more."),
              .tone = DialoguePage::Tone::Error});
    });
    QFuture<DialoguePage> awaited = page;
    awaited.then(this, [this](const DialoguePage &finished) { show(finished); }).onCanceled(this, [this] {
        show({.title = m_page.title,
              .text = QStringLiteral("Something went wrong in the gateway."),
              .tone = DialoguePage::Tone::Error});
    });
}

void RunningDialogue::show(const DialoguePage &page)
{
    if (!m_shown)
        return;
    m_page = page;
    if (page.isEnd())
        m_clock.cancel(std::exchange(m_timer, 0));
    else
        arm(answerTime, m_forgotten);
    const Shown shown = std::exchange(m_shown, nullptr);
    shown(page);
}

void RunningDialogue::arm(std::chrono::milliseconds delay, std::function<void()> action)
{
    m_clock.cancel(m_timer);
    m_timer = m_clock.schedule(delay, this, std::move(action));
}

} // namespace spectrum::xmpp
