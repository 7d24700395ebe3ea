// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "route/RecentMessages.h"

#include <QHashFunctions>

#include <algorithm>

namespace spectrum::core
{

bool RecentMessages::isNew(const Message &message)
{
    if (message.id.isEmpty())
        return true;
    // The author belongs to the name: otherwise somebody could silence others by using their ids first.
    size_t hash =
        qHashMulti(QHashSeed::globalSeed(), message.id, message.peer.id, message.peer.nickname,
                   message.author, static_cast<int>(message.peer.kind), static_cast<int>(message.origin));
    if (hash == 0)
        hash = 1; // an unused place holds zero
    if (!m_ring)
        m_ring = std::make_unique<Ring>();
    if (std::find(m_ring->hashes.cbegin(), m_ring->hashes.cend(), hash) != m_ring->hashes.cend())
        return false;
    m_ring->hashes[m_ring->next] = hash;
    m_ring->next = (m_ring->next + 1) % window;
    return true;
}

} // namespace spectrum::core
