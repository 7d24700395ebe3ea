// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PortraitTable.h"

#include <QCryptographicHash>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype longestVersion = 64;
// Portraits that nobody has any more are worth keeping: their users may come again.
constexpr size_t keptUnused = 1000;

QByteArray shortened(const QByteArray &version)
{
    return version.size() <= longestVersion ? version
                                            : QCryptographicHash::hash(version, QCryptographicHash::Sha256);
}

} // namespace

PortraitTable::PortraitTable() : m_none(new Portrait), m_forgetAt(keptUnused)
{
    m_none->state = Portrait::State::None;
}

PortraitPointer PortraitTable::find(const ContactId &contact, const QByteArray &version)
{
    if (version.isEmpty())
        return m_none;
    if (m_portraits.size() >= m_forgetAt)
        forgetUnused();
    PortraitPointer &portrait = m_portraits[Key{contact, shortened(version)}];
    if (!portrait) {
        portrait.reset(new Portrait);
        portrait->contact = contact;
    }
    return portrait;
}

// Not again before as many have come as are left, so that it costs next to nothing for each.
void PortraitTable::forgetUnused()
{
    std::erase_if(m_portraits, [](const auto &entry) { return entry.second->ref.loadRelaxed() == 1; });
    m_forgetAt = std::max(keptUnused, 2 * m_portraits.size());
}

} // namespace spectrum::xmpp
