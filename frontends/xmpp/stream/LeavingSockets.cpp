// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LeavingSockets.h"

#include "StreamSocket.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr std::chrono::seconds patience{2};
constexpr size_t maximumLeaving = 64;

} // namespace

LeavingSockets::~LeavingSockets()
{
    for (const Leaving &leaving : m_leaving)
        m_clock.cancel(leaving.timer);
}

void LeavingSockets::add(StreamSocket *socket)
{
    socket->disconnect();
    socket->setParent(this);
    if (!socket->closeAfterFlush()) {
        socket->deleteLater();
        return;
    }
    if (m_leaving.size() >= maximumLeaving)
        drop(m_leaving.front().socket);
    connect(socket, &StreamSocket::left, this, [this, socket] { drop(socket); });
    m_leaving.push_back({socket, m_clock.schedule(patience, socket, [this, socket] { drop(socket); })});
}

void LeavingSockets::drop(StreamSocket *socket)
{
    const auto found = std::find_if(m_leaving.begin(), m_leaving.end(),
                                    [socket](const Leaving &leaving) { return leaving.socket == socket; });
    if (found == m_leaving.end())
        return;
    m_clock.cancel(found->timer);
    m_leaving.erase(found);
    socket->abort();
    socket->deleteLater();
}

} // namespace spectrum::xmpp
