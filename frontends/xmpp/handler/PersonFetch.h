// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Fetches contacts' profiles and pictures from the network, for those who ask.
#pragma once

#include "../Service.h"

#include <spectrum/Result.h>

#include <unordered_map>

namespace spectrum::xmpp
{

class PersonFetch
{
public:
    using GotProfile = std::function<void(const Profile &profile)>;
    using GotPicture = std::function<void(const Result<Picture> &fetched)>;

    explicit PersonFetch(Service &service) : m_service(service) {}

    // Called once, perhaps at once; with nothing in it when the network has nothing, or cannot say.
    void fetchProfile(const UserId &user, const ContactId &contact, GotProfile got);
    // The same, with an error when the network cannot say. Only a picture that is small enough comes, with
    // the type that its bytes say; otherwise one without bytes.
    void fetchPicture(const UserId &user, const ContactId &contact, GotPicture got);

    void handleProfile(const ProfileReceived &event);
    void handlePicture(const PictureReceived &event);

private:
    [[nodiscard]] std::optional<Error> refusal(const UserId &user) const;

    Service &m_service;
    std::unordered_map<RequestId, Profile> m_profiles;
    std::unordered_map<RequestId, Picture> m_pictures;
};

} // namespace spectrum::xmpp
