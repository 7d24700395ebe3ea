// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows the modules of a registry to people and to programs.
#pragma once

#include "module/Registry.h"

namespace spectrum::core
{

class ModuleList
{
public:
    [[nodiscard]] static QString toText(const Registry &registry);
    [[nodiscard]] static QString toJson(const Registry &registry);
    // Everything that the modules with this id say; empty when there is none.
    [[nodiscard]] static QString describe(const Registry &registry, const QString &id);
};

} // namespace spectrum::core
