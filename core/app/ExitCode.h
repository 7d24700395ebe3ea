// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The exit codes of the executable, as documented in its man page (the numbers above 63 are those of
// sysexits.h).
#pragma once

namespace spectrum::core
{

enum ExitCode : int {
    ExitOk = 0,
    ExitRefused = 1,         // a running host refused what ctl asked for
    ExitUsage = 2,           // a subcommand or an option that does not exist
    ExitFrontendFailed = 69, // every frontend failed for good, or the module of an instance is not available
    ExitInternal = 70,       // a defect
    ExitStoreMissing = 73,   // the store cannot be created
    ExitStoreFailed = 74,    // the store cannot be read or written, or is in use by another process
    ExitConfig = 78,         // the configuration has a mistake
};

} // namespace spectrum::core
