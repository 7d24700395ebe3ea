// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "route/WaitingOutbox.h"

#include <algorithm>

namespace spectrum::core
{

void WaitingOutbox::add(qint64 number, Item item)
{
    m_lastNumber = std::max(m_lastNumber, number);
    m_bytes += item.size;
    m_users[item.user].push_back(number);
    if (item.stage == Stage::Waiting)
        m_deadlines.emplace(item.deadline, number);
    m_items.emplace(number, std::move(item));
}

const WaitingOutbox::Item *WaitingOutbox::find(qint64 number) const
{
    const auto found = m_items.find(number);
    return found == m_items.end() ? nullptr : &found->second;
}

std::optional<WaitingOutbox::Item> WaitingOutbox::take(qint64 number)
{
    auto node = m_items.extract(number);
    if (node.empty())
        return std::nullopt;
    const Item &item = node.mapped();
    m_bytes -= item.size;
    m_deadlines.erase({item.deadline, number});
    const auto user = m_users.find(item.user);
    std::erase(user->second, number);
    if (user->second.empty())
        m_users.erase(user);
    return std::move(node.mapped());
}

void WaitingOutbox::setStage(qint64 number, Stage stage)
{
    const auto found = m_items.find(number);
    if (found == m_items.end())
        return;
    found->second.stage = stage;
    if (stage == Stage::Waiting)
        m_deadlines.emplace(found->second.deadline, number);
    else
        m_deadlines.erase({found->second.deadline, number});
}

bool WaitingOutbox::addTwin(const UserId &user, size_t print, RequestId request)
{
    const auto found = m_users.find(user);
    if (print == 0 || found == m_users.end())
        return false;
    for (const qint64 number : found->second) {
        Item &item = m_items.find(number)->second;
        if (item.print != print || !item.isUnsent() || item.twins.size() >= maximumTwins)
            continue;
        item.twins.push_back(request);
        return true;
    }
    return false;
}

std::vector<qint64> WaitingOutbox::numbersOf(const UserId &user) const
{
    const auto found = m_users.find(user);
    return found == m_users.end() ? std::vector<qint64>() : found->second;
}

qsizetype WaitingOutbox::count(const UserId &user) const
{
    const auto found = m_users.find(user);
    return found == m_users.end() ? 0 : qsizetype(found->second.size());
}

bool WaitingOutbox::isAnyUnsent(const UserId &user) const
{
    const auto found = m_users.find(user);
    return found != m_users.end() &&
           std::ranges::any_of(found->second, [this](qint64 number) { return find(number)->isUnsent(); });
}

std::vector<qint64> WaitingOutbox::nextOf(const UserId &user, size_t maximum) const
{
    const auto found = m_users.find(user);
    if (found == m_users.end())
        return {};
    std::vector<qint64> next;
    size_t atNetwork = 0;
    for (const qint64 number : found->second) {
        const Item &item = *find(number);
        if (item.stage == Stage::Marking)
            return {};
        if (item.isAtNetwork())
            ++atNetwork;
        else if (item.stage == Stage::Waiting && atNetwork + next.size() < maximum)
            next.push_back(number);
    }
    return next;
}

std::optional<qint64> WaitingOutbox::findAtNetwork(const UserId &user, RequestId request) const
{
    const auto found = m_users.find(user);
    if (found == m_users.end())
        return std::nullopt;
    const auto number = std::ranges::find_if(found->second, [&](qint64 candidate) {
        const Item &item = *find(candidate);
        return item.request == request && item.isAtNetwork();
    });
    return number == found->second.end() ? std::nullopt : std::optional(*number);
}

std::optional<qint64> WaitingOutbox::findOverdue(Clock::Moment now) const
{
    if (m_deadlines.empty() || m_deadlines.begin()->first > now)
        return std::nullopt;
    return m_deadlines.begin()->second;
}

std::optional<Clock::Moment> WaitingOutbox::nextDeadline() const
{
    return m_deadlines.empty() ? std::nullopt : std::optional(m_deadlines.begin()->first);
}

std::vector<qint64> WaitingOutbox::numbersIn(Stage stage) const
{
    std::vector<qint64> numbers;
    for (const auto &[number, item] : m_items) {
        if (item.stage == stage)
            numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

std::vector<UserId> WaitingOutbox::users() const
{
    std::vector<UserId> users;
    users.reserve(m_users.size());
    for (const auto &[user, numbers] : m_users)
        users.push_back(user);
    return users;
}

} // namespace spectrum::core
