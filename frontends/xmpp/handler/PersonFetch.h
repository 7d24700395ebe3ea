// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Fetches contacts' profiles and pictures from the network, for those who ask.
#pragma once

#include "../Service.h"

#include <unordered_map>

namespace spectrum::xmpp
{

class PersonFetch
{
public:
    using GotProfile = std::function<void(const Profile &profile)>;
    using GotPicture = std::function<void(const Picture &picture)>;

    explicit PersonFetch(Service &service) : m_service(service) {}

    // Each is called once; with nothing in it when the network has nothing, or cannot say.
    void fetchProfile(const UserId &user, const ContactId &contact, GotProfile got);
    // Only a picture that is small enough, with the type that its bytes say.
    void fetchPicture(const UserId &user, const ContactId &contact, GotPicture got);

    void handleProfile(const ProfileReceived &event);
    void handlePicture(const PictureReceived &event);

private:
    [[nodiscard]] bool mayAsk(const UserId &user) const;

    Service &m_service;
    std::unordered_map<RequestId, Profile> m_profiles;
    std::unordered_map<RequestId, Picture> m_pictures;
};

} // namespace spectrum::xmpp
