// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows findings to people and to programs.
#pragma once

#include <spectrum/Examination.h>

#include <QJsonObject>

namespace spectrum::core
{

class FindingPrinter
{
public:
    // For the terminal: a line with what was seen, and below it what to do. Whatever a network said in it can
    // neither move the cursor nor begin a line.
    [[nodiscard]] static QString text(const Finding &finding);
    // "instance" is empty for what concerns the whole host.
    [[nodiscard]] static QJsonObject json(const QString &instance, const Finding &finding);
};

} // namespace spectrum::core
