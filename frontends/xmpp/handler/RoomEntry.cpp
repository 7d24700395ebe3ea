// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RoomEntry.h"

#include "../LogCategories.h"
#include "../Stanzas.h"

#include <QDateTime>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView mucNs = u"http://jabber.org/protocol/muc";
constexpr size_t maximumWaitingRooms = 200;
constexpr size_t maximumResources = 100;

bool isValidHistory(const Element &muc)
{
    const Element *history = muc.child(u"history", mucNs);
    if (!history)
        return true;
    for (const char *name : {"maxstanzas", "maxchars", "seconds"}) {
        const QString value = history->attribute(name);
        bool isNumber = true;
        if (!value.isEmpty() && (value.toLongLong(&isNumber) < 0 || !isNumber))
            return false;
    }
    const QString since = history->attribute("since");
    return since.isEmpty() || QDateTime::fromString(since, Qt::ISODate).isValid();
}

} // namespace

QString RoomEntry::full(const User &user, const QString &resource) const
{
    return resource.isEmpty() ? user.address() : user.address() + u'/' + resource;
}

RoomWriter RoomEntry::writerOf(const RoomId &room) const
{
    return RoomWriter(m_service.addresses.address(room));
}

void RoomEntry::handlePresence(const Incoming &incoming)
{
    if (incoming.type == QLatin1String("unavailable")) {
        leave(incoming);
        return;
    }
    if (incoming.to.kind == Destination::Kind::Room) {
        refuse(incoming, jidMalformed(QStringLiteral("A nickname is missing: join room/nickname.")));
        return;
    }
    User *user = m_service.users.find(incoming.user);
    RoomStay *stay = user ? user->findRoom(incoming.to.room) : nullptr;
    const bool isIn = stay && stay->joined.contains(incoming.from.resource());
    if (isIn && stay->nickname != incoming.to.nickname)
        rename(incoming, *stay);
    else if (incoming.stanza.child(u"x", mucNs))
        enter(incoming);
    else if (!isIn)
        refuse(incoming, notAcceptable(QStringLiteral("You are not in that room.")));
}

void RoomEntry::enter(const Incoming &incoming)
{
    const Element *muc = incoming.stanza.child(u"x", mucNs);
    if (!isValidHistory(*muc)) {
        refuse(incoming, badRequest(QStringLiteral("That amount of history makes no sense.")));
        return;
    }
    User &user = m_service.users.get(incoming.user);
    const auto isWaiting = [](const RoomStay &stay) { return !stay.waiting.empty(); };
    const bool isKnown = user.findResource(incoming.from.resource());
    RoomStay *stay = user.findRoom(incoming.to.room);
    const bool isTooMuch =
        (!stay && std::ranges::count_if(user.rooms, isWaiting) >= qsizetype(maximumWaitingRooms)) ||
        (!isKnown && user.resources.size() >= maximumResources);
    if (!isTooMuch && !stay)
        stay = user.room(incoming.to.room);
    if (isTooMuch || !stay) {
        refuse(incoming, resourceConstraint(QStringLiteral("Too many rooms at once.")));
        return;
    }
    wait(user, *stay, incoming);
}

void RoomEntry::wait(User &user, RoomStay &stay, const Incoming &incoming)
{
    const QString &resource = incoming.from.resource();
    const bool isNew = !user.findResource(resource);
    user.resource(resource);
    stay.parted.removeAll(resource);
    std::erase_if(stay.waiting,
                  [&](const RoomStay::Entrant &entrant) { return entrant.resource == resource; });
    stay.waiting.push_back({resource, incoming.to.nickname});
    const Element *muc = incoming.stanza.child(u"x", mucNs);
    if (const Element *password = muc->child(u"password", mucNs))
        stay.password = Secret(password->text().toUtf8());

    if (m_service.host.stateOf(user.id()) == SessionState::Online) {
        if (!stay.isOrdered)
            orderJoin(user, stay);
        return;
    }
    if (user.state == SessionState::Failed && !isNew && !user.isLoginAsked && user.trouble) {
        refuse(user, stay, *user.trouble);
        leaveEmptyRooms(user);
        return;
    }
    // They come in when the account is online; a login begins if none has.
    m_accounts.update(user, AccountState::Cause::Arrived);
}

