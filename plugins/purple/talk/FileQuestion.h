// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A request for a file, a folder or a screen of this machine, none of which is the user's: always cancelled.
#pragma once

#include "Question.h"

namespace spectrum::purple
{

class FileQuestion : public Question
{
public:
    FileQuestion(PurpleRequestType type, const RequestOutcome &outcome) : Question(type), m_outcome(outcome)
    {
    }

    [[nodiscard]] LoginStep step() const override { return {}; }
    [[nodiscard]] Result<void> check(const Answers &) const override
    {
        return wrongAnswer({}, QStringLiteral("There is no such file."));
    }
    void give(const Answers &) override { cancel(); }
    void cancel() override
    {
        // Of a screen the same callback hears of nothing.
        const GCallback callback = m_outcome.cancelled                    ? m_outcome.cancelled
                                   : type() == PURPLE_REQUEST_SCREENSHARE ? m_outcome.given
                                                                          : nullptr;
        if (callback)
            reinterpret_cast<PurpleRequestFileCb>(callback)(m_outcome.data, nullptr);
    }

private:
    RequestOutcome m_outcome;
};

} // namespace spectrum::purple
