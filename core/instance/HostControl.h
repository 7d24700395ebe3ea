// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What an instance's administrators may do to the whole host.
#pragma once

#include <spectrum/Result.h>

#include <QStringList>

namespace spectrum::core
{

class HostControl
{
public:
    // Both as Administration says.
    virtual Result<QStringList> reloadNow() = 0;
    virtual Result<void> setLogLevel(const QString &level, const QStringList &rules) = 0;

protected:
    ~HostControl() = default;
};

} // namespace spectrum::core
