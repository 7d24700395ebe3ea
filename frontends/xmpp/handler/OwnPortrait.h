// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes the user's own profile, picture and nickname to the network, once for each picture and nickname that
// the user shows (XEP-0153, XEP-0084, XEP-0172).
#pragma once

#include "OwnPublications.h"

namespace spectrum::xmpp
{

// The latest picture counts. Nobody is asked more often than once in a while, however often it changes.
class OwnPortrait
{
public:
    // Store: where such things are kept in server mode; null in gateway mode.
    OwnPortrait(Service &service, PersonalStore *store) : m_service(service), m_own(service, store) {}

    // An available presence of the user's.
    void handlePresence(const UserId &user, const Element &presence);
    // An event of the user's own server (XEP-0163).
    void handleEvent(const UserId &user, const Element &message);
    // What the user published: a nickname, what an avatar is like, or a vCard.
    void handlePublished(const UserId &user, const Element &payload);
    // The session is online.
    void handleOnline(const UserId &user);

private:
    struct Portrait {
        // Hashes in hexadecimal: what the presences say, and what the network has been told.
        QByteArray wanted = {};
        QByteArray told = {};
        // Goes before the one in the vCard.
        QString nickname = {};
        Clock::Moment mayAskAt = {};
        // The network is to be told of the profile, also when the picture is the same.
        bool isProfileDue = false;
        // As an avatar, so it may be in no vCard.
        bool isPublished = false;
        bool isAsked = false;
        bool isTimed = false;
    };
    void update(const UserId &user, Portrait &portrait);
    void updateLater(const UserId &user, Portrait &portrait);
    void ask(const UserId &user, Portrait &portrait);
    void handleNickname(const UserId &user, const QString &nickname);
    void handleAvatar(const UserId &user, const Element &metadata);
    void handleOwnCard(const UserId &user, const Element &vCard);
    // Null when the user shows nothing, which was to be expected of one who is not known yet.
    [[nodiscard]] Portrait *portraitOf(const UserId &user, bool showsSomething);
    void handleCard(const UserId &user, const QByteArray &hash, OwnPublications::Outcome outcome,
                    const Element *vCard);
    void pass(const UserId &user, const QByteArray &hash, const Element *vCard);
    void fetchAvatar(const UserId &user, Portrait &portrait, const QByteArray &hash);
    void passProfile(const UserId &user, const Profile &profile);
    void passPicture(const UserId &user, const Picture &picture);
    // What was asked for is here; what came up meanwhile is asked for next.
    void finish(const UserId &user, const QByteArray &hash);
    [[nodiscard]] bool isOfUse() const;
    void forgetOthers();

    Service &m_service;
    OwnPublications m_own;
    std::unordered_map<UserId, Portrait> m_portraits;
    // The network has said that it cannot take them, from anybody.
    bool m_takesProfiles = true;
    bool m_takesPictures = true;
};

} // namespace spectrum::xmpp
