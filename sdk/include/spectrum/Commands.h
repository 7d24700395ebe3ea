// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Everything that a host asks of a session, as data.
#pragma once

#include <spectrum/Contact.h>
#include <spectrum/LoginStep.h>
#include <spectrum/Message.h>
#include <spectrum/Presence.h>
#include <spectrum/Profile.h>
#include <spectrum/Room.h>
#include <spectrum/Secret.h>

#include <QMap>

#include <variant>

namespace spectrum
{

// Outcomes: DeliveryChanged.
struct SendMessage {
    RequestId request = RequestId::None;
    Message message = {};
    friend bool operator==(const SendMessage &, const SendMessage &) = default;
};

struct SetPresence {
    Presence presence = {};
    friend bool operator==(const SetPresence &, const SetPresence &) = default;
};

struct SetTyping {
    Peer peer = {};
    TypingState state = TypingState::Stopped;
    friend bool operator==(const SetTyping &, const SetTyping &) = default;
};

// Outcomes: RoomJoined, or RoomLeft with an error. A room that is joined already answers RoomJoined again.
struct JoinRoom {
    RoomId room = {};
    QString nickname = {};
    Secret password = {};
    friend bool operator==(const JoinRoom &, const JoinRoom &) = default;
};

// Outcome: RoomLeft.
struct LeaveRoom {
    RoomId room = {};
    QString text = {};
    friend bool operator==(const LeaveRoom &, const LeaveRoom &) = default;
};

// Outcomes: SubjectChanged seen by all, then RequestFinished; or RequestFinished with an error.
struct SetSubject {
    RequestId request = RequestId::None;
    RoomId room = {};
    QString subject = {};
    friend bool operator==(const SetSubject &, const SetSubject &) = default;
};

// Outcomes: ParticipantRenamed, then RequestFinished; or RequestFinished with an error.
struct SetNickname {
    RequestId request = RequestId::None;
    RoomId room = {};
    QString nickname = {};
    friend bool operator==(const SetNickname &, const SetNickname &) = default;
};

// Outcomes: RoomsListed any number of times, then RequestFinished.
struct ListRooms {
    RequestId request = RequestId::None;
    // At most so many; 0 = the module's own limit.
    quint32 limit = 0;
    friend bool operator==(const ListRooms &, const ListRooms &) = default;
};

// Adds the contact, or changes name and groups of one that is there. Outcomes: ContactChanged,
// RequestFinished.
struct SetContact {
    RequestId request = RequestId::None;
    Contact contact = {};
    friend bool operator==(const SetContact &, const SetContact &) = default;
};

// Outcomes: ContactRemoved, RequestFinished.
struct RemoveContact {
    RequestId request = RequestId::None;
    ContactId contact = {};
    friend bool operator==(const RemoveContact &, const RemoveContact &) = default;
};

// What the user says to a LoginStepRequired, which is no longer open then. Without any answer
// the user gives none: the network is told so. In a login the next
// LoginStepRequired or StateChanged follows.
struct AnswerLoginStep {
    quint32 number = 0;
    QMap<QString, QString> answers = {};
    friend bool operator==(const AnswerLoginStep &, const AnswerLoginStep &) = default;
};

// What the user says to an AuthorisationRequested. Outcome: RequestFinished.
struct AnswerAuthorisation {
    enum class Answer : quint8 { Granted, Refused };
    RequestId request = RequestId::None;
    ContactId contact = {};
    Answer answer = Answer::Refused;
    friend bool operator==(const AnswerAuthorisation &, const AnswerAuthorisation &) = default;
};

// Outcomes: ProfileReceived, RequestFinished; or RequestFinished with an error.
struct RequestProfile {
    RequestId request = RequestId::None;
    ContactId contact = {};
    friend bool operator==(const RequestProfile &, const RequestProfile &) = default;
};

// The user's own. Outcome: RequestFinished.
struct SetProfile {
    RequestId request = RequestId::None;
    Profile profile = {};
    friend bool operator==(const SetProfile &, const SetProfile &) = default;
};

// Outcomes: PictureReceived, RequestFinished; or RequestFinished with an error.
struct RequestPicture {
    RequestId request = RequestId::None;
    ContactId contact = {};
    friend bool operator==(const RequestPicture &, const RequestPicture &) = default;
};

// The user's own; without bytes it is taken away. Outcome: RequestFinished.
struct SetPicture {
    RequestId request = RequestId::None;
    Picture picture = {};
    friend bool operator==(const SetPicture &, const SetPicture &) = default;
};

// Terms are answers to Network::searchFields(), by Field::key. Outcomes: ContactsFound any number of times,
// then RequestFinished.
struct SearchContacts {
    RequestId request = RequestId::None;
    QMap<QString, QString> terms = {};
    friend bool operator==(const SearchContacts &, const SearchContacts &) = default;
};

// The user wants to hear nothing from the contact any more, or again. Holds until the session is Online the
// next time: the host says it again then. Outcome: RequestFinished; with an error the host holds back by
// itself.
struct SetBlocked {
    enum class Wish : quint8 { Blocked, Heard };
    RequestId request = RequestId::None;
    ContactId contact = {};
    Wish wish = Wish::Blocked;
    friend bool operator==(const SetBlocked &, const SetBlocked &) = default;
};

// Asks a contact into a room. Outcome: RequestFinished when the network took the invitation, whatever the
// contact does with it.
struct InviteToRoom {
    RequestId request = RequestId::None;
    RoomId room = {};
    ContactId contact = {};
    // Why; empty = nothing.
    QString text = {};
    friend bool operator==(const InviteToRoom &, const InviteToRoom &) = default;
};

// Carries out one of ActionsOffered. What it asks and says comes as LoginStepRequired and NoticeReceived.
// Outcome: RequestFinished when the network has begun it, or why it did not.
struct RunAction {
    RequestId request = RequestId::None;
    // NetworkAction::id.
    QString id = {};
    friend bool operator==(const RunAction &, const RunAction &) = default;
};

// New kinds are added at the end, with a new minor version of the API: the codec sends the index.
using Command =
    std::variant<SendMessage, SetPresence, SetTyping, JoinRoom, LeaveRoom, SetSubject, SetNickname, ListRooms,
                 SetContact, RemoveContact, AnswerLoginStep, AnswerAuthorisation, RequestProfile, SetProfile,
                 RequestPicture, SetPicture, SearchContacts, SetBlocked, InviteToRoom, RunAction>;

} // namespace spectrum
