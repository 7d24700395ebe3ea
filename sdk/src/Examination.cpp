// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/Examination.h>

namespace spectrum
{

Examination::~Examination() = default;

} // namespace spectrum
