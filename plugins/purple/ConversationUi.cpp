// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ConversationUi.h"

#include "PurpleSession.h"
#include "Wording.h"

namespace spectrum::purple
{

namespace
{

PurpleSession *sessionOf(const PurpleAccount *account)
{
    return account ? static_cast<PurpleSession *>(account->ui_data) : nullptr;
}

PurpleSession *sessionOf(const PurpleConversation *conversation)
{
    return sessionOf(purple_conversation_get_account(conversation));
}

bool isChat(const PurpleConversation *conversation)
{
    return purple_conversation_get_type(conversation) == PURPLE_CONV_TYPE_CHAT;
}

void createConversation(PurpleConversation *conversation)
{
    PurpleSession *session = sessionOf(conversation);
    if (session && isChat(conversation))
        session->stays().noteOpened(conversation);
    else if (session)
        session->talk().noteOpened(conversation);
}

void destroyConversation(PurpleConversation *conversation)
{
    PurpleSession *session = sessionOf(conversation);
    if (session && isChat(conversation))
        session->stays().noteClosed(conversation);
    else if (session)
        session->talk().noteClosed(conversation);
}

void write(PurpleConversation *conversation, const char *author, const char *, const char *text,
           PurpleMessageFlags flags, time_t time)
{
    PurpleSession *session = sessionOf(conversation);
    if (!session)
        return;
    if (!isChat(conversation))
        return session->talk().hear(conversation, text, flags, time);
    if (Stay *stay = session->stays().stayOf(conversation))
        stay->hear(author, text, flags, time);
}

void addPeople(PurpleConversation *conversation, GList *people, gboolean)
{
    if (PurpleSession *session = sessionOf(conversation))
        session->stays().notePeople(conversation, people);
}

void rename(PurpleConversation *conversation, const char *from, const char *to, const char *)
{
    if (PurpleSession *session = sessionOf(conversation))
        session->stays().noteRenamed(conversation, from, to);
}

// The signal about it has the reason.
void removePeople(PurpleConversation *, GList *) {}

void update(PurpleConversation *conversation, const char *nickname)
{
    PurpleSession *session = sessionOf(conversation);
    if (Stay *stay = session ? session->stays().stayOf(conversation) : nullptr)
        stay->noteChanged(nickname);
}

void typing(PurpleAccount *account, const char *name, void *state)
{
    if (PurpleSession *session = sessionOf(account))
        session->talk().hearTyping(name, static_cast<TypingState>(GPOINTER_TO_INT(state)));
}

// Coming and going is told as events: libpurple need not write it.
gboolean beQuiet(PurpleConversation *, const char *, int, void *)
{
    return TRUE;
}

void personLeft(PurpleConversation *conversation, const char *nickname, const char *reason, void *)
{
    PurpleSession *session = sessionOf(conversation);
    if (Stay *stay = session ? session->stays().stayOf(conversation) : nullptr)
        stay->noteLeft(nickname, reason);
}

gboolean beQuietAboutLeaving(PurpleConversation *, const char *, const char *, void *)
{
    return TRUE;
}

void chatLeft(PurpleConversation *conversation, void *)
{
    if (PurpleSession *session = sessionOf(conversation))
        session->stays().noteOut(conversation);
}

void joinFailed(PurpleConnection *connection, GHashTable *components, void *)
{
    if (PurpleSession *session = sessionOf(purple_connection_get_account(connection)))
        session->stays().noteFailed(components);
}

void topicChanged(PurpleConversation *conversation, const char *by, const char *topic, void *)
{
    if (PurpleSession *session = sessionOf(conversation))
        session->stays().noteSubject(conversation, by, topic);
}

// Not accepted here: the user joins by themselves, or does not.
int invited(PurpleAccount *account, const char *from, const char *room, const char *text,
            GHashTable *components, void *)
{
    PurpleSession *session = sessionOf(account);
    if (session)
        session->stays().noteInvited(from, room, text, components);
    return session ? -1 : 0;
}

void addRoom(PurpleRoomlist *list, PurpleRoomlistRoom *room)
{
    if (PurpleSession *session = sessionOf(list->account))
        session->roomLists().noteRoom(list, room);
}

void setProgress(PurpleRoomlist *list, gboolean isInProgress)
{
    PurpleSession *session = sessionOf(list->account);
    if (session && !isInProgress)
        session->roomLists().noteEnd(list);
}

} // namespace

PurpleConversationUiOps *ConversationUi::conversations()
{
    static PurpleConversationUiOps operations{};
    operations.create_conversation = createConversation;
    operations.destroy_conversation = destroyConversation;
    operations.write_conv = write;
    operations.chat_add_users = addPeople;
    operations.chat_rename_user = rename;
    operations.chat_remove_users = removePeople;
    operations.chat_update_user = update;
    return &operations;
}

PurpleRoomlistUiOps *ConversationUi::roomLists()
{
    static PurpleRoomlistUiOps operations{};
    operations.add_room = addRoom;
    operations.in_progress = setProgress;
    return &operations;
}

void ConversationUi::connectSignals()
{
    static int handle = 0;
    void *conversations = purple_conversations_get_handle();
    const auto listen = [conversations](const char *signal, PurpleCallback callback, void *data = nullptr) {
        purple_signal_connect(conversations, signal, &handle, callback, data);
    };
    const auto stateOf = [](TypingState state) { return GINT_TO_POINTER(static_cast<int>(state)); };
    listen("buddy-typing", PURPLE_CALLBACK(typing), stateOf(TypingState::Typing));
    listen("buddy-typed", PURPLE_CALLBACK(typing), stateOf(TypingState::Paused));
    listen("buddy-typing-stopped", PURPLE_CALLBACK(typing), stateOf(TypingState::Stopped));
    listen("chat-buddy-joining", PURPLE_CALLBACK(beQuiet));
    listen("chat-buddy-leaving", PURPLE_CALLBACK(beQuietAboutLeaving));
    listen("chat-buddy-left", PURPLE_CALLBACK(personLeft));
    listen("chat-left", PURPLE_CALLBACK(chatLeft));
    listen("chat-join-failed", PURPLE_CALLBACK(joinFailed));
    listen("chat-topic-changed", PURPLE_CALLBACK(topicChanged));
    listen("chat-invited", PURPLE_CALLBACK(invited));
}

} // namespace spectrum::purple
