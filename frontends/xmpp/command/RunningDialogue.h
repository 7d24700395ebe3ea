// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One conversation that runs: asks for its pages in time and remembers the one that is shown.
#pragma once

#include "../Dialogue.h"

#include <spectrum/Clock.h>

#include <QObject>

namespace spectrum::xmpp
{

class RunningDialogue final : public QObject
{
public:
    // After so long without an answer the conversation is over.
    static constexpr std::chrono::minutes answerTime{10};
    // A page that takes longer is waited for no more.
    static constexpr std::chrono::seconds pageTime{60};
    // Called once for each page, perhaps at once. The conversation may be let go inside, but only by
    // deleteLater().
    using Shown = std::function<void(const DialoguePage &page)>;

    RunningDialogue(Clock &clock, QObject *parent, std::unique_ptr<Dialogue> dialogue,
                    std::function<void()> forgotten);
    ~RunningDialogue() override;

    void begin(Shown shown);
    void answer(const Dialogue::Answers &answers, Shown shown);

    [[nodiscard]] bool isBusy() const { return bool(m_shown); }
    [[nodiscard]] const DialoguePage &page() const { return m_page; }

private:
    void wait(const QFuture<DialoguePage> &page, Shown shown);
    void show(const DialoguePage &page);
    void arm(std::chrono::milliseconds delay, std::function<void()> action);

    Clock &m_clock;
    std::unique_ptr<Dialogue> m_dialogue;
    std::function<void()> m_forgotten;
    Shown m_shown;
    DialoguePage m_page;
    Clock::TimerId m_timer = 0;
};

// For those who own one.
struct DeleteLater {
    void operator()(RunningDialogue *dialogue) const { dialogue->deleteLater(); }
};
using RunningDialoguePointer = std::unique_ptr<RunningDialogue, DeleteLater>;

} // namespace spectrum::xmpp
