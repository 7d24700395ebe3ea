// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The other end of one session's line: the people and rooms that answer with what they hear.
#pragma once

#include "Asker.h"

#include <spectrum/Commands.h>
#include <spectrum/Events.h>

#include <QByteArray>

#include <functional>
#include <map>
#include <set>

namespace spectrum::loopback
{

class Exchange;

// Takes and gives frames of the codec, as a process of its own would.
//
// Every contact answers with what it hears, except "silent", who answers nothing, and "fail", whom no message
// reaches. Every room has "echo" in it, who repeats what is said, except "#quiet", where nobody repeats
// anything, and "#private", which lets nobody in. Whoever is blocked is not heard; "fail" cannot be blocked.
// "echo" takes over the user's presence, profile and picture. "shy" asks to be allowed to see the user
// whenever they are written to; a search finds "echo". "friends-20" brings so many contacts in the group that
// the message names, and takes them away when it says "leave". "model" shows what they are told to: "picture
// …" with the bytes in Base64 (or none), "name …", "note …". "asker" is a class of its own.
class FarEnd
{
public:
    // nextNumber: of a question.
    FarEnd(Exchange &exchange, NetworkHost &host, std::function<void(const QByteArray &)> answer,
           std::function<quint32()> nextNumber);

    void handleFrame(QByteArrayView frame);
    // Says the event to the session.
    void say(const Event &event);
    // The session's line is there, perhaps again: tells it where it was when the line broke. Nobody is
    // blocked.
    void welcome();
    // The line broke, or ends.
    void dismiss() { m_asker.withdrawAll(); }

    void operator()(const SendMessage &order);
    void operator()(const SetPresence &order);
    void operator()(const SetTyping &order);
    void operator()(const JoinRoom &order);
    void operator()(const LeaveRoom &order);
    void operator()(const SetSubject &order);
    void operator()(const SetNickname &order);
    void operator()(const ListRooms &order);
    void operator()(const SetContact &order);
    void operator()(const RemoveContact &order);
    void operator()(const AnswerLoginStep &order);
    void operator()(const AnswerAuthorisation &order);
    void operator()(const RequestProfile &order);
    void operator()(const SetProfile &order);
    void operator()(const RequestPicture &order);
    void operator()(const SetPicture &order);
    void operator()(const SearchContacts &order);
    void operator()(const SetBlocked &order);
    void operator()(const InviteToRoom &order);
    void operator()(const RunAction &order);

private:
    struct Stay {
        QString nickname;
        QString subject;
    };
    struct Person {
        Profile profile;
        Picture picture;
    };
    // Null for those who show nothing of themselves.
    [[nodiscard]] const Person *personOf(const ContactId &contact) const;
    void pose(const QString &text);
    void sayPicture(const QString &name, const Person &person);
    void introduceFriends(int first, int last, const QString &group);
    void finish(RequestId request, std::optional<Error> error = {});
    // Of somebody whom the user wants to hear nothing from.
    [[nodiscard]] bool isBlocked(const Event &event) const;
    // False: refused, as there are too many people.
    bool sayJoined(const RoomId &room, const Stay &stay);
    [[nodiscard]] std::optional<Error> refusalOf(const Message &message) const;

    Exchange &m_exchange;
    std::function<void(const QByteArray &)> m_answer;
    std::map<RoomId, Stay> m_stays;
    std::set<ContactId> m_blocked;
    Asker m_asker;
    Person m_echo;
    Person m_model;
    // Of what is still to be said.
    QObject m_context;
};

} // namespace spectrum::loopback
