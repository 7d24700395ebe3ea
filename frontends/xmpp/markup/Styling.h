// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says cleaned HTML as plain text with the marks of XEP-0393.
#pragma once

#include <QString>

namespace spectrum::xmpp
{

class Element;

// The body of a SafeHtml.
[[nodiscard]] QString styledText(const Element &body);

} // namespace spectrum::xmpp
