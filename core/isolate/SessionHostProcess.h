// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a process does that was started to be a session host.
#pragma once

#include <QString>

namespace spectrum::core
{

// Whether this process was started as ChildProcess starts one.
[[nodiscard]] bool isSessionHostProcess();

// Makes the application object and runs until its host is gone. loop: "glib" or "host". Returns the exit
// code.
int runSessionHost(const QString &loop);

} // namespace spectrum::core
