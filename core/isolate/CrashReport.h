// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets a session host that crashes say where, without a word of what was in its memory.
#pragma once

#include "isolate/ActivityMark.h"

namespace spectrum::core
{

// Lines on the standard error output: the signal, the number of the session whose code ran, and for each call
// on the stack the library and the place in it. No values: memory is full of secrets.
class CrashReport
{
public:
    // Once, in the child. The mark lives as long as the process.
    static void install(const ActivityMark &mark);
};

} // namespace spectrum::core
