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

} // namespace spectrum

Q_DECLARE_INTERFACE(spectrum::Rooms, "im.spectrum.Rooms/1")
Q_DECLARE_INTERFACE(spectrum::Contacts, "im.spectrum.Contacts/1")
Q_DECLARE_INTERFACE(spectrum::Typing, "im.spectrum.Typing/1")
