// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LogCategories.h"

namespace spectrum::purple
{

SPECTRUM_LOG_CATEGORY(lcPurple, "spectrum.purple")
SPECTRUM_WIRE_LOG_CATEGORY(lcPurpleWire, "spectrum.purple.wire")

} // namespace spectrum::purple
