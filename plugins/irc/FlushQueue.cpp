// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FlushQueue.h"

#include "Connection.h"

#include <QAbstractEventDispatcher>

#include <algorithm>

namespace spectrum::irc
{

FlushQueue::FlushQueue()
{
    // A loop that is not allowed to wait says only that it is awake.
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &FlushQueue::flush);
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &FlushQueue::flush);
}

FlushQueue::~FlushQueue() = default;

void FlushQueue::remove(Connection &connection)
{
    std::erase(m_waiting, &connection);
    std::replace(m_flushing.begin(), m_flushing.end(), &connection, static_cast<Connection *>(nullptr));
}

void FlushQueue::flush()
{
    if (m_waiting.empty() && m_buried.empty())
        return;
    m_flushing.swap(m_waiting);
    for (size_t i = 0; i < m_flushing.size(); ++i) {
        if (m_flushing[i] != nullptr)
            m_flushing[i]->flush();
    }
    m_flushing.clear();
    m_buried.clear();
}

} // namespace spectrum::irc
