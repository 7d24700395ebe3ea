// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes the user's own profile and picture to the network, once for each picture that presences name
// (XEP-0153).
#pragma once

#include "../Service.h"

namespace spectrum::xmpp
{

// The latest picture counts. Nobody is asked more often than once in a while, however often it changes.
class OwnPortrait
{
public:
    explicit OwnPortrait(Service &service) : m_service(service) {}

    // An available presence of the user's.
    void handlePresence(const UserId &user, const Element &presence);
    // The session is online.
    void handleOnline(const UserId &user);

private:
    struct Portrait {
        // Hashes in hexadecimal: what the presences say, and what the network has been told.
        QByteArray wanted = {};
        QByteArray told = {};
        Clock::Moment mayAskAt = {};
        bool isAsked = false;
        bool isTimed = false;
    };
    void update(const UserId &user, Portrait &portrait);
    void updateLater(const UserId &user, Portrait &portrait);
    void ask(const UserId &user, Portrait &portrait);
    void handleCard(const UserId &user, const QByteArray &hash, const QueryReply &reply);
    void pass(const UserId &user, const QByteArray &hash, const Element &vCard);
    [[nodiscard]] bool isOfUse() const;
    void forgetOthers();

    Service &m_service;
    std::unordered_map<UserId, Portrait> m_portraits;
    // The network has said that it cannot take them, from anybody.
    bool m_takesProfiles = true;
    bool m_takesPictures = true;
};

} // namespace spectrum::xmpp
