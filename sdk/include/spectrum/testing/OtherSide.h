// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What the contract needs of a network under test: accounts, somebody who listens and speaks, and time.
#pragma once

#include <spectrum/NetworkModule.h>

#include <QStringList>

#include <chrono>
#include <optional>

namespace spectrum::testing
{

// A network with its servers and people, new for each test. Nothing here may wait: what it causes arrives
// when the event loop turns and time passes.
class OtherSide
{
public:
    virtual ~OtherSide() = default;

    [[nodiscard]] virtual Network &network() = 0;
    // Advances the network's mock clock; with a real clock there is nothing to do.
    virtual void passTime(std::chrono::milliseconds) {}
    // Ends the account's connection without a word, as a cable that is pulled. New connections are accepted.
    virtual void cut() = 0;

    // An account that is let in, and one that is refused for its secret if the network can tell.
    [[nodiscard]] virtual Account account() = 0;
    [[nodiscard]] virtual std::optional<Account> refusedAccount() { return {}; }

    // A contact who is there and answers nothing by themselves.
    [[nodiscard]] virtual ContactId peer() = 0;
    // The peer writes to the account. Text that the network cannot carry in one message is sent as several.
    virtual void say(const QString &body) = 0;
    // What the peer has read from the account, in order.
    [[nodiscard]] virtual QStringList heard() = 0;
};

// The same for a network with rooms.
class OtherSideWithRooms : public OtherSide
{
public:
    // A room that may be joined, with somebody in it who answers nothing by themselves.
    [[nodiscard]] virtual RoomId room() = 0;
    [[nodiscard]] virtual QString personInRoom() = 0;
    // A room that refuses the account.
    [[nodiscard]] virtual RoomId refusedRoom() = 0;

    virtual void sayInRoom(const QString &body) = 0;
    // What the person in the room has read from the account, in order.
    [[nodiscard]] virtual QStringList heardInRoom() = 0;
};

} // namespace spectrum::testing
