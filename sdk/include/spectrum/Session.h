// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// An account that is logged in, or on its way there.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Events.h>
#include <spectrum/Export.h>

#include <QObject>

namespace spectrum
{

// One per account. Made by Network::createSession(), owned and deleted by the host, used in the host's thread
// only. It says all that happens through the EventSink it was made with. It reconnects by itself, with the
// back-off of SessionHost, until logOut().
//
// Abilities beyond these are interfaces of Abilities.h, found with qobject_cast.
class SPECTRUM_SDK_EXPORT Session : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Session() override;

    // Called once, after the session was made. Outcomes: StateChanged{Connecting}, then Online, Waiting or
    // Failed. Never blocks, may emit before it returns.
    virtual void logIn(const Presence &presence) = 0;

    // Called once, at the end. The session leaves politely if it can, then says StateChanged{Offline} within
    // five seconds; orders that are still open end with an error before that. Afterwards the host deletes it.
    virtual void logOut(const QString &text) = 0;

    // Called in any state after logIn(). With a request id, DeliveryChanged follows: Accepted at most once,
    // then exactly one of Confirmed and Failed. In a state other than Online it fails with NotConnected.
    // Messages to one peer are sent in the order of the calls.
    virtual void sendMessage(const SendMessage &order) = 0;

    // The user's presence on the network. Kept and applied later when not Online. A network without presence
    // has nothing to do.
    virtual void setPresence(const Presence &presence);

    // The answer to a LoginStepRequired of this session. A step that is not open is ignored.
    virtual void answerLoginStep(const AnswerLoginStep &answer);
};

} // namespace spectrum
