// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/ArchiveAccess.h"

#include "instance/MemoryArchive.h"

namespace spectrum::core
{

ArchiveAccess::ArchiveAccess(std::unique_ptr<OwnArchive> archive, Clock &clock)
    : m_archive(std::move(archive)), m_clock(clock)
{
}

void ArchiveAccess::setLimits(const Settings &settings)
{
    m_limits = {std::chrono::hours(24 * settings.integer(QStringLiteral("archive.days"))),
                settings.integer(QStringLiteral("archive.messages_per_user"))};
    if (m_isUsed)
        m_archive->setLimits(m_limits);
}

Archive *ArchiveAccess::open()
{
    if (!std::exchange(m_isUsed, true)) {
        if (!m_archive)
            m_archive = std::make_unique<MemoryArchive>(m_clock);
        m_archive->setLimits(m_limits);
    }
    return m_limits.age > std::chrono::hours::zero() ? m_archive.get() : nullptr;
}

} // namespace spectrum::core
