// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Watches people for the user: IRC keeps no contact list, so the session asks who is there.
#pragma once

#include "Link.h"

#include <spectrum/Commands.h>

#include <vector>

namespace spectrum::irc
{

// By MONITOR or WATCH where the server has one of them, otherwise by asking with ISON once a minute.
class ContactWatch
{
public:
    static constexpr size_t mostContacts = 500;
    static constexpr std::chrono::milliseconds gatherTime{200};
    static constexpr std::chrono::milliseconds askPeriod{60000};

    explicit ContactWatch(Link &link) : m_link(link) {}

    void set(const SetContact &order);
    void remove(const RemoveContact &order);
    void setOnline();
    void setOffline();

    // RPL_ISON, RPL_MONONLINE and its kind, RPL_LOGON and its kind, RPL_AWAY, ERR_NOSUCHNICK.
    void handleNumeric(const Line &line);
    // The AWAY of somebody else.
    void handleAway(const Line &line);
    // Somebody came into a channel, has another name or left the network.
    void handleMove(const Line &line);

private:
    enum class Way : quint8 { Monitor, Watch, Ask };
    struct Watched {
        ContactId id;
        QByteArray nickname;
        Presence presence;
        bool isAsked = false;
    };

    [[nodiscard]] Way way() const;
    [[nodiscard]] Watched *find(QByteArrayView nickname);
    void startLater(std::chrono::milliseconds delay);
    void start();
    void askAll();
    // Sends the nicknames in as few lines as possible.
    void sendNicknames(const QList<QByteArray> &nicknames);
    void handleIson(const Line &line);
    void handleList(QByteArrayView list, Availability availability);
    void change(Watched &contact, const Presence &presence);
    void appear(QByteArrayView nickname);
    void change(QByteArrayView nickname, Availability availability, const QString &text = {});

    Link &m_link;
    std::vector<Watched> m_contacts;
    // What each ISON that is not answered yet asked for.
    QList<QList<QByteArray>> m_asked;
    Clock::TimerId m_timer = 0;
    bool m_isOnline = false;
};

} // namespace spectrum::irc
