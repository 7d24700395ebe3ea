// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "route/Outbox.h"

#include <spectrum/Dispatch.h>

#include <algorithm>
#include <type_traits>

namespace spectrum::core
{

namespace
{

// A burst's memory is given back; what a chat needs stays.
constexpr size_t keptCapacity = 8;

template <typename T>
void releaseIfLarge(std::vector<T> &orders)
{
    if (orders.capacity() > keptCapacity)
        std::vector<T>().swap(orders);
    else
        orders.clear();
}

Event deliveryFailure(RequestId id, const Error &error)
{
    return DeliveryChanged{id, DeliveryState::Failed, error};
}

// The open order that an event is an answer to, but not the outcome of.
RequestId answeredRequest(const Event &event)
{
    if (const auto *listed = std::get_if<RoomsListed>(&event))
        return listed->request;
    if (const auto *profile = std::get_if<ProfileReceived>(&event))
        return profile->request;
    if (const auto *picture = std::get_if<PictureReceived>(&event))
        return picture->request;
    if (const auto *found = std::get_if<ContactsFound>(&event))
        return found->request;
    return RequestId::None;
}

Event roomFailure(const RoomId &room, const Error &error)
{
    return RoomLeft{.room = room, .reason = LeaveReason::Disconnected, .error = error};
}

} // namespace

std::optional<Event> failureOf(const Command &command, const Error &error)
{
    if (const auto *order = std::get_if<JoinRoom>(&command))
        return roomFailure(order->room, error);
    if (const auto *order = std::get_if<LeaveRoom>(&command))
        return roomFailure(order->room, error);
    const RequestId id = requestOf(command);
    if (id == RequestId::None)
        return {};
    if (std::holds_alternative<SendMessage>(command))
        return deliveryFailure(id, error);
    return RequestFinished{id, error};
}

Outbox::Admission Outbox::open(const Command &command, size_t limit)
{
    const bool isJoin = std::holds_alternative<JoinRoom>(command);
    const bool isRoomOrder = isJoin || std::holds_alternative<LeaveRoom>(command);
    const RequestId id = requestOf(command);
    if (!isRoomOrder && id == RequestId::None)
        return Admission::Accepted;
    if (limit != 0 && size() >= limit)
        return Admission::Full;
    if (isRoomOrder) {
        m_rooms.push_back(
            {isJoin ? std::get<JoinRoom>(command).room : std::get<LeaveRoom>(command).room, isJoin});
        return Admission::Accepted;
    }
    return openRequest(id,
                       std::holds_alternative<SendMessage>(command) ? Outcome::Delivery : Outcome::Finished);
}

Outbox::Admission Outbox::openRequest(RequestId id, Outcome outcome)
{
    const Request request{id, outcome, true, false};
    if (m_requests.empty() || m_requests.back().id < id) {
        m_requests.push_back(request);
    } else {
        const auto place = std::lower_bound(m_requests.begin() + m_first, m_requests.end(), id,
                                            [](const Request &r, RequestId wanted) { return r.id < wanted; });
        if (place != m_requests.end() && place->id == id) {
            if (place->isOpen)
                return Admission::Repeated;
            *place = request;
        } else {
            m_requests.insert(place, request);
        }
    }
    ++m_openRequests;
    return Admission::Accepted;
}

Outbox::Verdict Outbox::close(const Event &event)
{
    if (const auto *change = std::get_if<DeliveryChanged>(&event))
        return closeDelivery(*change);
    if (const auto *finished = std::get_if<RequestFinished>(&event))
        return closeFinished(finished->request);
    if (const RequestId answered = answeredRequest(event); answered != RequestId::None)
        return findOpen(answered, Outcome::Finished) == m_requests.end() ? Verdict::Unknown
                                                                         : Verdict::Expected;
    // A network may also move people in and out of rooms without being asked.
    if (const auto *joined = std::get_if<RoomJoined>(&event))
        closeRoom(joined->room.id);
    else if (const auto *left = std::get_if<RoomLeft>(&event))
        closeRoom(left->room);
    return Verdict::Expected;
}

bool Outbox::withdraw(const Command &command)
{
    const auto withdrawRoom = [this](const RoomId &room, bool isJoin) {
        const auto last = std::find_if(m_rooms.rbegin(), m_rooms.rend(), [&](const RoomOrder &order) {
            return order.isJoin == isJoin && order.room == room;
        });
        if (last == m_rooms.rend())
            return false;
        m_rooms.erase(std::next(last).base());
        return true;
    };
    if (const auto *order = std::get_if<JoinRoom>(&command))
        return withdrawRoom(order->room, true);
    if (const auto *order = std::get_if<LeaveRoom>(&command))
        return withdrawRoom(order->room, false);
    const auto outcome = std::holds_alternative<SendMessage>(command) ? Outcome::Delivery : Outcome::Finished;
    const auto request = findOpen(requestOf(command), outcome);
    if (request == m_requests.end())
        return false;
    closeRequest(request);
    return true;
}

std::vector<Event> Outbox::failAll(const Error &error)
{
    std::vector<Event> outcomes;
    outcomes.reserve(size());
    for (const Request &request : m_requests) {
        if (!request.isOpen)
            continue;
        if (request.outcome == Outcome::Delivery)
            outcomes.push_back(deliveryFailure(request.id, error));
        else
            outcomes.push_back(RequestFinished{request.id, error});
    }
    for (const RoomOrder &order : m_rooms)
        outcomes.push_back(roomFailure(order.room, error));
    m_requests = {};
    m_rooms = {};
    m_first = 0;
    m_openRequests = 0;
    return outcomes;
}

std::vector<Outbox::Request>::iterator Outbox::findOpen(RequestId id, Outcome outcome)
{
    const auto begin = m_requests.begin() + m_first;
    auto found = begin;
    if (begin == m_requests.end() || begin->id != id)
        found = std::lower_bound(begin, m_requests.end(), id, [](const Request &request, RequestId wanted) {
            return request.id < wanted;
        });
    const bool isIt =
        found != m_requests.end() && found->id == id && found->isOpen && found->outcome == outcome;
    return isIt ? found : m_requests.end();
}

void Outbox::closeRequest(std::vector<Request>::iterator request)
{
    request->isOpen = false;
    if (--m_openRequests == 0) {
        releaseIfLarge(m_requests);
        m_first = 0;
        return;
    }
    while (!m_requests[m_first].isOpen)
        ++m_first;
    if (m_first > keptCapacity && m_first * 2 > m_requests.size()) {
        m_requests.erase(m_requests.begin(), m_requests.begin() + m_first);
        m_first = 0;
    }
}

Outbox::Verdict Outbox::closeDelivery(const DeliveryChanged &change)
{
    const auto request = findOpen(change.request, Outcome::Delivery);
    if (request == m_requests.end())
        return Verdict::Unknown;
    if (change.state != DeliveryState::Accepted) {
        closeRequest(request);
        return Verdict::Expected;
    }
    if (request->wasAccepted)
        return Verdict::Unknown;
    request->wasAccepted = true;
    return Verdict::Expected;
}

Outbox::Verdict Outbox::closeFinished(RequestId id)
{
    const auto request = findOpen(id, Outcome::Finished);
    if (request == m_requests.end())
        return Verdict::Unknown;
    closeRequest(request);
    return Verdict::Expected;
}

void Outbox::closeRoom(const RoomId &room)
{
    if (m_rooms.empty())
        return;
    // The oldest: a network answers in the order in which it was asked.
    const auto order = std::find_if(m_rooms.begin(), m_rooms.end(),
                                    [&](const RoomOrder &candidate) { return candidate.room == room; });
    if (order == m_rooms.end())
        return;
    m_rooms.erase(order);
    if (m_rooms.empty())
        releaseIfLarge(m_rooms);
}

} // namespace spectrum::core
