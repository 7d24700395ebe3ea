// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The other half of Stays: what libpurple says about rooms.
#include "Stays.h"

#include "Wording.h"

namespace spectrum::purple
{

namespace
{

using namespace std::chrono_literals;

constexpr auto peopleLimit = 10s;

} // namespace

void Stays::endAll(const Error &error)
{
    for (auto stay = m_stays.begin(); stay != m_stays.end(); stay = m_stays.begin()) {
        const RoomId room = stay->first;
        PurpleConversation *conversation = stay->second.conversation();
        stay->second.setConversation(nullptr);
        remove(room);
        if (conversation)
            purple_conversation_destroy(conversation);
        fail(room, error, LeaveReason::Disconnected);
    }
}

Peer Stays::participantOf(const char *conversation) const
{
    const QString name = QString::fromUtf8(conversation);
    const qsizetype slash = name.indexOf(u'/');
    if (slash < 0)
        return {};
    const Result<RoomId> room = m_ties.names.room(name.left(slash));
    if (!room || !m_stays.contains(*room))
        return {};
    return Peer::participant(*room, name.mid(slash + 1));
}

QByteArray Stays::privateName(const RoomId &room, const QString &nickname) const
{
    const Result<RoomId> id = m_ties.names.room(room.toString());
    const auto found = id ? m_stays.find(*id) : m_stays.end();
    if (found == m_stays.end() || !found->second.isJoined())
        return {};
    const QByteArray typed = nickname.toUtf8();
    PurpleConvChatBuddy *buddy = purple_conv_chat_cb_find(found->second.chat(), typed.constData());
    if (!buddy)
        return {};
    const PurplePluginProtocolInfo *protocol = m_ties.protocol();
    if (!protocol->get_cb_real_name)
        return buddy->name;
    char *real = protocol->get_cb_real_name(m_ties.connection(),
                                            purple_conv_chat_get_id(found->second.chat()), buddy->name);
    const QByteArray result = real ? QByteArray(real) : QByteArray(buddy->name);
    g_free(real);
    return result;
}

// The room is the one that the conversation is called after, or the only one that is waited for.
void Stays::noteOpened(PurpleConversation *conversation)
{
    Stay *stay = find(m_ties.names.roomOf(purple_conversation_get_name(conversation)));
    if (!stay) {
        for (auto &[room, other] : m_stays) {
            if (other.conversation())
                continue;
            if (stay)
                return;
            stay = &other;
        }
    }
    if (!stay)
        return;
    purple_conversation_set_logging(conversation, FALSE);
    stay->setConversation(conversation);
    m_ties.host.clock().schedule(peopleLimit, this,
                                 [this, id = stay->room()] { tellJoined(id, Stay::Patience::End); });
}

void Stays::tellJoined(const RoomId &room, Stay::Patience patience)
{
    Stay *stay = find(room);
    if (stay && !stay->isLeaving())
        stay->tellJoined(patience);
}

void Stays::noteClosed(PurpleConversation *conversation)
{
    Stay *stay = stayOf(conversation);
    if (!stay)
        return;
    const RoomId room = stay->room();
    stay->setConversation(nullptr);
    remove(room);
    m_ties.sink.handleEvent(RoomLeft{.room = room});
}

void Stays::noteFailed(GHashTable *components)
{
    const PurplePluginProtocolInfo *protocol = m_ties.protocol();
    if (!protocol)
        return;
    char *name = protocol->get_chat_name ? protocol->get_chat_name(components) : nullptr;
    Stay *stay = name ? find(m_ties.names.roomOf(name)) : nullptr;
    g_free(name);
    for (auto &[room, other] : m_stays) {
        if (!stay && !other.conversation())
            stay = &other;
    }
    if (!stay || stay->isJoined())
        return;
    const RoomId room = stay->room();
    remove(room);
    fail(room, Error{ErrorKind::Banned, QStringLiteral("The room did not let you in.")});
}

void Stays::noteInvited(const char *from, const char *room, const char *text, GHashTable *components)
{
    PurplePluginProtocolInfo *protocol = m_ties.protocol();
    if (!protocol)
        return;
    char *name = protocol->get_chat_name && components ? protocol->get_chat_name(components) : nullptr;
    const RoomId id = m_ties.names.roomOf(name ? name : room);
    g_free(name);
    ContactId who = m_ties.heard(from);
    QString whoName = cleanText(from, 500);
    if (id.isEmpty() || m_ties.blocked.contains(who))
        return;
    // Somebody of whom only the nickname in the room is known.
    if (who.toString() == id.toString()) {
        who = {};
        whoName = whoName.section(u'/', 1);
    }
    const auto *password =
        static_cast<const char *>(components ? g_hash_table_lookup(components, "password") : nullptr);
    // The answer given here is no, as the user is asked and may still come; whoever invited is not told of
    // it.
    protocol->reject_chat = nullptr;
    m_ties.sink.handleEvent(RoomInvited{.room = id,
                                        .roomName = cleanText(room, 500),
                                        .from = who,
                                        .fromName = whoName,
                                        .text = plainText(text, 1000),
                                        .password = Secret(QByteArrayView(password))});
}

// The network put the user out, or the plugin did what it was told.
void Stays::noteOut(PurpleConversation *conversation)
{
    Stay *stay = stayOf(conversation);
    if (!stay || !m_ties.isOnline())
        return;
    const RoomId room = stay->room();
    const QString words = stay->lastWords();
    const bool wasJoined = stay->isJoined();
    const bool isLeaving = stay->isLeaving();
    stay->setConversation(nullptr);
    remove(room);
    destroyLater(conversation);
    if (isLeaving)
        m_ties.sink.handleEvent(RoomLeft{.room = room});
    else if (wasJoined)
        m_ties.sink.handleEvent(RoomLeft{.room = room, .reason = LeaveReason::Kicked, .text = words});
    else
        fail(room, Error{ErrorKind::Banned, QStringLiteral("The room did not let you in.")});
}

// The plugin goes on with it when this call returns; it may also be gone by then.
void Stays::destroyLater(PurpleConversation *conversation)
{
    const auto destroy = [conversation, account = m_ties.account] {
        for (const GList *item = purple_get_chats(); item; item = item->next) {
            if (item->data == conversation && purple_conversation_get_account(conversation) == account)
                return purple_conversation_destroy(conversation);
        }
    };
    QMetaObject::invokeMethod(this, destroy, Qt::QueuedConnection);
}

void Stays::notePeople(PurpleConversation *conversation, GList *people)
{
    Stay *stay = stayOf(conversation);
    if (!stay)
        return;
    if (!stay->isJoined()) {
        // Others may follow in this turn of the event loop.
        const auto tell = [this, id = stay->room()] { tellJoined(id, Stay::Patience::Wait); };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
        return;
    }
    for (const GList *item = people; item; item = item->next)
        stay->noteChanged(static_cast<PurpleConvChatBuddy *>(item->data)->name);
}

void Stays::noteRenamed(PurpleConversation *conversation, const char *from, const char *to)
{
    Stay *stay = stayOf(conversation);
    if (!stay)
        return;
    becomeQuiet(stay);
    const RoomId room = stay->room();
    const bool isOwn =
        cleanText(to, 500) == stay->ownNickname() || cleanText(from, 500) == stay->ownNickname();
    stay->noteRenamed(from, to);
    if (isOwn)
        finish(m_nicknames, room);
}

void Stays::noteSubject(PurpleConversation *conversation, const char *by, const char *subject)
{
    Stay *stay = stayOf(conversation);
    if (!stay)
        return;
    becomeQuiet(stay);
    const RoomId room = stay->room();
    stay->noteSubject(by ? by : "", subject);
    finish(m_subjects, room);
}

// For this turn of the event loop: the plugin says the same in words, which nobody needs.
void Stays::becomeQuiet(Stay *stay)
{
    stay->setQuiet(true);
    const auto end = [this, id = stay->room()] {
        if (Stay *quiet = find(id))
            quiet->setQuiet(false);
    };
    QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
}

} // namespace spectrum::purple
