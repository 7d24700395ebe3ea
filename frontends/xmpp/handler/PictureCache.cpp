// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PictureCache.h"

namespace spectrum::xmpp
{

void PictureCache::insert(const QByteArray &hash, const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > m_capacity)
        return;
    const auto [place, isNew] = m_pictures.try_emplace(hash, Kept{bytes, 0});
    touch(hash, place->second);
    if (!isNew)
        return;
    m_size += bytes.size();
    // The new one was used last, so it stays.
    while (m_size > m_capacity)
        removeOldest();
}

QByteArray PictureCache::find(const QByteArray &hash)
{
    const auto found = m_pictures.find(hash);
    if (found == m_pictures.end())
        return {};
    touch(hash, found->second);
    return found->second.bytes;
}

void PictureCache::touch(const QByteArray &hash, Kept &kept)
{
    m_order.erase(kept.use);
    kept.use = ++m_uses;
    m_order.emplace(kept.use, hash);
}

void PictureCache::removeOldest()
{
    const auto oldest = m_pictures.find(m_order.begin()->second);
    m_order.erase(m_order.begin());
    m_size -= oldest->second.bytes.size();
    m_pictures.erase(oldest);
}

} // namespace spectrum::xmpp
