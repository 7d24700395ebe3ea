// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the frontend remembers of one of a user's clients.
#pragma once

#include <spectrum/Presence.h>

#include <QString>

namespace spectrum::xmpp
{

struct Resource {
    QString name = {};
    // Offline until the first presence (server mode), or for one that is in rooms only.
    Presence presence = {};
    qint8 priority = 0;
    // Whether it was heard of since the last probe.
    bool isHeard = true;
    // Asked for the roster, so it gets the pushes (RFC 6121 §2.1.6).
    bool wantsRoster = false;
    // Asked for the list of blocked addresses, so it gets the changes (XEP-0191 §3.2).
    bool wantsBlockList = false;
    // Copies of what the user's other clients say and hear (XEP-0280).
    bool wantsCopies = false;
    // Was told which pictures the contacts have (XEP-0084).
    bool knowsPictures = false;
    // Which personal events it wants, and a hash of the capabilities by which it is asked; 0 = it told of
    // none.
    bool isAskedForInterests = false;
    quint16 interests = 0;
    quint32 capsPrint = 0;

    // When it comes again, it is asked and told as if it had never been here.
    void leave()
    {
        presence = {};
        knowsPictures = false;
        isAskedForInterests = false;
        interests = 0;
        capsPrint = 0;
    }
    // Gets what is for all of the user's clients (RFC 6121 §8.5.2.1.1).
    [[nodiscard]] bool isReader() const
    {
        return presence.availability != Availability::Offline && priority >= 0;
    }
};

} // namespace spectrum::xmpp
