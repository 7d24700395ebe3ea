// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the orders of one session until each has had its one outcome.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Events.h>

#include <optional>
#include <vector>

namespace spectrum::core
{

// The outcome that tells the user that a command was not carried out; nothing for a command that has none.
[[nodiscard]] std::optional<Event> failureOf(const Command &command, const Error &error);

// Small, flat and sorted: an idle session costs two empty vectors. Outcomes mostly come in the order of the
// orders, and then everything here takes constant time.
class Outbox
{
public:
    enum class Admission : quint8 { Accepted, Full, Repeated };
    enum class Verdict : quint8 {
        Expected, // an event that may go on
        Unknown,  // an outcome of no open order: to be dropped
    };

    // limit: of open orders; 0 = off. Repeated: an order of that id is open already. A command that has no
    // outcome is accepted and not kept.
    Admission open(const Command &command, size_t limit);
    // Closes the order whose outcome the event is.
    Verdict close(const Event &event);
    // Takes the order back that was opened last for this command: it was refused and no outcome will follow.
    // False when its outcome has come meanwhile.
    bool withdraw(const Command &command);
    // Closes every open order: the one outcome of each, in the order in which they were given.
    [[nodiscard]] std::vector<Event> failAll(const Error &error);
    [[nodiscard]] size_t size() const noexcept { return m_openRequests + m_rooms.size(); }

private:
    enum class Outcome : quint8 { Delivery, Finished };
    struct Request {
        RequestId id;
        Outcome outcome;
        bool isOpen;
        bool wasAccepted;
    };
    struct RoomOrder {
        RoomId room;
        bool isJoin;
    };

    Admission openRequest(RequestId id, Outcome outcome);
    [[nodiscard]] std::vector<Request>::iterator findOpen(RequestId id, Outcome outcome);
    void closeRequest(std::vector<Request>::iterator request);
    Verdict closeDelivery(const DeliveryChanged &change);
    Verdict closeFinished(RequestId id);
    void closeRoom(const RoomId &room);

    // Sorted by id. Closed requests stay as marks until all before them are closed too.
    std::vector<Request> m_requests;
    quint32 m_first = 0;
    quint32 m_openRequests = 0;
    std::vector<RoomOrder> m_rooms;
};

} // namespace spectrum::core