void RoomEntry::orderJoin(User &user, RoomStay &stay)
{
    stay.isOrdered = true;
    const QString nickname = stay.waiting.empty() ? stay.nickname : stay.waiting.front().nickname;
    JoinRoom order{.room = stay.room, .nickname = nickname, .password = std::exchange(stay.password, {})};
    m_service.host.execute(user.id(), std::move(order));
}

void RoomEntry::rename(const Incoming &incoming, RoomStay &stay)
{
    const RequestId request = m_service.host.nextRequest();
    const QString from = incoming.toText;
    const QString to = incoming.from.full();
    const QString id = incoming.id;
    m_service.order(incoming.user, request,
                    SetNickname{.request = request, .room = stay.room, .nickname = incoming.to.nickname},
                    [this, from, to, id](const std::optional<Error> &error, const QList<Room> &) {
                        if (error)
                            m_service.door->send(
                                to, stanzas::error("presence", from, to, id, toStanzaError(*error)));
                    });
}

void RoomEntry::leave(const Incoming &incoming)
{
    User *user = m_service.users.find(incoming.user);
    RoomStay *stay = user ? user->findRoom(incoming.to.room) : nullptr;
    if (!stay)
        return;
    const QString &resource = incoming.from.resource();
    QString nickname = stay->joined.removeAll(resource) > 0 ? stay->nickname : QString();
    stay->parted.removeAll(resource);
    // Who takes back a wish that has no verdict yet gets an answer too.
    std::erase_if(stay->waiting, [&](const RoomStay::Entrant &entrant) {
        const bool isLeaving = entrant.resource == resource;
        if (isLeaving && nickname.isEmpty())
            nickname = entrant.nickname;
        return isLeaving;
    });
    if (!nickname.isEmpty()) {
        ElementWriter xml;
        writerOf(stay->room).writeGone(xml, incoming.from.full(), {.nickname = nickname, .isSelf = true});
        m_service.door->send(incoming.from.full(), xml.take());
    }
    leaveEmptyRooms(*user);
    const Resource *left = user->findResource(resource);
    const bool isGone = left && left->presence.availability == Availability::Offline &&
                        !isInRooms(*user, resource) && !m_service.isServer();
    if (isGone) {
        user->removeResource(resource);
        m_accounts.update(*user, AccountState::Cause::Changed);
    }
}

void RoomEntry::leaveEmptyRooms(User &user)
{
    QList<RoomId> empty;
    for (const RoomStay &stay : user.rooms) {
        if (stay.isEmpty())
            empty.append(stay.room);
    }
    for (const RoomId &room : std::as_const(empty)) {
        user.removeRoom(room);
        if (user.state == SessionState::Online)
            m_service.host.execute(user.id(), LeaveRoom{.room = room});
    }
}

void RoomEntry::handleJoined(User &user, const RoomJoined &event)
{
    RoomStay *stay = user.findRoom(event.room.id);
    if (!stay) {
        if (const auto heldBack = m_strays.permit(m_service.host.clock().now()))
            qCInfo(logRooms, "%s: the network joined a room that nobody asks for (and %llu more)",
                   qUtf8Printable(logSafe(user.address())), *heldBack);
        return;
    }
    stay->isOrdered = false;
    stay->nickname = event.ownNickname;
    std::vector<RoomStay::Entrant> entrants = std::exchange(stay->waiting, {});
    // After a lost connection those who were in come in again without having asked.
    for (const QString &resource : std::exchange(stay->parted, {}))
        entrants.push_back({resource, event.ownNickname});
    if (entrants.empty()) {
        for (const QString &resource : std::as_const(stay->joined))
            entrants.push_back({resource, event.ownNickname});
    }
    for (const RoomStay::Entrant &entrant : entrants) {
        if (!stay->joined.contains(entrant.resource))
            stay->joined.append(entrant.resource);
        sendRoom(user, *stay, event, entrant.resource, entrant.nickname);
    }
}

