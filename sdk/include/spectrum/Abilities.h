// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What some networks can do and others cannot: optional interfaces of a Session, found by qobject_cast.
#pragma once

#include <spectrum/Commands.h>

#include <QObject>

namespace spectrum
{

// Conversations of many. Each call ends in the outcomes that its command documents.
class Rooms
{
public:
    virtual void joinRoom(const JoinRoom &order) = 0;
    virtual void leaveRoom(const LeaveRoom &order) = 0;
    virtual void setSubject(const SetSubject &order) = 0;
    virtual void setNickname(const SetNickname &order) = 0;
    virtual void listRooms(const ListRooms &order) = 0;

protected:
    ~Rooms() = default;
};

// A contact list that the network keeps, or that the module keeps by watching people.
class Contacts
{
public:
    virtual void setContact(const SetContact &order) = 0;
    virtual void removeContact(const RemoveContact &order) = 0;

protected:
    ~Contacts() = default;
};

// Telling a peer that the user types. Best effort, no outcome.
class Typing
{
public:
    virtual void setTyping(const SetTyping &order) = 0;

protected:
    ~Typing() = default;
};

// Being asked before somebody sees the user's presence.
class Authorisations
{
public:
    virtual void answerAuthorisation(const AnswerAuthorisation &order) = 0;

protected:
    ~Authorisations() = default;
};

// What people say about themselves.
class Profiles
{
public:
    virtual void requestProfile(const RequestProfile &order) = 0;
    virtual void setProfile(const SetProfile &order) = 0;

protected:
    ~Profiles() = default;
};

// Pictures of people.
class Pictures
{
public:
    virtual void requestPicture(const RequestPicture &order) = 0;
    virtual void setPicture(const SetPicture &order) = 0;

protected:
    ~Pictures() = default;
};

// Finding people by what Network::searchFields() asks for.
class Search
{
public:
    virtual void searchContacts(const SearchContacts &order) = 0;

protected:
    ~Search() = default;
};

// Keeping people away whom the user wants to hear nothing from.
class Blocking
{
public:
    virtual void setBlocked(const SetBlocked &order) = 0;

protected:
    ~Blocking() = default;
};

// Asking people into rooms.
class Invitations
{
public:
    virtual void inviteToRoom(const InviteToRoom &order) = 0;

protected:
    ~Invitations() = default;
};

// Doing what ActionsOffered names.
class Actions
{
public:
    virtual void runAction(const RunAction &order) = 0;

protected:
    ~Actions() = default;
};

} // namespace spectrum

Q_DECLARE_INTERFACE(spectrum::Rooms, "im.spectrum.Rooms/1")
Q_DECLARE_INTERFACE(spectrum::Contacts, "im.spectrum.Contacts/1")
Q_DECLARE_INTERFACE(spectrum::Typing, "im.spectrum.Typing/1")
Q_DECLARE_INTERFACE(spectrum::Authorisations, "im.spectrum.Authorisations/1")
Q_DECLARE_INTERFACE(spectrum::Profiles, "im.spectrum.Profiles/1")
Q_DECLARE_INTERFACE(spectrum::Pictures, "im.spectrum.Pictures/1")
Q_DECLARE_INTERFACE(spectrum::Search, "im.spectrum.Search/1")
Q_DECLARE_INTERFACE(spectrum::Blocking, "im.spectrum.Blocking/1")
Q_DECLARE_INTERFACE(spectrum::Invitations, "im.spectrum.Invitations/1")
Q_DECLARE_INTERFACE(spectrum::Actions, "im.spectrum.Actions/1")
