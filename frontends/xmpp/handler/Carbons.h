// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows each of a user's clients what the others say and hear (XEP-0280), in server mode.
#pragma once

#include "../Service.h"

#include <vector>

namespace spectrum::xmpp
{

class Element;

// By the rules of XEP-0280 §6.1: conversations are copied, with receipts, typing, invitations and the errors
// that come back. What is said in rooms, or is marked as private or not to be copied, is not.
class Carbons
{
public:
    explicit Carbons(Service &service) : m_service(service) {}

    // A client's wish for copies, or to have no more of them. False if the stanza is something else.
    bool handle(const Element &stanza);
    // The same wish, told with the login.
    void setWish(const UserId &user, const QString &resource);
    // A stanza that one of the user's clients sends, before anything answers it: errors wait for the copies.
    void expectSent(const Element &stanza);
    // The same stanza after that, with its number in the archive, if it was kept.
    void copySent(const Element &stanza, qint64 number = 0);
    // A stanza that went to the address: all who are to have a copy and were not sent it itself.
    void copyReceived(const QString &to, const QByteArray &stanza);

    [[nodiscard]] static bool isCopy(const QByteArray &stanza);
    // Whether a stanza that was written here is one to be copied.
    [[nodiscard]] static bool isCopied(const QByteArray &stanza);

private:
    // Whether copies of it are to be made.
    [[nodiscard]] bool hasListeners(const Element &stanza) const;
    // Null when the address is none of somebody in a room.
    [[nodiscard]] const RoomStay *stayOf(const User &user, const QString &to) const;
    [[nodiscard]] bool wasCopied(const QString &sender, const QByteArray &error) const;
    void sendCopies(const QString &to, const QByteArray &stanza);

    Service &m_service;
    // Errors of the message that is being handled.
    QList<std::pair<QString, QByteArray>> m_early;
    bool m_isSending = false;
    // Of the messages that were copied last, whose errors are: hashes of sender and id, in a ring.
    std::vector<size_t> m_copied;
    size_t m_nextCopied = 0;
    // Nobody pays for what nobody asked for.
    bool m_isWished = false;
};

} // namespace spectrum::xmpp
