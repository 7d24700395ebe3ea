// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes what a host answered so that people can read it.
#pragma once

#include <QJsonObject>
#include <QString>

namespace spectrum::core
{

class CtlOutput
{
public:
    // Lines for the terminal: whatever a network said in it can neither move the cursor nor begin a line.
    [[nodiscard]] static QString text(const QString &command, const QJsonObject &result);
};

} // namespace spectrum::core
