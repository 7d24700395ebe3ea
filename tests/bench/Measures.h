// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What is measured, one function a figure or a family of figures.
#pragma once

#include "Report.h"

namespace bench
{

void measureStart(const std::string &program, Report &report);
// Of a gateway without users, then with 100, 1000 and 5000: sizes and logins; then of messages in both
// directions: at saturation, at 200 a second, a burst on a quiet line; and of a large room.
void measureGateway(const std::string &program, Report &report);

} // namespace bench
