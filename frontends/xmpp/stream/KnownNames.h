// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The names that streams are full of, so that reading them allocates nothing.
#pragma once

#include <QString>

namespace spectrum::xmpp
{

struct ResolvedName {
    QString name;
    QString ns;
};

// Splits an expat name, "namespace\nlocal". Known names share their text; others are made anew.
[[nodiscard]] ResolvedName resolveName(const char *expatName);
// The same for an attribute's name, which has no namespace.
[[nodiscard]] QString resolveAttributeName(const char *name);

} // namespace spectrum::xmpp
