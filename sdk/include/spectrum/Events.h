// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Everything that a session tells its host, and the sink that hears it.
#pragma once

#include <spectrum/Contact.h>
#include <spectrum/Error.h>
#include <spectrum/LoginStep.h>
#include <spectrum/Message.h>
#include <spectrum/NetworkAction.h>
#include <spectrum/Profile.h>
#include <spectrum/RoomEvents.h>

#include <QList>

#include <optional>
#include <variant>

namespace spectrum
{

enum class SessionState : quint8 {
    Offline,    // not connected and not trying
    Connecting, // on its way
    Online,     // everything works
    Waiting,    // lost the connection; the session tries again in retryIn
    Failed,     // refused for good until the user changes something; the session has ended
};

// Trouble of a connection is state, not a return value. Online carries the name the network gave.
struct StateChanged {
    SessionState state = SessionState::Offline;
    QString ownName = {};
    std::optional<Error> error = {};
    std::chrono::seconds retryIn{0};
    friend bool operator==(const StateChanged &, const StateChanged &) = default;
};

struct MessageReceived {
    Message message = {};
    friend bool operator==(const MessageReceived &, const MessageReceived &) = default;
};

// Exactly one Confirmed or Failed ends the story of a message that was sent with a request id.
struct DeliveryChanged {
    RequestId request = RequestId::None;
    DeliveryState state = DeliveryState::Accepted;
    std::optional<Error> error = {};
    friend bool operator==(const DeliveryChanged &, const DeliveryChanged &) = default;
};

// The one outcome of any other order that carried a request id.
struct RequestFinished {
    RequestId request = RequestId::None;
    std::optional<Error> error = {};
    friend bool operator==(const RequestFinished &, const RequestFinished &) = default;
};

struct ContactChanged {
    Contact contact = {};
    friend bool operator==(const ContactChanged &, const ContactChanged &) = default;
};

struct ContactRemoved {
    ContactId contact = {};
    friend bool operator==(const ContactRemoved &, const ContactRemoved &) = default;
};

struct ContactPresenceChanged {
    ContactId contact = {};
    Presence presence = {};
    friend bool operator==(const ContactPresenceChanged &, const ContactPresenceChanged &) = default;
};

struct TypingChanged {
    Peer peer = {};
    TypingState state = TypingState::Stopped;
    friend bool operator==(const TypingChanged &, const TypingChanged &) = default;
};

// Words of the network itself to the user: an announcement, a warning, an answer that fits nothing else.
struct NoticeReceived {
    QString text = {};
    friend bool operator==(const NoticeReceived &, const NoticeReceived &) = default;
};

// A login goes on when the user has answered; a question may also come in any other state. Several may be
// open at once. A question stays open until AnswerLoginStep, LoginStepWithdrawn, Offline or Failed.
struct LoginStepRequired {
    LoginStep step = {};
    friend bool operator==(const LoginStepRequired &, const LoginStepRequired &) = default;
};

// Somebody wants to see the user's presence, or to have the user in their list. It may be asked again at the
// next login, until AnswerAuthorisation.
struct AuthorisationRequested {
    Contact contact = {};
    // What they say about it; empty = nothing.
    QString text = {};
    friend bool operator==(const AuthorisationRequested &, const AuthorisationRequested &) = default;
};

// An answer to RequestProfile; RequestFinished of the same id follows.
struct ProfileReceived {
    RequestId request = RequestId::None;
    Profile profile = {};
    friend bool operator==(const ProfileReceived &, const ProfileReceived &) = default;
};

// A contact's picture is another one now. Told at most once a minute for each contact.
struct PictureChanged {
    ContactId contact = {};
    // Anything that is the same only for the same picture of this contact, whichever account sees it: one
    // account's fetch serves all. Empty = no picture any more.
    QByteArray version = {};
    friend bool operator==(const PictureChanged &, const PictureChanged &) = default;
};

// An answer to RequestPicture; RequestFinished of the same id follows. No bytes = there is none.
struct PictureReceived {
    RequestId request = RequestId::None;
    Picture picture = {};
    friend bool operator==(const PictureReceived &, const PictureReceived &) = default;
};

// An answer to SearchContacts. More follow until the RequestFinished of the same id.
struct ContactsFound {
    RequestId request = RequestId::None;
    // Each with the network's own words about them.
    struct Found {
        Contact contact = {};
        QList<ProfileLine> lines = {};
        friend bool operator==(const Found &, const Found &) = default;
    };
    QList<Found> contacts = {};
    friend bool operator==(const ContactsFound &, const ContactsFound &) = default;
};

// The question is no longer open: it was answered in another place, or the network needs no answer any more.
struct LoginStepWithdrawn {
    // Of LoginStep. One that is not open is ignored.
    quint32 number = 0;
    friend bool operator==(const LoginStepWithdrawn &, const LoginStepWithdrawn &) = default;
};

// All that the network can be asked to do for this account, instead of what it said before. None are offered
// when a session begins.
struct ActionsOffered {
    QList<NetworkAction> actions = {};
    friend bool operator==(const ActionsOffered &, const ActionsOffered &) = default;
};

// Somebody sent a file, which the module has stored completely in NetworkHost::filesFolder(). The host takes
// it over: the module does not touch it again.
struct FileReceived {
    Peer peer = {};
    // As in Message.
    QString author = {};
    // As the sender calls it: any text.
    QString name = {};
    // Empty = not known.
    QString mediaType = {};
    // Absolute.
    QString path = {};
    qint64 size = 0;
    // As in Message.
    QDateTime sentAt = {};
    Origin origin = Origin::Other;
    friend bool operator==(const FileReceived &, const FileReceived &) = default;
};

// New kinds are added at the end, with a new minor version of the API: the codec sends the index.
using Event = std::variant<StateChanged, MessageReceived, DeliveryChanged, RequestFinished, ContactChanged,
                           ContactRemoved, ContactPresenceChanged, TypingChanged, RoomJoined, RoomLeft,
                           ParticipantChanged, ParticipantRenamed, ParticipantLeft, SubjectChanged,
                           RoomsListed, NoticeReceived, LoginStepRequired, AuthorisationRequested,
                           ProfileReceived, PictureChanged, PictureReceived, ContactsFound,
                           LoginStepWithdrawn, RoomInvited, ActionsOffered, FileReceived>;

// Hears what a session says. Implemented by the host; called in the thread that made the session, at any time
// between Session's constructor and its destructor. A session may be deleted inside the call only through
// deleteLater(), so it may go on using itself after the call returns.
class EventSink
{
public:
    virtual void handleEvent(Event &&event) = 0;

protected:
    ~EventSink() = default;
};

} // namespace spectrum
