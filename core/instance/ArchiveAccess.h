// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes an archive into use when a frontend asks for it, and not before.
#pragma once

#include "instance/OwnArchive.h"

#include <spectrum/Clock.h>
#include <spectrum/Settings.h>

#include <memory>

namespace spectrum::core
{

class ArchiveAccess
{
public:
    // Null: in memory.
    ArchiveAccess(std::unique_ptr<OwnArchive> archive, Clock &clock);

    void setLimits(const Settings &settings);
    // Null while nothing is to be kept.
    [[nodiscard]] Archive *open();

private:
    std::unique_ptr<OwnArchive> m_archive;
    Clock &m_clock;
    OwnArchive::Limits m_limits;
    bool m_isUsed = false;
};

} // namespace spectrum::core
