// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// libpurple in this process: started when the first account needs it, and never ended.
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Settings.h>

#include <purple.h>

namespace spectrum::purple
{

class Library
{
public:
    // Starts it when it does not run yet. Fails the same way each time. The folders of plugins and of trusted
    // authorities are those of whoever comes first.
    [[nodiscard]] static Result<void> start(const Settings &settings);
    // The protocol plugin, of a library that runs; fails when it is not installed.
    [[nodiscard]] static Result<PurplePlugin *> protocol(const QString &id);
};

} // namespace spectrum::purple
