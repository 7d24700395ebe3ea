/* SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 * Rooms that echo, a list of them, and files that are offered.
 */
#include "trial.h"

#include <string.h>

static GList *chat_info(PurpleConnection *gc)
{
    struct proto_chat_entry *room = g_new0(struct proto_chat_entry, 1);
    struct proto_chat_entry *password = g_new0(struct proto_chat_entry, 1);
    (void)gc;
    room->label = "_Room:";
    room->identifier = "room";
    room->required = TRUE;
    password->label = "_Password:";
    password->identifier = "password";
    password->secret = TRUE;
    return g_list_append(g_list_append(NULL, room), password);
}

static GHashTable *chat_info_defaults(PurpleConnection *gc, const char *name)
{
    GHashTable *where = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    (void)gc;
    if (name)
        g_hash_table_insert(where, "room", g_strdup(name));
    return where;
}

static char *chat_name(GHashTable *where)
{
    return g_strdup(g_hash_table_lookup(where, "room"));
}

static void join_chat(PurpleConnection *gc, GHashTable *where)
{
    Trial *trial = gc->proto_data;
    const char *name = g_hash_table_lookup(where, "room");
    const char *own = purple_account_get_username(purple_connection_get_account(gc));
    if (!name || strcmp(name, "locked") == 0) {
        purple_serv_got_join_chat_failed(gc, where);
        purple_notify_error(gc, "Join", "The room is locked", NULL);
        return;
    }
    PurpleConversation *conversation = serv_got_joined_chat(gc, trial->next_chat++, name);
    PurpleConvChat *chat = purple_conversation_get_chat_data(conversation);
    purple_conv_chat_set_nick(chat, own);
    purple_conv_chat_add_user(chat, own, NULL, PURPLE_CBFLAGS_NONE, FALSE);
    purple_conv_chat_add_user(chat, TRIAL_FRIEND, NULL, PURPLE_CBFLAGS_OP, FALSE);
    purple_conv_chat_set_topic(chat, TRIAL_FRIEND, "All about tests");
}

static void reject_chat(PurpleConnection *gc, GHashTable *where)
{
    trial_say(gc->proto_data, "rejected %s", (char *)g_hash_table_lookup(where, "room"));
}

static void chat_invite(PurpleConnection *gc, int id, const char *message, const char *who)
{
    trial_say(gc->proto_data, "invited %s to %d: %s", who, id, message ? message : "");
}

static void chat_leave(PurpleConnection *gc, int id)
{
    serv_got_chat_left(gc, id);
}

static void set_chat_topic(PurpleConnection *gc, int id, const char *topic)
{
    PurpleConversation *conversation = purple_find_chat(gc, id);
    purple_conv_chat_set_topic(purple_conversation_get_chat_data(conversation),
                               purple_account_get_username(purple_connection_get_account(gc)), topic);
}

static void in_chat(PurpleConnection *gc, int id, const char *words)
{
    PurpleConvChat *chat = purple_conversation_get_chat_data(purple_find_chat(gc, id));
    if (strcmp(words, "come") == 0)
        purple_conv_chat_add_user(chat, "guest", "was away", PURPLE_CBFLAGS_VOICE, TRUE);
    else if (strcmp(words, "rename") == 0)
        purple_conv_chat_rename_user(chat, "guest", "visitor");
    else if (strcmp(words, "flags") == 0)
        purple_conv_chat_user_set_flags(chat, "visitor", PURPLE_CBFLAGS_FOUNDER);
    else if (strcmp(words, "go") == 0)
        purple_conv_chat_remove_user(chat, "visitor", "was called");
    else if (strcmp(words, "kick") == 0)
        serv_got_chat_left(gc, id);
}

static int chat_send(PurpleConnection *gc, int id, const char *message, PurpleMessageFlags flags)
{
    const char *own = purple_account_get_username(purple_connection_get_account(gc));
    char *words = purple_markup_strip_html(message);
    (void)flags;
    serv_got_chat_in(gc, id, own, PURPLE_MESSAGE_SEND, message, time(NULL));
    serv_got_chat_in(gc, id, TRIAL_FRIEND, PURPLE_MESSAGE_RECV, message, time(NULL));
    in_chat(gc, id, words);
    g_free(words);
    return 0;
}

