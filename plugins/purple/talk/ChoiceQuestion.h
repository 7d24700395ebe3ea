// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A request to choose one of several things, or one of several buttons.
#pragma once

#include "Question.h"

#include <optional>

namespace spectrum::purple
{

class ChoiceQuestion : public Question
{
public:
    // One of several answers to one callback.
    struct Choice {
        const char *label = nullptr;
        int id = 0;
    };
    // A button with a callback of its own.
    struct Action {
        const char *label = nullptr;
        GCallback callback = nullptr;
    };

    ChoiceQuestion(const RequestWords &words, const QList<Choice> &choices, int proposal,
                   const RequestOutcome &outcome);
    // Without a proposal the default is PURPLE_DEFAULT_ACTION_NONE. An image that is no PNG is left out.
    ChoiceQuestion(const RequestWords &words, const QList<Action> &actions, int proposal, void *data,
                   const QByteArray &image);

    [[nodiscard]] LoginStep step() const override { return m_step; }
    [[nodiscard]] Result<void> check(const Answers &answers) const override;
    void give(const Answers &answers) override;
    // Buttons know no cancelling but the one that says so.
    void cancel() override;

private:
    struct Way {
        int id = 0;
        GCallback callback = nullptr;
        bool refuses = false;
        bool isCancel = false;
    };
    void addWay(const Way &way, const char *label);
    void propose(int position);
    [[nodiscard]] qsizetype chosen(const Answers &answers) const;

    LoginStep m_step;
    QList<Way> m_ways;
    GCallback m_cancelled = nullptr;
    void *m_data = nullptr;
};

} // namespace spectrum::purple
