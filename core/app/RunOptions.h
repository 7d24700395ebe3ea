// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Understands the arguments of `spectrum2 run`.
#pragma once

#include <spectrum/Result.h>

#include <QStringList>

namespace spectrum::core
{

struct RunOptions {
    // The error's userText is one sentence.
    [[nodiscard]] static Result<RunOptions> parse(const QStringList &arguments);

    QString configFile = QStringLiteral("/etc/spectrum2/spectrum2.cfg");
    // "section.key=value"; they come after the files and win.
    QStringList overrides = {};
    // The address of the one instance that the file describes, instead of its own (-j of the first Spectrum
    // 2).
    QString address = {};
};

} // namespace spectrum::core
