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

bool PersonFetch::mayAsk(const UserId &user) const
{
    return m_service.host.stateOf(user) == SessionState::Online &&
           m_profiles.size() + m_pictures.size() < maximumOpen;
}

void PersonFetch::fetchProfile(const UserId &user, const ContactId &contact, GotProfile got)
{
    if (!mayAsk(user))
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
    if (!mayAsk(user))
        return got({});
    const RequestId request = m_service.host.nextRequest();
    m_pictures.emplace(request, Picture{});
    m_service.order(user, request, RequestPicture{.request = request, .contact = contact},
                    [this, request, got = std::move(got)](const std::optional<Error> &, const QList<Room> &) {
                        auto node = m_pictures.extract(request);
                        got(node.empty() ? Picture{} : node.mapped());
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
