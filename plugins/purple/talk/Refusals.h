// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Cancels requests that nobody is asked, in the next turn of the event loop.
#pragma once

#include "Question.h"

#include <QObject>

#include <memory>
#include <vector>

namespace spectrum::purple
{

// Not at once: a plugin notes its request when the call that made it returns, and its callback forgets it.
class Refusals
{
public:
    Refusals() = default;
    ~Refusals();
    Refusals(const Refusals &) = delete;
    Refusals &operator=(const Refusals &) = delete;

    // Of those that no session can be found for.
    [[nodiscard]] static Refusals &ofNobody();

    void *refuse(std::unique_ptr<Question> question);
    // libpurple closed it itself; whether it was here.
    bool forget(void *handle);

private:
    void cancelAll();

    std::vector<std::unique_ptr<Question>> m_questions;
    QObject m_context;
};

} // namespace spectrum::purple
