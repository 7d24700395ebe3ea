// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Loads one module into the process for good and checks that it is what its manifest says.
#pragma once

#include "module/Manifest.h"

#include <spectrum/FrontendModule.h>
#include <spectrum/NetworkModule.h>

namespace spectrum::core
{

class Loader
{
public:
    // The object lives until the process ends. The error's userText is one sentence without the path.
    [[nodiscard]] static Result<QObject *> load(const Manifest &manifest);
};

} // namespace spectrum::core
