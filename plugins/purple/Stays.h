// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The rooms of one account: ways in and out, and what is waited for in them.
#pragma once

#include "Stay.h"
#include "Talk.h"

#include <QObject>

#include <map>
#include <memory>

namespace spectrum::purple
{

class Stays final : public QObject, public RoomNames
{
    Q_OBJECT

public:
    explicit Stays(Ties &ties) : m_ties(ties) {}

    void join(const JoinRoom &order);
    void leave(const LeaveRoom &order);
    void send(const SendMessage &order);
    void setSubject(const SetSubject &order);
    void setNickname(const SetNickname &order);
    void invite(const InviteToRoom &order);
    // The connection ended: rooms that the user was in are joined again by whoever wants them.
    void endAll(const Error &error);

    [[nodiscard]] Peer participantOf(const char *conversation) const override;
    [[nodiscard]] QByteArray privateName(const RoomId &room, const QString &nickname) const override;

    // What libpurple says.
    void noteOpened(PurpleConversation *conversation);
    void noteClosed(PurpleConversation *conversation);
    void noteFailed(GHashTable *components);
    void noteOut(PurpleConversation *conversation);
    void noteInvited(const char *from, const char *room, const char *text, GHashTable *components);
    void notePeople(PurpleConversation *conversation, GList *people);
    void noteRenamed(PurpleConversation *conversation, const char *from, const char *to);
    void noteSubject(PurpleConversation *conversation, const char *by, const char *subject);
    [[nodiscard]] Stay *stayOf(const PurpleConversation *conversation);

private:
    struct Waiting {
        RequestId request;
        RoomId room;
        Clock::TimerId timer;
    };
    using Table = std::unique_ptr<GHashTable, decltype(&g_hash_table_destroy)>;

    [[nodiscard]] Stay *find(const RoomId &room);
    [[nodiscard]] Table componentsOf(const JoinRoom &order) const;
    [[nodiscard]] Result<Stay *> inside(const RoomId &room);
    void fail(const RoomId &room, Error error, LeaveReason reason = LeaveReason::Left);
    void remove(const RoomId &room);
    void endStay(const RoomId &room);
    void destroyLater(PurpleConversation *conversation);
    void tellJoined(const RoomId &room, Stay::Patience patience);
    void wait(QList<Waiting> &list, RequestId request, const RoomId &room);
    void finish(QList<Waiting> &list, const RoomId &room, std::optional<Error> error = {});
    void becomeQuiet(Stay *stay);

    Ties &m_ties;
    std::map<RoomId, Stay> m_stays;
    QList<Waiting> m_subjects;
    QList<Waiting> m_nicknames;
};

} // namespace spectrum::purple
