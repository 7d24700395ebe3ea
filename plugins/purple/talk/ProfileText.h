// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a plugin says about a person, as a profile or as lines of text.
#pragma once

#include <spectrum/Profile.h>

#include <QStringList>

#include <purple.h>

namespace spectrum::purple
{

// The lines in the plugin's order, without HTML; those without text are left out, and so are more than
// anybody reads.
[[nodiscard]] QList<ProfileLine> linesOf(PurpleNotifyUserInfo *info);
// Well-known labels become fields, the rest stays lines.
[[nodiscard]] Profile profileOf(const QList<ProfileLine> &lines);
[[nodiscard]] QStringList textOf(const QList<ProfileLine> &lines);

} // namespace spectrum::purple
