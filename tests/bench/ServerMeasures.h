// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What is measured of server mode.
#pragma once

#include "Report.h"

namespace bench
{

// Of clients over TLS: what each costs in memory and at its login, what their messages cost, and what
// thousands of them cost that say nothing.
void measureServerMode(const std::string &program, Report &report);

} // namespace bench
