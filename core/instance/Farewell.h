// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets the frontend get ready before an account goes, but not for ever.
#pragma once

#include <spectrum/Clock.h>
#include <spectrum/FrontendModule.h>

#include <functional>

namespace spectrum::core
{

class Farewell : public QObject
{
    Q_OBJECT

public:
    // A frontend that needs longer is not waited for.
    static constexpr std::chrono::seconds patience{5};

    explicit Farewell(Clock &clock) : m_clock(clock) {}

    // Null: nobody needs to get ready.
    void setFrontend(Frontend *frontend) { m_frontend = frontend; }
    // Calls ready once.
    void prepare(const UserId &user, std::function<void()> ready);
    void complete(const UserId &user);

private:
    Clock &m_clock;
    QPointer<Frontend> m_frontend;
};

} // namespace spectrum::core
