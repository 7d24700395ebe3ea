// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets logins start at no more than a given rate, in the order in which they were asked for.
#pragma once

#include <spectrum/Clock.h>
#include <spectrum/Ids.h>

#include <QObject>
#include <QSet>

#include <deque>
#include <functional>

namespace spectrum::core
{

class Pacer : public QObject
{
    Q_OBJECT

public:
    using Start = std::function<void(const UserId &)>;

    // start is called for each user whose turn has come, perhaps from inside admit().
    Pacer(Clock &clock, Start start, QObject *parent = nullptr);
    ~Pacer() override;

    // Logins a second; 0 = off. Whoever waits goes on waiting at the new rate.
    void setRate(int perSecond);
    // The least time between two logins; 0 = off.
    void setGap(std::chrono::microseconds gap);
    // A user waits once, however often admitted; so the queue is as long as there are users at most.
    void admit(const UserId &user);
    void forget(const UserId &user);
    [[nodiscard]] qsizetype waiting() const noexcept { return static_cast<qsizetype>(m_queue.size()); }

private:
    void startDue();
    void arm(Clock::Moment::duration delay);

    Clock &m_clock;
    Start m_start;
    std::deque<UserId> m_queue;
    QSet<UserId> m_waiting;
    Clock::Moment m_nextStart{};
    std::chrono::microseconds m_gap{0};
    Clock::TimerId m_timer = 0;
};

} // namespace spectrum::core
