// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PersonFetch.h"

#include "PictureShape.h"

namespace spectrum::xmpp
{

namespace
{

constexpr int maximumOpen = 16;         // of one user
constexpr size_t maximumWaiting = 1000; // of one user
// Of all pictures that have come and whose requests are not finished, however slow networks are with that.
constexpr qsizetype maximumPictureBytesHeld = 16 * 1024 * 1024;

} // namespace

void PersonFetch::fetchProfile(const UserId &user, const ContactId &contact, GotProfile got)
{
    enqueue(user, {contact, std::move(got)});
}

void PersonFetch::fetchPicture(const UserId &user, const ContactId &contact, GotPicture got)
{
    enqueue(user, {contact, std::move(got)});
}

void PersonFetch::enqueue(const UserId &user, Job job)
{
    const auto refuse = [&job](ErrorKind kind) { std::visit([&](auto &got) { got(Error{kind}); }, job.got); };
    if (m_service.host.stateOf(user) != SessionState::Online)
        return refuse(ErrorKind::NotConnected);
    const auto known = m_lanes.find(user);
    if (known != m_lanes.end() && known->second.waiting.size() >= maximumWaiting)
        return refuse(ErrorKind::Overloaded);
    m_lanes[user].waiting.push_back(std::move(job));
    work(user);
}

void PersonFetch::work(const UserId &user)
{
    Lane &lane = m_lanes[user];
    // An outcome may come at once; then there is a loop further up that goes on.
    if (std::exchange(lane.isWorking, true))
        return;
    while (lane.open < maximumOpen && !lane.waiting.empty()) {
        const Job job = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        ++lane.open;
        std::visit([&](const auto &got) { carry(user, job.contact, got); }, job.got);
    }
    lane.isWorking = false;
    if (lane.open == 0)
        m_lanes.erase(user);
}

void PersonFetch::carry(const UserId &user, const ContactId &contact, const GotProfile &got)
{
    const RequestId request = m_service.host.nextRequest();
    m_profiles.emplace(request, Profile{});
    m_service.order(user, request, RequestProfile{.request = request, .contact = contact},
                    [this, user, request, got](const std::optional<Error> &error, const QList<Room> &) {
                        const Profile profile = std::move(m_profiles.extract(request).mapped());
                        got(error ? Result<Profile>(*error) : Result<Profile>(profile));
                        finish(user);
                    });
}

void PersonFetch::carry(const UserId &user, const ContactId &contact, const GotPicture &got)
{
    const RequestId request = m_service.host.nextRequest();
    m_pictures.emplace(request, Picture{});
    m_service.order(user, request, RequestPicture{.request = request, .contact = contact},
                    [this, user, request, got](const std::optional<Error> &error, const QList<Room> &) {
                        const Picture picture = takePicture(request);
                        got(error ? Result<Picture>(*error) : Result<Picture>(picture));
                        finish(user);
                    });
}

void PersonFetch::finish(const UserId &user)
{
    --m_lanes[user].open;
    work(user);
}

Picture PersonFetch::takePicture(RequestId request)
{
    Picture picture = std::move(m_pictures.extract(request).mapped());
    m_pictureBytes -= picture.bytes.size();
    return picture;
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
    if (open == m_pictures.end() || !shape)
        return;
    const qsizetype held = m_pictureBytes - open->second.bytes.size() + event.picture.bytes.size();
    if (held > maximumPictureBytesHeld) {
        m_service.orders.finishOrder(event.request, Error{ErrorKind::Overloaded});
        return;
    }
    m_pictureBytes = held;
    open->second = {event.picture.bytes, QString::fromLatin1(shape->mediaType)};
}

} // namespace spectrum::xmpp
