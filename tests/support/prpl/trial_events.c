/* SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 * What happens on a network by itself: messages of all kinds, invitations, files, the end of the connection.
 */
#include "trial.h"

#include <stdlib.h>
#include <string.h>

static void authorised(gpointer data)
{
    TrialAsked *asked = data;
    trial_say(asked->trial, "%s authorised", asked->word);
}

static void denied(gpointer data)
{
    TrialAsked *asked = data;
    trial_say(asked->trial, "%s denied", asked->word);
}

static void invite(Trial *trial)
{
    GHashTable *where = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert(where, g_strdup("room"), g_strdup("lobby"));
    serv_got_chat_invite(trial->gc, "lobby", TRIAL_FRIEND, "Come in!", where);
}

static void own_message(Trial *trial, const char *text)
{
    PurpleAccount *account = purple_connection_get_account(trial->gc);
    PurpleConversation *conversation =
        purple_find_conversation_with_account(PURPLE_CONV_TYPE_IM, TRIAL_FRIEND, account);
    if (!conversation)
        conversation = purple_conversation_new(PURPLE_CONV_TYPE_IM, account, TRIAL_FRIEND);
    purple_conversation_write(conversation, purple_account_get_username(account), text, PURPLE_MESSAGE_SEND,
                              time(NULL));
}

static gboolean talk(Trial *trial, const char *words)
{
    PurpleConnection *gc = trial->gc;
    if (strcmp(words, "typing") == 0)
        serv_got_typing(gc, TRIAL_FRIEND, 0, PURPLE_TYPING);
    else if (strcmp(words, "typed") == 0)
        serv_got_typing(gc, TRIAL_FRIEND, 0, PURPLE_TYPED);
    else if (strcmp(words, "stopped") == 0)
        serv_got_typing_stopped(gc, TRIAL_FRIEND);
    else if (strcmp(words, "attention") == 0)
        purple_prpl_got_attention(gc, TRIAL_FRIEND, 0);
    else if (strcmp(words, "html") == 0)
        serv_got_im(gc, TRIAL_FRIEND, "<b>bold</b> &amp; <a href=\"https://example.org/\">link</a>",
                    PURPLE_MESSAGE_RECV, time(NULL));
    else if (strcmp(words, "delayed") == 0)
        serv_got_im(gc, TRIAL_FRIEND, "from yesterday", PURPLE_MESSAGE_RECV | PURPLE_MESSAGE_DELAYED,
                    1000000000);
    else if (strcmp(words, "system") == 0)
        serv_got_im(gc, TRIAL_FRIEND, "a system's word", PURPLE_MESSAGE_SYSTEM, time(NULL));
    else if (strcmp(words, "own") == 0)
        own_message(trial, "said elsewhere");
    else
        return FALSE;
    return TRUE;
}

gboolean trial_event(Trial *trial, const char *words)
{
    PurpleAccount *account = purple_connection_get_account(trial->gc);
    if (talk(trial, words))
        return TRUE;
    if (strcmp(words, "invite") == 0)
        invite(trial);
    else if (strcmp(words, "authorise") == 0)
        purple_account_request_authorization(account, "stranger", NULL, "A Stranger", "Let me see you", FALSE,
                                             authorised, denied, trial_asked_new(trial, "stranger"));
    else if (strcmp(words, "added") == 0)
        purple_account_notify_added(account, "stranger", NULL, "A Stranger", "Hi");
    else if (g_str_has_prefix(words, "file "))
        trial_file_offer(trial, "offer.txt", (gsize)atoll(words + 5));
    else if (g_str_has_prefix(words, "fail "))
        purple_connection_error_reason(trial->gc, (PurpleConnectionError)atoi(words + 5), "As you wish");
    else
        return FALSE;
    return TRUE;
}

static void ignored(void *data)
{
    (void)data;
}

/* What no plugin should do, and some do. */
static void send_bad_utf8(Trial *trial)
{
    const char *bad = "bad \xc3\x28 text";
    purple_request_input(trial->gc, "\xff\xfe", bad, "\xed\xa0\x80", "\xc0\xaf", FALSE, FALSE, NULL, "\xff",
                         G_CALLBACK(ignored), "\xff", NULL, purple_connection_get_account(trial->gc), NULL,
                         NULL, NULL);
    purple_notify_info(trial->gc, "\xff", bad, "\x01\x02");
    serv_got_im(trial->gc, TRIAL_FRIEND, "bad \xc3\x28 text \x01", PURPLE_MESSAGE_RECV, time(NULL));
}

static void send_nothing(Trial *trial)
{
    PurpleAccount *account = purple_connection_get_account(trial->gc);
    purple_request_input(trial->gc, NULL, NULL, NULL, NULL, FALSE, FALSE, NULL, "", G_CALLBACK(ignored), "",
                         NULL, account, NULL, NULL, NULL);
    purple_request_fields(trial->gc, NULL, NULL, NULL, purple_request_fields_new(), "", G_CALLBACK(ignored),
                          "", NULL, account, NULL, NULL, NULL);
    purple_request_action(trial->gc, NULL, NULL, NULL, 0, account, NULL, NULL, NULL, 1, NULL, NULL);
    purple_notify_formatted(trial->gc, NULL, "", NULL, NULL, NULL, NULL);
    purple_notify_info(trial->gc, NULL, "", NULL);
    purple_notify_uri(trial->gc, "");
}

static void send_megabytes(Trial *trial)
{
    char *text = g_strnfill(4 * 1024 * 1024, 'a');
    purple_request_input(trial->gc, text, text, text, text, FALSE, FALSE, NULL, text, G_CALLBACK(ignored),
                         text, NULL, purple_connection_get_account(trial->gc), NULL, NULL, NULL);
    purple_notify_info(trial->gc, text, text, text);
    g_free(text);
}

gboolean trial_odd(Trial *trial, const char *words)
{
    if (strcmp(words, "odd utf8") == 0)
        send_bad_utf8(trial);
    else if (strcmp(words, "odd null") == 0)
        send_nothing(trial);
    else if (strcmp(words, "odd huge") == 0)
        send_megabytes(trial);
    else
        return FALSE;
    return TRUE;
}
