// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Looks at the store and its key as they lie on the disk, and changes nothing.
#pragma once

#include <spectrum/Examination.h>

namespace spectrum::core
{

class StoreExamination
{
public:
    // In use: a running host has the store open, and it is not opened here.
    [[nodiscard]] static QList<Finding> examine(const Settings &host, Examiner::Use use);
};

} // namespace spectrum::core
