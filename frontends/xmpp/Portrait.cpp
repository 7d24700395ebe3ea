// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Portrait.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

QByteArray Portrait::presenceElement() const
{
    if (state == State::Unseen)
        return {};
    ElementWriter xml;
    xml.open("x", "vcard-temp:x:update");
    // Empty, it says that there is none.
    xml.leaf("photo", hashText());
    xml.close();
    return xml.take();
}

} // namespace spectrum::xmpp
