// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Fetches contacts' profiles and pictures from the network, for those who ask, a few of each user at a time.
#pragma once

#include "../Service.h"

#include <spectrum/Result.h>

#include <deque>
#include <unordered_map>

namespace spectrum::xmpp
{

class PersonFetch
{
public:
    using GotProfile = std::function<void(const Result<Profile> &fetched)>;
    using GotPicture = std::function<void(const Result<Picture> &fetched)>;

    explicit PersonFetch(Service &service) : m_service(service) {}

    // Each is called once, perhaps at once; with an error when the network cannot say.
    void fetchProfile(const UserId &user, const ContactId &contact, GotProfile got);
    // Only a picture that is small enough comes, with the type that its bytes say; otherwise one without
    // bytes.
    void fetchPicture(const UserId &user, const ContactId &contact, GotPicture got);

    void handleProfile(const ProfileReceived &event);
    void handlePicture(const PictureReceived &event);

private:
    struct Job {
        ContactId contact;
        std::variant<GotProfile, GotPicture> got;
    };
    struct Lane {
        int open = 0;
        bool isWorking = false;
        std::deque<Job> waiting = {};
    };

    void enqueue(const UserId &user, Job job);
    void work(const UserId &user);
    void carry(const UserId &user, const ContactId &contact, const GotProfile &got);
    void carry(const UserId &user, const ContactId &contact, const GotPicture &got);
    void finish(const UserId &user);
    [[nodiscard]] Picture takePicture(RequestId request);

    Service &m_service;
    std::unordered_map<UserId, Lane> m_lanes;
    // What came for a request that is not finished yet.
    std::unordered_map<RequestId, Profile> m_profiles;
    std::unordered_map<RequestId, Picture> m_pictures;
    qsizetype m_pictureBytes = 0;
};

} // namespace spectrum::xmpp
