// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "TalkLog.h"

namespace spectrum::purple
{

SPECTRUM_LOG_CATEGORY(lcTalk, "spectrum.purple.talk")

} // namespace spectrum::purple
