// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RoomLists.h"

#include "Wording.h"

namespace spectrum::purple
{

namespace
{

using namespace std::chrono_literals;

constexpr auto limit = 60s;
constexpr qsizetype defaultMaximum = 1000;
constexpr qsizetype together = 100;

// A room's name for who joins it: plugins keep the service beside it.
QString joinedName(const QString &name, PurpleRoomlist *list, PurpleRoomlistRoom *room,
                   const NameRules &names)
{
    if (names.protocol() != QLatin1String("prpl-jabber") || name.contains(u'@'))
        return name;
    const PurpleRoomlistRoom *parent = purple_roomlist_room_get_parent(room);
    if (parent)
        return name + u'@' + QString::fromUtf8(parent->name);
    const GList *value = purple_roomlist_room_get_fields(room);
    for (const GList *item = purple_roomlist_get_fields(list); item && value;
         item = item->next, value = value->next) {
        const auto *field = static_cast<const PurpleRoomlistField *>(item->data);
        if (field->type == PURPLE_ROOMLIST_FIELD_STRING && qstrcmp(field->name, "server") == 0)
            return name + u'@' + QString::fromUtf8(static_cast<const char *>(value->data));
    }
    return name;
}

void readFields(Room &result, PurpleRoomlist *list, PurpleRoomlistRoom *room)
{
    const GList *value = purple_roomlist_room_get_fields(room);
    for (const GList *item = purple_roomlist_get_fields(list); item && value;
         item = item->next, value = value->next) {
        const auto *field = static_cast<const PurpleRoomlistField *>(item->data);
        const bool isPeople = qstrcmp(field->name, "users") == 0;
        if (field->type == PURPLE_ROOMLIST_FIELD_INT && isPeople)
            result.participants = GPOINTER_TO_INT(value->data);
        else if (field->type == PURPLE_ROOMLIST_FIELD_STRING &&
                 (qstrcmp(field->name, "topic") == 0 || qstrcmp(field->name, "description") == 0))
            result.subject = plainText(static_cast<const char *>(value->data), 500).simplified();
    }
}

} // namespace

void RoomLists::list(const ListRooms &order)
{
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    if (!m_ties.protocol()->roomlist_get_list)
        return m_ties.finish(order.request, cannotDoThat());
    if (m_open)
        return m_ties.finish(order.request, Error{ErrorKind::RateLimited,
                                                  QStringLiteral("A list of the rooms is being fetched.")});
    m_open = Open{.request = order.request,
                  .left = order.limit == 0 ? defaultMaximum : qMin<qsizetype>(order.limit, defaultMaximum)};
    m_open->timer = m_ties.host.clock().schedule(limit, this, [this] {
        finish(Error{ErrorKind::TimedOut, QStringLiteral("The list of rooms did not come.")});
    });
    PurpleRoomlist *list = purple_roomlist_get_list(m_ties.connection());
    if (!list)
        return finish(Error{ErrorKind::NotAllowed, QStringLiteral("The network has no list of rooms.")});
    // Small ones are complete already.
    if (m_open)
        m_open->list = list;
    if (!purple_roomlist_get_in_progress(list))
        noteEnd(list);
}

void RoomLists::noteRoom(PurpleRoomlist *list, PurpleRoomlistRoom *room)
{
    if (!m_open || (m_open->list && m_open->list != list) || m_open->left == 0)
        return;
    if (!(purple_roomlist_room_get_type(room) & PURPLE_ROOMLIST_ROOMTYPE_ROOM)) {
        purple_roomlist_expand_category(list, room);
        return;
    }
    const QString name = cleanText(purple_roomlist_room_get_name(room), 500);
    const Result<RoomId> id = m_ties.names.room(joinedName(name, list, room, m_ties.names));
    if (!id)
        return;
    m_ties.spellings.learn(id->toString(), name.toUtf8().constData());
    --m_open->left;
    Room found{.id = *id, .name = name};
    readFields(found, list, room);
    m_open->rooms.append(std::move(found));
    if (m_open->rooms.size() >= together)
        tellRooms();
}

void RoomLists::tellRooms()
{
    if (!m_open->rooms.isEmpty())
        m_ties.sink.handleEvent(RoomsListed{m_open->request, std::exchange(m_open->rooms, {})});
}

void RoomLists::noteEnd(PurpleRoomlist *list)
{
    if (m_open && (!m_open->list || m_open->list == list))
        finish();
}

void RoomLists::finish(std::optional<Error> error)
{
    if (!m_open)
        return;
    tellRooms();
    const Open done = std::exchange(m_open, std::nullopt).value();
    m_ties.host.clock().cancel(done.timer);
    if (done.list)
        purple_roomlist_unref(done.list);
    m_ties.finish(done.request, std::move(error));
}

void RoomLists::endAll(const Error &error)
{
    finish(error);
}

} // namespace spectrum::purple
