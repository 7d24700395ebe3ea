// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The part of a network's host that takes files.
#pragma once

#include "files/FileDesk.h"

#include <spectrum/NetworkModule.h>

namespace spectrum::core
{

class FileHost : public NetworkHost
{
public:
    [[nodiscard]] QString filesFolder() const override { return m_desk ? m_desk->inbox() : QString(); }
    [[nodiscard]] qint64 maximumFileSize() const override { return m_desk ? m_desk->maximumSize() : 0; }

protected:
    ~FileHost() = default;

    // Before the network is made.
    FileDesk &openFiles(const Settings &settings, const QString &instance, Clock &clock)
    {
        m_desk = std::make_unique<FileDesk>(settings, instance, clock);
        return *m_desk;
    }

private:
    std::unique_ptr<FileDesk> m_desk;
};

} // namespace spectrum::core
