// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A request for one text.
#pragma once

#include "Question.h"

namespace spectrum::purple
{

class InputQuestion : public Question
{
public:
    enum class Kind : quint8 { Line, Lines, Secret };

    InputQuestion(const RequestWords &words, const char *proposal, Kind kind, const RequestOutcome &outcome);

    [[nodiscard]] LoginStep step() const override { return m_step; }
    [[nodiscard]] Result<void> check(const Answers &answers) const override;
    void give(const Answers &answers) override;
    void cancel() override;

private:
    LoginStep m_step;
    Kind m_kind;
    RequestOutcome m_outcome;
};

} // namespace spectrum::purple
