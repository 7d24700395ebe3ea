// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the database of an instance of the first Spectrum 2.
#pragma once

#include <spectrum/Result.h>

#include <QString>

namespace spectrum::core
{

struct ImportSource {
    // The file is the database itself, or the configuration (*.cfg) of the instance that has it. The error's
    // userText is one sentence.
    [[nodiscard]] static Result<ImportSource> find(const QString &file);

    QString database = {};
    QString prefix = {};
    // Empty when only the database is known.
    QString address = {};
};

} // namespace spectrum::core
