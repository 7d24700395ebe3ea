// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/TimerHeap.h"

#include <algorithm>

namespace spectrum::system
{

namespace
{

// An id is a serial number above the index of its slot.
constexpr int slotBits = 24;
constexpr quint64 slotMask = (quint64(1) << slotBits) - 1;

} // namespace

TimerHeap::TimerId TimerHeap::add(Moment when, QObject *context, std::function<void()> action)
{
    if (m_free.empty()) {
        if (m_slots.size() > slotMask)
            return 0;
        m_free.push_back(quint32(m_slots.size()));
        m_slots.emplace_back();
    }
    const quint32 index = m_free.back();
    m_free.pop_back();
    Slot &slot = m_slots[index];
    slot.id = (++m_serial << slotBits) | index;
    slot.hasContext = context != nullptr;
    slot.context = context;
    slot.action = std::move(action);
    m_nodes.push_back({when, slot.id});
    std::push_heap(m_nodes.begin(), m_nodes.end());
    ++m_live;
    return slot.id;
}

TimerHeap::Slot *TimerHeap::find(TimerId timer)
{
    const auto index = size_t(timer & slotMask);
    if (timer == 0 || index >= m_slots.size() || m_slots[index].id != timer)
        return nullptr;
    return &m_slots[index];
}

void TimerHeap::release(Slot &slot)
{
    m_free.push_back(quint32(slot.id & slotMask));
    slot.id = 0;
    slot.context.clear();
    slot.action = nullptr;
    if (--m_live == 0) {
        m_nodes = {};
        m_slots.clear();
        m_free = {};
    }
}

void TimerHeap::cancel(TimerId timer)
{
    Slot *slot = find(timer);
    if (!slot)
        return;
    // Kept until the heap is in order: what the action holds may cancel other timers when it dies.
    const std::function<void()> action = std::exchange(slot->action, nullptr);
    release(*slot);
    if (m_nodes.size() > 64 && m_nodes.size() > 2 * size_t(m_live))
        compact();
}

void TimerHeap::compact()
{
    std::erase_if(m_nodes, [this](const Node &node) { return find(node.id) == nullptr; });
    std::make_heap(m_nodes.begin(), m_nodes.end());
}

void TimerHeap::pop()
{
    std::pop_heap(m_nodes.begin(), m_nodes.end());
    m_nodes.pop_back();
}

void TimerHeap::dropCancelled()
{
    while (!m_nodes.empty() && !find(m_nodes.front().id))
        pop();
}

std::optional<TimerHeap::Moment> TimerHeap::next()
{
    dropCancelled();
    if (m_nodes.empty())
        return std::nullopt;
    return m_nodes.front().when;
}

std::function<void()> TimerHeap::takeDue(Moment now)
{
    for (dropCancelled(); !m_nodes.empty() && m_nodes.front().when <= now; dropCancelled()) {
        Slot *slot = find(m_nodes.front().id);
        pop();
        const bool isWanted = !slot->hasContext || slot->context;
        std::function<void()> action = std::exchange(slot->action, nullptr);
        release(*slot);
        if (isWanted)
            return action;
    }
    return {};
}

} // namespace spectrum::system
