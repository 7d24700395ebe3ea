// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows users what they wrote with another client of the network, as a carbon copy (XEP-0280) or in words.
#pragma once

#include "../Service.h"

namespace spectrum::xmpp
{

class Privilege;

// A copy comes from the user's own address, or clients ignore it: where the user's server does not let the
// gateway send in the user's name, the message is told from the contact's address, marked as the user's own.
class OwnMessages
{
public:
    OwnMessages(Service &service, Privilege &privilege) : m_service(service), m_privilege(privilege) {}

    // To the contact, or somebody in a room, of that address.
    void show(const UserId &user, const QString &contact, const Message &message);

private:
    [[nodiscard]] bool isFor(User &user, const Resource &resource, const Message &message) const;
    // As if the user had sent it from here.
    [[nodiscard]] QByteArray write(const UserId &user, const QString &contact, const Message &message) const;
    struct Sent {
        const QString &contact;
        // Finished.
        const QByteArray &original;
        const Message &message;
    };
    void sendCopy(const UserId &user, const QString &to, const Sent &sent);
    void tellInWords(const UserId &user, const QString &contact, const Message &message);

    Service &m_service;
    Privilege &m_privilege;
};

} // namespace spectrum::xmpp