static void room_add(Trial *trial, const char *name, const char *topic, int people)
{
    PurpleRoomlistRoom *room = purple_roomlist_room_new(PURPLE_ROOMLIST_ROOMTYPE_ROOM, name, NULL);
    purple_roomlist_room_add_field(trial->rooms, room, topic);
    purple_roomlist_room_add_field(trial->rooms, room, GINT_TO_POINTER(people));
    purple_roomlist_room_add(trial->rooms, room);
}

static PurpleRoomlist *get_roomlist(PurpleConnection *gc)
{
    Trial *trial = gc->proto_data;
    GList *fields = NULL;
    if (trial->rooms)
        purple_roomlist_unref(trial->rooms);
    trial->rooms = purple_roomlist_new(purple_connection_get_account(gc));
    fields = g_list_append(fields,
                           purple_roomlist_field_new(PURPLE_ROOMLIST_FIELD_STRING, "Topic", "topic", FALSE));
    fields =
        g_list_append(fields, purple_roomlist_field_new(PURPLE_ROOMLIST_FIELD_INT, "Users", "users", FALSE));
    purple_roomlist_set_fields(trial->rooms, fields);
    purple_roomlist_set_in_progress(trial->rooms, TRUE);
    room_add(trial, "lobby", "All about tests", 2);
    room_add(trial, "locked", NULL, 0);
    purple_roomlist_set_in_progress(trial->rooms, FALSE);
    return trial->rooms;
}

void trial_rooms_close(Trial *trial)
{
    if (trial->rooms)
        purple_roomlist_unref(trial->rooms);
    trial->rooms = NULL;
}

void trial_rooms_fill(PurplePluginProtocolInfo *table)
{
    table->options |= OPT_PROTO_CHAT_TOPIC;
    table->chat_info = chat_info;
    table->chat_info_defaults = chat_info_defaults;
    table->get_chat_name = chat_name;
    table->join_chat = join_chat;
    table->reject_chat = reject_chat;
    table->chat_invite = chat_invite;
    table->chat_leave = chat_leave;
    table->chat_send = chat_send;
    table->set_chat_topic = set_chat_topic;
    table->roomlist_get_list = get_roomlist;
}

static void file_init(PurpleXfer *xfer)
{
    purple_xfer_start(xfer, -1, NULL, 0);
}

static gssize file_read(guchar **buffer, PurpleXfer *xfer)
{
    const gsize left = purple_xfer_get_bytes_remaining(xfer);
    const gsize size = MIN(left, 4096);
    *buffer = g_malloc(size ? size : 1);
    memset(*buffer, 'x', size);
    return (gssize)size;
}

static gboolean file_go_on(gpointer data)
{
    PurpleXfer *xfer = data;
    if (purple_xfer_get_status(xfer) != PURPLE_XFER_STATUS_STARTED) {
        purple_xfer_unref(xfer);
        return FALSE;
    }
    while (purple_xfer_get_bytes_remaining(xfer) > 0) {
        guchar *buffer = NULL;
        const gssize size = file_read(&buffer, xfer);
        purple_xfer_write_file(xfer, buffer, (gsize)size);
        g_free(buffer);
    }
    purple_xfer_set_completed(xfer, TRUE);
    purple_xfer_end(xfer);
    purple_xfer_unref(xfer);
    return FALSE;
}

static void file_start(PurpleXfer *xfer)
{
    purple_xfer_ref(xfer);
    purple_timeout_add(0, file_go_on, xfer);
}

static void file_denied(PurpleXfer *xfer)
{
    PurpleConnection *gc = purple_account_get_connection(purple_xfer_get_account(xfer));
    if (gc && gc->proto_data)
        trial_say(gc->proto_data, "file denied");
}

void trial_file_offer(Trial *trial, const char *name, gsize size)
{
    PurpleXfer *xfer =
        purple_xfer_new(purple_connection_get_account(trial->gc), PURPLE_XFER_RECEIVE, TRIAL_FRIEND);
    purple_xfer_set_filename(xfer, name);
    purple_xfer_set_size(xfer, size);
    purple_xfer_set_init_fnc(xfer, file_init);
    purple_xfer_set_start_fnc(xfer, file_start);
    purple_xfer_set_request_denied_fnc(xfer, file_denied);
    purple_xfer_request(xfer);
}
