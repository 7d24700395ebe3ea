// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "User.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumContacts = 100'000;
constexpr size_t maximumRooms = 1'000;

template <typename Container>
auto placeOf(Container &contacts, const ContactId &id)
{
    return std::lower_bound(
        contacts.begin(), contacts.end(), id,
        [](const auto &known, const ContactId &wanted) { return known->contact.id < wanted; });
}

} // namespace

Resource *User::findResource(const QString &name)
{
    const auto found = std::ranges::find(resources, name, &Resource::name);
    return found == resources.end() ? nullptr : &*found;
}

Resource &User::resource(const QString &name)
{
    if (Resource *known = findResource(name))
        return *known;
    return resources.emplace_back(Resource{.name = name});
}

void User::removeResource(const QString &name)
{
    std::erase_if(resources, [&](const Resource &resource) { return resource.name == name; });
    for (RoomStay &stay : rooms) {
        stay.joined.removeAll(name);
        stay.parted.removeAll(name);
        std::erase_if(stay.waiting,
                      [&](const RoomStay::Entrant &entrant) { return entrant.resource == name; });
    }
}

Presence User::ownPresence() const
{
    const Resource *best = nullptr;
    for (const Resource &resource : resources) {
        if (resource.presence.availability == Availability::Offline)
            continue;
        if (!best || resource.priority > best->priority)
            best = &resource;
    }
    return best ? best->presence : Presence{};
}

bool User::hasAvailableResource() const
{
    return std::ranges::any_of(resources, [](const Resource &resource) {
        return resource.presence.availability != Availability::Offline;
    });
}

KnownContact *User::findContact(const ContactId &id) const
{
    const auto place = placeOf(contacts, id);
    return place != contacts.end() && (*place)->contact.id == id ? place->get() : nullptr;
}

KnownContact *User::contact(const ContactId &id)
{
    const auto place = placeOf(contacts, id);
    if (place != contacts.end() && (*place)->contact.id == id)
        return place->get();
    if (contacts.size() >= maximumContacts)
        return nullptr;
    auto made = std::make_unique<KnownContact>();
    made->contact.id = id;
    return contacts.insert(place, std::move(made))->get();
}

void User::addContacts(std::vector<ContactId> ids)
{
    std::erase_if(ids, [this](const ContactId &id) { return findContact(id) != nullptr; });
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    ids.resize(std::min(ids.size(), maximumContacts - std::min(contacts.size(), maximumContacts)));
    const auto known = static_cast<std::ptrdiff_t>(contacts.size());
    for (ContactId &id : ids) {
        contacts.push_back(std::make_unique<KnownContact>());
        contacts.back()->contact.id = std::move(id);
    }
    std::inplace_merge(contacts.begin(), contacts.begin() + known, contacts.end(),
                       [](const auto &a, const auto &b) { return a->contact.id < b->contact.id; });
}

void User::removeContact(const ContactId &id)
{
    const auto place = placeOf(contacts, id);
    if (place != contacts.end() && (*place)->contact.id == id)
        contacts.erase(place);
}

RoomStay *User::findRoom(const RoomId &id)
{
    const auto found = std::ranges::find(rooms, id, &RoomStay::room);
    return found == rooms.end() ? nullptr : &*found;
}

RoomStay *User::room(const RoomId &id)
{
    if (RoomStay *known = findRoom(id))
        return known;
    if (rooms.size() >= maximumRooms)
        return nullptr;
    return &rooms.emplace_back(RoomStay{.room = id});
}

void User::removeRoom(const RoomId &id)
{
    std::erase_if(rooms, [&](const RoomStay &stay) { return stay.room == id; });
}

} // namespace spectrum::xmpp
