// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows each of a user's clients what the others say and hear (XEP-0280), in server mode.
#pragma once

#include "../Service.h"

namespace spectrum::xmpp
{

class Element;

// Conversations are copied: messages of type chat, and others that have words. What is said in rooms, or is
// marked as private or not to be copied, is not.
class Carbons
{
public:
    explicit Carbons(Service &service) : m_service(service) {}

    // A client's wish for copies, or to have no more of them. False if the stanza is something else.
    bool handle(const Element &stanza);
    // The same wish, told with the login.
    void setWish(const UserId &user, const QString &resource);
    // A stanza that one of the user's clients sent.
    void copySent(const Element &stanza);
    // A stanza that went to the address: all who are to have a copy and were not sent it itself.
    void copyReceived(const QString &to, const QByteArray &stanza);

    [[nodiscard]] static bool isCopy(const QByteArray &stanza);
    // Whether a stanza that was written here is one to be copied.
    [[nodiscard]] static bool isCopied(const QByteArray &stanza);

private:
    Service &m_service;
    // Nobody pays for what nobody asked for.
    bool m_isWished = false;
};

} // namespace spectrum::xmpp
