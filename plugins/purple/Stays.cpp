// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stays.h"

#include "Markup.h"

#include <cstring>

namespace spectrum::purple
{

namespace
{

using namespace std::chrono_literals;

constexpr size_t maximumStays = 500;
constexpr auto joinLimit = 40s;
constexpr auto answerLimit = 20s;
constexpr auto leaveLimit = 4s;

Error notInRoom()
{
    return {ErrorKind::NotInRoom, QStringLiteral("You are not in this room.")};
}

void setComponent(GHashTable *table, const char *key, const QByteArray &value)
{
    // Keys are the plugin's own literals, or live as long as the process.
    g_hash_table_replace(table, const_cast<char *>(g_intern_string(key)), g_strdup(value.constData()));
}

} // namespace

Stay *Stays::find(const RoomId &room)
{
    const auto found = m_stays.find(room);
    return found == m_stays.end() ? nullptr : &found->second;
}

Stay *Stays::stayOf(const PurpleConversation *conversation)
{
    for (auto &[room, stay] : m_stays) {
        if (stay.conversation() == conversation)
            return &stay;
    }
    return nullptr;
}

void Stays::fail(const RoomId &room, Error error, LeaveReason reason)
{
    m_ties.sink.handleEvent(RoomLeft{.room = room, .reason = reason, .error = std::move(error)});
}

void Stays::remove(const RoomId &room)
{
    const Error error = notInRoom();
    finish(m_subjects, room, error);
    finish(m_nicknames, room, error);
    m_stays.erase(room);
}

// What the plugin needs to find the room, with the fields filled in that people fill in.
Stays::Table Stays::componentsOf(const JoinRoom &order) const
{
    const PurplePluginProtocolInfo *protocol = m_ties.protocol();
    const QByteArray name = m_ties.spellings.of(order.room.toString());
    Table table(protocol->chat_info_defaults(m_ties.connection(), name.constData()), g_hash_table_destroy);
    if (!table || !protocol->chat_info)
        return table;
    bool isNamed = false;
    GList *entries = protocol->chat_info(m_ties.connection());
    for (const GList *item = entries; item; item = item->next) {
        const auto *entry = static_cast<const proto_chat_entry *>(item->data);
        const bool isNickname =
            std::strcmp(entry->identifier, "handle") == 0 || std::strcmp(entry->identifier, "nick") == 0;
        const bool hasValue = g_hash_table_lookup(table.get(), entry->identifier) != nullptr;
        if (isNickname && !order.nickname.isEmpty())
            setComponent(table.get(), entry->identifier, cleanUtf8(order.nickname));
        else if (entry->secret && !order.password.isEmpty())
            setComponent(table.get(), entry->identifier, order.password.expose().toByteArray());
        else if (!isNamed && entry->required && !isNickname && !hasValue)
            setComponent(table.get(), entry->identifier, name);
        isNamed = isNamed || (entry->required && !isNickname);
    }
    g_list_free_full(entries, g_free);
    return table;
}

void Stays::join(const JoinRoom &order)
{
    const Result<RoomId> room = m_ties.names.room(order.room.toString());
    if (!m_ties.isOnline())
        return fail(order.room, notConnected());
    if (!room)
        return fail(order.room, room.error());
    const PurplePluginProtocolInfo *protocol = m_ties.protocol();
    if (!protocol->join_chat || !protocol->chat_info_defaults)
        return fail(order.room, Error{ErrorKind::Unsupported, QStringLiteral("This network has no rooms.")});
    if (Stay *stay = find(*room)) {
        if (stay->isJoined())
            stay->tellAgain();
        return;
    }
    if (m_stays.size() >= maximumStays)
        return fail(order.room, Error{ErrorKind::Overloaded, QStringLiteral("You are in too many rooms.")});
    const Table components = componentsOf(order);
    if (!components)
        return fail(order.room,
                    Error{ErrorKind::InvalidInput, QStringLiteral("No room can have this name.")});
    JoinRoom own = order;
    own.room = *room;
    m_stays.emplace(std::piecewise_construct, std::forward_as_tuple(*room),
                    std::forward_as_tuple(m_ties, std::move(own)));
    m_ties.host.clock().schedule(joinLimit, this, [this, id = *room] {
        const Stay *stay = find(id);
        if (!stay || stay->conversation())
            return;
        remove(id);
        fail(id, Error{ErrorKind::TimedOut, QStringLiteral("The room did not answer.")});
    });
    serv_join_chat(m_ties.connection(), components.get());
}

// In the next turn of the event loop: this may be libpurple's own call about the room.
void Stays::leave(const LeaveRoom &order)
{
    const Result<RoomId> room = m_ties.names.room(order.room.toString());
    Stay *stay = room ? find(*room) : nullptr;
    if (!stay)
        return fail(order.room, m_ties.isOnline() ? notInRoom() : notConnected());
    stay->setLeaving();
    const auto go = [this, id = *room] {
        Stay *left = find(id);
        if (!left)
            return;
        if (left->conversation() && m_ties.isOnline())
            serv_chat_leave(m_ties.connection(), purple_conv_chat_get_id(left->chat()));
        else
            endStay(id);
    };
    QMetaObject::invokeMethod(this, go, Qt::QueuedConnection);
    // Some plugins do not say when it is done.
    m_ties.host.clock().schedule(leaveLimit, this, [this, id = *room] {
        if (const Stay *left = find(id); left && left->isLeaving())
            endStay(id);
    });
}

void Stays::endStay(const RoomId &room)
{
    Stay *stay = find(room);
    PurpleConversation *conversation = stay->conversation();
    stay->setConversation(nullptr);
    remove(room);
    if (conversation)
        purple_conversation_destroy(conversation);
    m_ties.sink.handleEvent(RoomLeft{.room = room});
}

Result<Stay *> Stays::inside(const RoomId &room)
{
    if (!m_ties.isOnline())
        return notConnected();
    const Result<RoomId> id = m_ties.names.room(room.toString());
    Stay *stay = id ? find(*id) : nullptr;
    if (!stay || !stay->isJoined() || stay->isLeaving())
        return notInRoom();
    return stay;
}

void Stays::send(const SendMessage &order)
{
    const Result<Stay *> stay = inside(order.message.peer.roomId());
    std::optional<Error> error = stay ? (*stay)->send(order.message) : std::optional<Error>(stay.error());
    if (order.request == RequestId::None)
        return;
    const DeliveryState state = error ? DeliveryState::Failed : DeliveryState::Confirmed;
    m_ties.sink.handleEvent(DeliveryChanged{order.request, state, std::move(error)});
}

void Stays::wait(QList<Waiting> &list, RequestId request, const RoomId &room)
{
    if (request == RequestId::None)
        return;
    const auto giveUp = [this, &list, request] {
        const auto late = [request](const Waiting &waiting) { return waiting.request == request; };
        if (list.removeIf(late) > 0)
            m_ties.finish(request, Error{ErrorKind::TimedOut, QStringLiteral("The room did not answer.")});
    };
    list.append({request, room, m_ties.host.clock().schedule(answerLimit, this, giveUp)});
}

void Stays::finish(QList<Waiting> &list, const RoomId &room, std::optional<Error> error)
{
    for (qsizetype i = 0; i < list.size();) {
        if (list[i].room != room) {
            ++i;
            continue;
        }
        const Waiting waiting = list.takeAt(i);
        m_ties.host.clock().cancel(waiting.timer);
        m_ties.finish(waiting.request, error);
    }
}

void Stays::setSubject(const SetSubject &order)
{
    const Result<Stay *> stay = inside(order.room);
    if (!stay)
        return m_ties.finish(order.request, stay.error());
    if (!m_ties.protocol()->set_chat_topic)
        return m_ties.finish(order.request, cannotDoThat());
    wait(m_subjects, order.request, (*stay)->room());
    m_ties.protocol()->set_chat_topic(m_ties.connection(), purple_conv_chat_get_id((*stay)->chat()),
                                      cleanUtf8(order.subject).constData());
}

void Stays::setNickname(const SetNickname &order)
{
    const Result<Stay *> stay = inside(order.room);
    if (!stay)
        return m_ties.finish(order.request, stay.error());
    wait(m_nicknames, order.request, (*stay)->room());
    const QByteArray command = "nick " + markupFromText(order.nickname.simplified());
    char *error = nullptr;
    const PurpleCmdStatus status =
        purple_cmd_do_command((*stay)->conversation(), command.constData(), command.constData(), &error);
    g_free(error);
    if (status == PURPLE_CMD_STATUS_NOT_FOUND || status == PURPLE_CMD_STATUS_WRONG_PRPL)
        finish(m_nicknames, (*stay)->room(), cannotDoThat());
    else if (status != PURPLE_CMD_STATUS_OK)
        finish(m_nicknames, (*stay)->room(),
               Error{ErrorKind::InvalidInput, QStringLiteral("The network did not take this nickname.")});
}

void Stays::invite(const InviteToRoom &order)
{
    const Result<Stay *> stay = inside(order.room);
    const Result<ContactId> contact = m_ties.names.contact(order.contact.toString());
    if (!stay || !contact)
        return m_ties.finish(order.request, stay ? contact.error() : stay.error());
    if (!m_ties.protocol()->chat_invite)
        return m_ties.finish(order.request, cannotDoThat());
    serv_chat_invite(m_ties.connection(), purple_conv_chat_get_id((*stay)->chat()),
                     cleanUtf8(order.text).constData(), m_ties.spelled(*contact).constData());
    m_ties.finish(order.request);
}

} // namespace spectrum::purple
