// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Distinct types for the names that cross the border between host and modules.
#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

namespace spectrum
{

// A name that is opaque to everyone but its minter. Two ids of different kinds do not convert into each
// other, so a room can never be passed where a contact is meant.
template <typename Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString value) : m_value(std::move(value)) {}

    [[nodiscard]] const QString &toString() const noexcept { return m_value; }
    [[nodiscard]] bool isEmpty() const noexcept { return m_value.isEmpty(); }

    friend bool operator==(const Id &a, const Id &b) noexcept { return a.m_value == b.m_value; }
    friend std::strong_ordering operator<=>(const Id &a, const Id &b) noexcept
    {
        return a.m_value.compare(b.m_value) <=> 0;
    }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return ::qHash(id.m_value, seed); }

private:
    QString m_value;
};

// A person, as the frontend knows them. Minted by the frontend; the host only compares it.
using UserId = Id<struct UserTag>;
// A contact or a room of one network, in that network's canonical spelling. Minted by the network module.
using ContactId = Id<struct ContactTag>;
using RoomId = Id<struct RoomTag>;
// A message's name on the side that minted it.
using MessageId = Id<struct MessageTag>;
// One address that the host serves: a frontend, a network and their settings.
using InstanceId = Id<struct InstanceTag>;

// Names one order of the frontend until its outcome arrives. Unique in a session; 0 asks for no outcome.
enum class RequestId : quint64 { None = 0 };

} // namespace spectrum

template <typename Tag>
struct std::hash<spectrum::Id<Tag>> {
    // Not noexcept: the standard library then keeps the hash beside each key instead of computing it again.
    size_t operator()(const spectrum::Id<Tag> &id) const { return qHash(id); }
};
