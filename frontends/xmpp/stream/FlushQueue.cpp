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
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &FlushQueue::handleTurnEnd);
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &FlushQueue::handleTurnEnd);
}

void FlushQueue::remove(StreamSocket &socket)
{
    std::erase(m_waiting, &socket);
    std::replace(m_flushing.begin(), m_flushing.end(), &socket, static_cast<StreamSocket *>(nullptr));
}

void FlushQueue::forget(StreamSocket &socket)
{
    remove(socket);
    std::erase(m_unacknowledged, &socket);
}

void FlushQueue::handleTurnEnd()
{
    if (!m_waiting.empty())
        flush();
    if (m_unacknowledged.empty() || m_isAcknowledging)
        return;
    m_isAcknowledging = true;
    // Others hear of the end of the turn too, and have things to send.
    QMetaObject::invokeMethod(this, &FlushQueue::acknowledge, Qt::QueuedConnection);
}

void FlushQueue::acknowledge()
{
    constexpr size_t mostInATurn = 2;
    m_isAcknowledging = false;
    for (size_t i = 0; i < m_unacknowledged.size(); ++i) {
        if (i < mostInATurn)
            m_unacknowledged[i]->acknowledge();
        else
            m_unacknowledged[i]->overlook();
    }
    m_unacknowledged.clear();
}

void FlushQueue::flush()
{
    m_flushing.swap(m_waiting);
    for (size_t i = 0; i < m_flushing.size(); ++i) {
        if (m_flushing[i] != nullptr)
            m_flushing[i]->flush();
    }
    m_flushing.clear();
}

} // namespace spectrum::xmpp
