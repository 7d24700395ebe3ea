// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PersonFetch.h"

#include "PictureShape.h"

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumOpen = 1000;

} // namespace

std::optional<Error> PersonFetch::refusal(const UserId &user) const
{
    if (m_service.host.stateOf(user) != SessionState::Online)
        return Error{ErrorKind::NotConnected};
    if (m_profiles.size() + m_pictures.size() >= maximumOpen)
        return Error{ErrorKind::Overloaded};
    return std::nullopt;
}

void PersonFetch::fetchProfile(const UserId &user, const ContactId &contact, GotProfile got)
{
    if (refusal(user))
        return got({});
    const RequestId request = m_service.host.nextRequest();
    m_profiles.emplace(request, Profile{});
    m_service.order(user, request, RequestProfile{.request = request, .contact = contact},
                    [this, request, got = std::move(got)](const std::optional<Error> &, const QList<Room> &) {
                        auto node = m_profiles.extract(request);
                        got(node.empty() ? Profile{} : node.mapped());
                    });
}

void PersonFetch::fetchPicture(const UserId &user, const ContactId &contact, GotPicture got)
{
    if (const auto refused = refusal(user))
        return got(*refused);
    const RequestId request = m_service.host.nextRequest();
    m_pictures.emplace(request, Picture{});
    m_service.order(
        user, request, RequestPicture{.request = request, .contact = contact},
        [this, request, got = std::move(got)](const std::optional<Error> &error, const QList<Room> &) {
            auto node = m_pictures.extract(request);
            if (error)
                got(*error);
            else
                got(node.mapped());
        });
}

void PersonFetch::handleProfile(const ProfileReceived &event)
{
    const auto open = m_profiles.find(event.request);
    if (open != m_profiles.end())
        open->second = event.profile;
}

void PersonFetch::handlePicture(const PictureReceived &event)
{
    const auto open = m_pictures.find(event.request);
    const auto shape = PictureShape::ofAcceptable(event.picture.bytes);
    if (open != m_pictures.end() && shape)
        open->second = {event.picture.bytes, QString::fromLatin1(shape->mediaType)};
}

} // namespace spectrum::xmpp
