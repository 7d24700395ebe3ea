// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// How far a user's contacts are on their way into the user's own list.
#pragma once

#include "RosterItem.h"

#include <spectrum/Contact.h>
#include <spectrum/Ids.h>

#include <QList>

#include <utility>
#include <vector>

namespace spectrum::xmpp
{

// Something that the user did to the own list, and that the network has not answered yet.
struct OwnChange {
    Contact wanted = {};
    bool isRemoval = false;
    // Put off, because the network could not be asked.
    bool isPutOff = false;
    RequestId request = RequestId::None;
};

struct ContactSyncState {
    enum class Way : quint8 {
        Open,     // nothing is known yet, or nobody is there whom one could ask
        Asking,   // being found out
        Roster,   // changes of the roster itself
        Exchange, // suggestions to a client
        Requests, // subscription requests
    };

    Way way = Way::Open;
    bool isLoading = false;
    bool isLoaded = false;
    // The user's own list was never compared with what the network says.
    bool isFirst = false;
    bool isPaced = false;
    bool isSaving = false;
    bool isSettling = false;
    // Contacts to look at.
    QList<ContactId> due = {};
    // Changes of the roster that have no answer yet.
    int open = 0;
    // The client that takes suggestions.
    QString client = {};
    // What was written last: the server tells it back as if it was news.
    QList<std::pair<ContactId, quint32>> echoes = {};
    // New in the roster, perhaps without a subscription.
    QList<ContactId> fresh = {};
    // What the user had chosen for contacts that were only half in the list.
    std::vector<RosterItem> chosen = {};
    std::vector<OwnChange> changes = {};
    // Parts of the memory that changed, a bit each.
    quint64 touched = 0;
    // Who waits for the user's permission.
    std::vector<ContactId> asking = {};
};

} // namespace spectrum::xmpp
