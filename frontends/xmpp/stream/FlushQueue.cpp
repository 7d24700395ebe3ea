// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FlushQueue.h"

#include "StreamSocket.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>

#include <algorithm>

namespace spectrum::xmpp
{

FlushQueue &FlushQueue::instance()
{
    // Ends with the application, whose event loop it listens to.
    static auto *queue = [] {
        auto *made = new FlushQueue;
        made->setParent(QCoreApplication::instance());
        return made;
    }();
    return *queue;
}

FlushQueue::FlushQueue()
{
    // A loop that is not allowed to wait says only that it is awake.
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &FlushQueue::flush);
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &FlushQueue::flush);
}

void FlushQueue::remove(StreamSocket &socket)
{
    std::erase(m_waiting, &socket);
    std::replace(m_flushing.begin(), m_flushing.end(), &socket, static_cast<StreamSocket *>(nullptr));
}

void FlushQueue::flush()
{
    if (m_waiting.empty())
        return;
    m_flushing.swap(m_waiting);
    for (size_t i = 0; i < m_flushing.size(); ++i) {
        if (m_flushing[i] != nullptr)
            m_flushing[i]->flush();
    }
    m_flushing.clear();
}

} // namespace spectrum::xmpp
