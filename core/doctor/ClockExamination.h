// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Looks whether the system's clock can be right.
#pragma once

#include <spectrum/Examination.h>

#include <QDateTime>

namespace spectrum::core
{

class ClockExamination
{
public:
    struct Signs {
        QDateTime now = {};
        // When a file of this host was written last; invalid = there is none.
        QDateTime lastWritten = {};
        bool isSynchronised = false;
    };

    [[nodiscard]] static Signs read(const QStringList &files);
    [[nodiscard]] static Finding judge(const Signs &signs);
};

} // namespace spectrum::core
