// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads and writes profiles with their pictures as vcard-temp (XEP-0054), within limits.
#pragma once

#include "../stream/Element.h"

#include <spectrum/Profile.h>

namespace spectrum::xmpp::vcards
{

// A finished <vCard/>; a profile without names gets the one that is given.
[[nodiscard]] QByteArray write(const Profile &profile, const QString &name, const Picture &picture);
[[nodiscard]] Profile readProfile(const Element &vCard);
// Without bytes when there is none, or none that is acceptable.
[[nodiscard]] Picture readPicture(const Element &vCard);
// The same of Base64.
[[nodiscard]] Picture decodePicture(const QString &text);

} // namespace spectrum::xmpp::vcards
