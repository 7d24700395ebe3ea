// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What is known of one picture of somebody on the network, once for all users who see it.
#pragma once

#include <spectrum/Contact.h>

#include <QExplicitlySharedDataPointer>
#include <QSharedData>

namespace spectrum::xmpp
{

struct Portrait : QSharedData {
    // Unseen: the network told of the picture, but nobody has fetched it yet. None: there is no picture, or
    // none that may be shown.
    enum class State : quint8 { Unseen, None, Seen };

    // The part of a presence that says which picture there is (XEP-0153); empty when that is not known.
    [[nodiscard]] QByteArray presenceElement() const;
    // What clients know the picture by.
    [[nodiscard]] QString hashText() const { return QString::fromLatin1(hash.toHex()); }

    ContactId contact = {};
    State state = State::Unseen;
    // Of a picture that was seen: SHA-1, and what its first bytes say.
    QByteArray hash = {};
    const char *mediaType = nullptr;
    quint32 size = 0;
    quint32 width = 0;
    quint32 height = 0;
};

using PortraitPointer = QExplicitlySharedDataPointer<Portrait>;

} // namespace spectrum::xmpp
