// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Who decides about the logins of client streams and hears of what they bring.
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Secret.h>

#include <QString>

#include <functional>

namespace spectrum::xmpp
{

class Element;
class Jid;
class Channel;

class ClientStream;

// Whether the client asked for copies of what its user's other clients say (XEP-0280), when it was bound.
enum class CopyWish : quint8 { None, Copies };

// Implemented by ClientListener.
class ClientStreamOwner
{
public:
    // Answers once, now or later, in this thread; the stream may be gone by then, which the answer knows.
    using Verdict = std::function<void(const Result<void> &verdict)>;
    virtual void authenticate(ClientStream &stream, const Jid &user, Secret password, Verdict answer) = 0;
    // Whose connection it is is known only now; the owner may end the stream.
    virtual void handlePeerKnown(ClientStream &stream) = 0;
    // The resource that the stream gets; it may end other streams before it returns.
    virtual Jid chooseAddress(const Jid &user, const QString &wanted) = 0;
    // The client was told its address; its stanzas follow.
    virtual void handleBound(ClientStream &stream, CopyWish wish) = 0;
    // The user's stream with that session, or null.
    virtual ClientStream *findSession(const Jid &user, const QString &id) = 0;
    // The stream has the session of the other one, which ends.
    virtual void handleResumed(ClientStream &stream, ClientStream &former) = 0;
    // The stream waits for another that resumes its session. The owner sees the channel off.
    virtual void handleSuspended(ClientStream &stream, Channel *channel) = 0;
    virtual void handleStanza(ClientStream &stream, Element &&stanza) = 0;
    // What the client did wrong, for the log.
    virtual void noteTrouble(const ClientStream &stream, const char *what, const QString &reason) = 0;
    // The owner deletes the stream with deleteLater(), and sees its channel off, which is null after a
    // suspension.
    virtual void handleEnd(ClientStream &stream, Channel *channel) = 0;

protected:
    ~ClientStreamOwner() = default;
};

} // namespace spectrum::xmpp