// All people, then oneself, then the subject (XEP-0045 §7.1). Each by itself, for stream management counts
// them.
void RoomEntry::sendRoom(const User &user, const RoomStay &stay, const RoomJoined &event,
                         const QString &resource, const QString &wantedNickname)
{
    const QString to = full(user, resource);
    const RoomWriter writer = writerOf(stay.room);
    const auto present = [&](const Participant &participant, std::initializer_list<int> codes) {
        ElementWriter xml;
        writer.writePresent(xml, to, participant, codes);
        m_service.door->send(to, xml.take());
    };
    Participant self{.nickname = event.ownNickname};
    for (const Participant &participant : event.participants) {
        if (participant.nickname == event.ownNickname)
            self = participant;
        else
            present(participant, {});
    }
    present(self, {110, wantedNickname == event.ownNickname ? 0 : 210});
    ElementWriter xml;
    writer.writeSubject(xml, to, event.room.subject, {});
    m_service.door->send(to, xml.take());
}

void RoomEntry::handleLeft(User &user, const RoomLeft &event)
{
    RoomStay *stay = user.findRoom(event.room);
    if (!stay)
        return;
    if (event.error && event.reason != LeaveReason::Disconnected && stay->isOrdered) {
        stay->isOrdered = false;
        refuse(user, *stay, *event.error);
    } else if (stay->joined.isEmpty() && event.reason == LeaveReason::Left) {
        // The end of an earlier stay; the one who waits has asked anew.
        return;
    } else {
        putOut(user, *stay, event);
    }
    leaveEmptyRooms(user);
    m_accounts.update(user, AccountState::Cause::Changed);
}

void RoomEntry::putOut(User &user, RoomStay &stay, const RoomLeft &event)
{
    const RoomWriter writer = writerOf(stay.room);
    for (const QString &resource : std::as_const(stay.joined)) {
        ElementWriter xml;
        const QString to = full(user, resource);
        writer.writeGone(xml, to,
                         {.nickname = stay.nickname,
                          .reason = event.reason,
                          .by = event.by,
                          .text = event.text,
                          .isSelf = true});
        m_service.door->send(to, xml.take());
    }
    const QStringList former = std::exchange(stay.joined, {});
    if (event.reason == LeaveReason::Disconnected) {
        stay.parted = former;
        stay.isOrdered = false;
    } else {
        // Gone already on the network: nothing is to be left there.
        if (stay.waiting.empty())
            user.removeRoom(event.room);
    }
}

void RoomEntry::handleState(User &user, const StateChanged &event)
{
    if (event.state == SessionState::Online) {
        for (RoomStay &stay : user.rooms) {
            if (!stay.waiting.empty() && !stay.isOrdered)
                orderJoin(user, stay);
        }
        return;
    }
    for (RoomStay &stay : user.rooms) {
        if (!stay.joined.isEmpty())
            putOut(user, stay, {.room = stay.room, .reason = LeaveReason::Disconnected});
        stay.isOrdered = false;
    }
    if (event.state == SessionState::Failed || event.state == SessionState::Offline)
        refuseWaiting(user, event.error.value_or(Error{.kind = ErrorKind::NotConnected}));
}

void RoomEntry::refuseWaiting(User &user, const Error &error)
{
    for (RoomStay &stay : user.rooms)
        refuse(user, stay, error);
    user.rooms.clear();
}

void RoomEntry::refuse(const User &user, RoomStay &stay, const Error &error)
{
    const RoomWriter writer = writerOf(stay.room);
    for (const RoomStay::Entrant &entrant : std::exchange(stay.waiting, {})) {
        const QString to = full(user, entrant.resource);
        m_service.door->send(
            to, stanzas::error("presence", writer.occupant(entrant.nickname), to, {}, toStanzaError(error)));
    }
}

void RoomEntry::refuse(const Incoming &incoming, const StanzaError &error)
{
    const QString to = incoming.from.full();
    m_service.door->send(to, stanzas::error("presence", incoming.toText, to, incoming.id, error));
}

bool RoomEntry::isInRooms(const User &user, const QString &resource) const
{
    return std::ranges::any_of(user.rooms, [&](const RoomStay &stay) {
        return stay.joined.contains(resource) || stay.parted.contains(resource) ||
               std::ranges::find(stay.waiting, resource, &RoomStay::Entrant::resource) != stay.waiting.end();
    });
}

} // namespace spectrum::xmpp
