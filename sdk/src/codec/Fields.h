// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Which fields each value has that crosses a border: the one list that both directions of the codec use.
#pragma once

#include <spectrum/Account.h>
#include <spectrum/Commands.h>
#include <spectrum/Events.h>

#include <tuple>

// A structured binding must name every member of its struct. So a member that is added to a struct and
// forgotten here does not compile. New members go to the end of their struct: the order is the format.
#define SPECTRUM_CODEC_FIELDS(Type, ...)                                                                     \
    inline auto fieldsOf(Type &value)                                                                        \
    {                                                                                                        \
        auto &[__VA_ARGS__] = value;                                                                         \
        return std::tie(__VA_ARGS__);                                                                        \
    }                                                                                                        \
    inline auto fieldsOf(const Type &value)                                                                  \
    {                                                                                                        \
        const auto &[__VA_ARGS__] = value;                                                                   \
        return std::tie(__VA_ARGS__);                                                                        \
    }

namespace spectrum::codec
{

SPECTRUM_CODEC_FIELDS(Peer, kind, id, nickname)
SPECTRUM_CODEC_FIELDS(Attachment, url, mediaType, name, size)
SPECTRUM_CODEC_FIELDS(Message, peer, author, kind, origin, body, id, sentAt, attachments, html)
SPECTRUM_CODEC_FIELDS(Presence, availability, text, idleSince)
SPECTRUM_CODEC_FIELDS(Contact, id, name, groups)
SPECTRUM_CODEC_FIELDS(Room, id, name, subject, participants)
SPECTRUM_CODEC_FIELDS(Participant, nickname, role, affiliation, availability, statusText, contact)
SPECTRUM_CODEC_FIELDS(Error, kind, userText, detail, retryAfter)
SPECTRUM_CODEC_FIELDS(Field, key, label, help, type, isRequired, defaultValue, choiceValues, choiceLabels)
SPECTRUM_CODEC_FIELDS(LoginStep, number, title, instructions, fields, url, image)
SPECTRUM_CODEC_FIELDS(Picture, bytes, mediaType)
SPECTRUM_CODEC_FIELDS(ProfileLine, label, text)
SPECTRUM_CODEC_FIELDS(Profile, fullName, nickname, email, telephone, website, birthday, note, more)
SPECTRUM_CODEC_FIELDS(NetworkAction, id, title)
SPECTRUM_CODEC_FIELDS(Account, user, name, secret, options)

SPECTRUM_CODEC_FIELDS(StateChanged, state, ownName, error, retryIn)
SPECTRUM_CODEC_FIELDS(MessageReceived, message)
SPECTRUM_CODEC_FIELDS(DeliveryChanged, request, state, error)
SPECTRUM_CODEC_FIELDS(RequestFinished, request, error)
SPECTRUM_CODEC_FIELDS(ContactChanged, contact)
SPECTRUM_CODEC_FIELDS(ContactRemoved, contact)
SPECTRUM_CODEC_FIELDS(ContactPresenceChanged, contact, presence)
SPECTRUM_CODEC_FIELDS(TypingChanged, peer, state)
SPECTRUM_CODEC_FIELDS(RoomJoined, room, ownNickname, participants)
SPECTRUM_CODEC_FIELDS(RoomLeft, room, reason, by, text, error)
SPECTRUM_CODEC_FIELDS(ParticipantChanged, room, participant)
SPECTRUM_CODEC_FIELDS(ParticipantRenamed, room, from, participant)
SPECTRUM_CODEC_FIELDS(ParticipantLeft, room, nickname, reason, by, text)
SPECTRUM_CODEC_FIELDS(SubjectChanged, room, subject, by)
SPECTRUM_CODEC_FIELDS(RoomsListed, request, rooms)
SPECTRUM_CODEC_FIELDS(NoticeReceived, text)
SPECTRUM_CODEC_FIELDS(LoginStepRequired, step)
SPECTRUM_CODEC_FIELDS(AuthorisationRequested, contact, text)
SPECTRUM_CODEC_FIELDS(ProfileReceived, request, profile)
SPECTRUM_CODEC_FIELDS(PictureChanged, contact, version)
SPECTRUM_CODEC_FIELDS(PictureReceived, request, picture)
SPECTRUM_CODEC_FIELDS(ContactsFound::Found, contact, lines)
SPECTRUM_CODEC_FIELDS(ContactsFound, request, contacts)
SPECTRUM_CODEC_FIELDS(LoginStepWithdrawn, number)
SPECTRUM_CODEC_FIELDS(RoomInvited, room, roomName, from, fromName, text, password)
SPECTRUM_CODEC_FIELDS(ActionsOffered, actions)
SPECTRUM_CODEC_FIELDS(FileReceived, peer, author, name, mediaType, path, size, sentAt, origin)

SPECTRUM_CODEC_FIELDS(SendMessage, request, message)
SPECTRUM_CODEC_FIELDS(SetPresence, presence)
SPECTRUM_CODEC_FIELDS(SetTyping, peer, state)
SPECTRUM_CODEC_FIELDS(JoinRoom, room, nickname, password)
SPECTRUM_CODEC_FIELDS(LeaveRoom, room, text)
SPECTRUM_CODEC_FIELDS(SetSubject, request, room, subject)
SPECTRUM_CODEC_FIELDS(SetNickname, request, room, nickname)
SPECTRUM_CODEC_FIELDS(ListRooms, request, limit)
SPECTRUM_CODEC_FIELDS(SetContact, request, contact)
SPECTRUM_CODEC_FIELDS(RemoveContact, request, contact)
SPECTRUM_CODEC_FIELDS(AnswerLoginStep, number, answers)
SPECTRUM_CODEC_FIELDS(AnswerAuthorisation, request, contact, answer)
SPECTRUM_CODEC_FIELDS(RequestProfile, request, contact)
SPECTRUM_CODEC_FIELDS(SetProfile, request, profile)
SPECTRUM_CODEC_FIELDS(RequestPicture, request, contact)
SPECTRUM_CODEC_FIELDS(SetPicture, request, picture)
SPECTRUM_CODEC_FIELDS(SearchContacts, request, terms)
SPECTRUM_CODEC_FIELDS(SetBlocked, request, contact, wish)
SPECTRUM_CODEC_FIELDS(InviteToRoom, request, room, contact, text)
SPECTRUM_CODEC_FIELDS(RunAction, request, id)

// A value with a list of fields of its own.
template <typename T>
concept Structured = requires(T &value)
{
    fieldsOf(value);
};

} // namespace spectrum::codec

#undef SPECTRUM_CODEC_FIELDS
