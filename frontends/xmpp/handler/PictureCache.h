// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the bytes of pictures, each once, and lets the one go that was not asked for the longest.
#pragma once

#include <QByteArray>
#include <QHash>

#include <map>
#include <unordered_map>

namespace spectrum::xmpp
{

class PictureCache
{
public:
    explicit PictureCache(qsizetype capacity) : m_capacity(capacity) {}

    // A picture that is larger than all there is room for is not kept.
    void insert(const QByteArray &hash, const QByteArray &bytes);
    // Empty when it is not here, or not any more.
    [[nodiscard]] QByteArray find(const QByteArray &hash);

    // Of all that are kept.
    [[nodiscard]] qsizetype size() const { return m_size; }

private:
    struct Kept {
        QByteArray bytes;
        quint64 use;
    };
    void touch(const QByteArray &hash, Kept &kept);
    void removeOldest();

    qsizetype m_capacity;
    qsizetype m_size = 0;
    quint64 m_uses = 0;
    std::unordered_map<QByteArray, Kept> m_pictures;
    // Hashes in the order of their last use.
    std::map<quint64, QByteArray> m_order;
};

} // namespace spectrum::xmpp
