// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Hears what clients do whose streams are logged in, and decides about logins.
#pragma once

#include "ClientStreamOwner.h"
#include "StreamManagement.h"

namespace spectrum::xmpp
{

// Implemented by the frontend.
class ClientObserver
{
public:
    // The password is to be asked of the network. Answers once, in this thread.
    virtual void authenticate(const Jid &user, Secret password,
                              std::function<void(const Result<void> &)> answer) = 0;
    virtual void clientBound(const Jid &address, CopyWish wish) = 0;
    // The "from" is the client's own full address, whatever it wrote.
    virtual void stanzaReceived(const Element &stanza) = 0;
    // The client's connection is gone, its session waits for it with what it may never have seen.
    virtual void clientSuspended(const Jid &address, const QList<Undelivered> &stanzas) = 0;
    virtual void clientResumed(const Jid &address) = 0;
    // The last thing that is heard of that address.
    virtual void clientGone(const Jid &address) = 0;
    // After that: what the client may never have seen, in its order.
    virtual void stanzasUndelivered(const Jid &address, const QList<Undelivered> &stanzas) = 0;

protected:
    ~ClientObserver() = default;
};

} // namespace spectrum::xmpp
