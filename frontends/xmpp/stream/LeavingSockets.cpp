// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LeavingSockets.h"

#include "Channel.h"

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

void LeavingSockets::add(Channel *channel)
{
    channel->disconnect();
    channel->setParent(this);
    if (!channel->closeAfterFlush()) {
        channel->deleteLater();
        return;
    }
    if (m_leaving.size() >= maximumLeaving)
        drop(m_leaving.front().channel);
    connect(channel, &Channel::left, this, [this, channel] { drop(channel); });
    m_leaving.push_back({channel, m_clock.schedule(patience, channel, [this, channel] { drop(channel); })});
}

void LeavingSockets::drop(Channel *channel)
{
    const auto found = std::find_if(m_leaving.begin(), m_leaving.end(),
                                    [channel](const Leaving &leaving) { return leaving.channel == channel; });
    if (found == m_leaving.end())
        return;
    m_clock.cancel(found->timer);
    m_leaving.erase(found);
    channel->abort();
    channel->deleteLater();
}

} // namespace spectrum::xmpp
