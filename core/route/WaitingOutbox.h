// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Knows which messages wait for their sessions, whose they are, how far they have come and until when.
#pragma once

#include <spectrum/Clock.h>
#include <spectrum/Ids.h>

#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace spectrum::core
{

// Without their contents, which are in a book. Numbers are given in the order in which messages came.
class WaitingOutbox
{
public:
    static constexpr size_t maximumTwins = 8;

    enum class Stage : quint8 {
        Waiting,
        Marking,    // on its way to the network, until the book says that its mark is kept
        HandedOver, // the network's session has it
        Accepted,   // the network has it, and has not said what became of it
        Unknown,    // was handed over by a process that has ended since
    };
    struct Item {
        UserId user = {};
        RequestId request = RequestId::None;
        QDateTime since = {};
        Clock::Moment deadline = {};
        qint64 size = 0;
        Stage stage = Stage::Waiting;
        // The same only for the same message; 0 = not known.
        size_t print = 0;
        // Orders of the same message, which have the same outcome.
        std::vector<RequestId> twins = {};

        [[nodiscard]] bool isAtNetwork() const noexcept
        {
            return stage == Stage::HandedOver || stage == Stage::Accepted;
        }
        [[nodiscard]] bool isUnsent() const noexcept
        {
            return stage == Stage::Waiting || stage == Stage::Marking;
        }
    };

    void add(qint64 number, Item item);
    [[nodiscard]] const Item *find(qint64 number) const;
    [[nodiscard]] std::optional<Item> take(qint64 number);
    void setStage(qint64 number, Stage stage);
    // False: no message of the user's with that print waits.
    bool addTwin(const UserId &user, size_t print, RequestId request);

    // In their order.
    [[nodiscard]] std::vector<qint64> numbersOf(const UserId &user) const;
    [[nodiscard]] qsizetype count(const UserId &user) const;
    [[nodiscard]] bool isAnyUnsent(const UserId &user) const;
    // The first of the user's that wait, unless some are being marked, so that at most maximum are at the
    // network.
    [[nodiscard]] std::vector<qint64> nextOf(const UserId &user, size_t maximum) const;
    [[nodiscard]] std::optional<qint64> findAtNetwork(const UserId &user, RequestId request) const;

    // Only what waits has a deadline.
    [[nodiscard]] std::optional<qint64> findOverdue(Clock::Moment now) const;
    [[nodiscard]] std::optional<Clock::Moment> nextDeadline() const;

    [[nodiscard]] std::vector<qint64> numbersIn(Stage stage) const;
    [[nodiscard]] std::vector<UserId> users() const;
    [[nodiscard]] qint64 lastNumber() const noexcept { return m_lastNumber; }
    [[nodiscard]] qsizetype size() const noexcept { return qsizetype(m_items.size()); }
    [[nodiscard]] qint64 bytes() const noexcept { return m_bytes; }

private:
    std::unordered_map<qint64, Item> m_items;
    std::unordered_map<UserId, std::vector<qint64>> m_users;
    std::set<std::pair<Clock::Moment, qint64>> m_deadlines;
    qint64 m_lastNumber = 0;
    qint64 m_bytes = 0;
};

} // namespace spectrum::core
