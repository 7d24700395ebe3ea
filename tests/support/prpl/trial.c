/* SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define PURPLE_PLUGINS
#include "trial.h"

#include <string.h>

static gboolean obey(Trial *trial, const char *words)
{
    return trial_request(trial, words) || trial_notice(trial, words) || trial_event(trial, words) ||
           trial_odd(trial, words);
}

TrialAsked *trial_asked_new(Trial *trial, const char *word)
{
    TrialAsked *asked = g_new0(TrialAsked, 1);
    asked->trial = trial;
    asked->word = g_strdup(word);
    trial->asked = g_list_prepend(trial->asked, asked);
    return asked;
}

static void asked_free(gpointer data)
{
    TrialAsked *asked = data;
    g_free(asked->word);
    memset(asked, 0xee, sizeof *asked);
    g_free(asked);
}

static void be_online(Trial *trial)
{
    PurpleAccount *account = purple_connection_get_account(trial->gc);
    PurpleBuddy *buddy = purple_find_buddy(account, TRIAL_FRIEND);
    trial->is_login_open = FALSE;
    if (!buddy) {
        PurpleGroup *group = purple_group_new("Friends");
        purple_blist_add_group(group, NULL);
        buddy = purple_buddy_new(account, TRIAL_FRIEND, "A Friend");
        purple_blist_add_buddy(buddy, NULL, group, NULL);
    }
    purple_connection_set_state(trial->gc, PURPLE_CONNECTED);
    purple_prpl_got_user_status(account, TRIAL_FRIEND, "available", "message", "Here I am", NULL);
}

void trial_say(Trial *trial, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    char *html = g_markup_escape_text(text, -1);
    if (trial->is_login_open)
        be_online(trial);
    serv_got_im(trial->gc, TRIAL_VOICE, html, PURPLE_MESSAGE_RECV, time(NULL));
    g_free(html);
    g_free(text);
}

void trial_refuse_login(Trial *trial, const char *why)
{
    if (trial->is_login_open)
        purple_connection_error_reason(trial->gc, PURPLE_CONNECTION_ERROR_AUTHENTICATION_FAILED, why);
    else
        trial_say(trial, "%s", why);
}

static gboolean go_on(gpointer data)
{
    Trial *trial = data;
    const char *words = purple_account_get_string(purple_connection_get_account(trial->gc), "at_login", "");
    trial->timer = 0;
    if (words && *words && obey(trial, words))
        return FALSE;
    be_online(trial);
    return FALSE;
}

static void trial_login(PurpleAccount *account)
{
    PurpleConnection *gc = purple_account_get_connection(account);
    Trial *trial = g_new0(Trial, 1);
    trial->gc = gc;
    trial->is_login_open = TRUE;
    trial->next_chat = 1;
    gc->proto_data = trial;
    gc->flags |= PURPLE_CONNECTION_HTML;
    purple_connection_update_progress(gc, "Connecting", 0, 2);
    trial->timer = purple_timeout_add(0, go_on, trial);
}

static void trial_close(PurpleConnection *gc)
{
    Trial *trial = gc->proto_data;
    if (!trial)
        return;
    gc->proto_data = NULL;
    if (trial->timer)
        purple_timeout_remove(trial->timer);
    trial_rooms_close(trial);
    g_list_free_full(trial->asked, asked_free);
    memset(trial, 0xee, sizeof *trial);
    g_free(trial);
}

static int trial_send_im(PurpleConnection *gc, const char *who, const char *message, PurpleMessageFlags flags)
{
    Trial *trial = gc->proto_data;
    char *words = purple_markup_strip_html(message);
    (void)flags;
    if (strcmp(who, TRIAL_VOICE) == 0) {
        if (!obey(trial, words))
            trial_say(trial, "unknown: %s", words);
    } else if (strcmp(who, TRIAL_FRIEND) == 0) {
        serv_got_im(gc, who, message, PURPLE_MESSAGE_RECV, time(NULL));
    } else {
        g_free(words);
        return -ENOTCONN;
    }
    g_free(words);
    return 1;
}

static const char *trial_icon(PurpleAccount *account, PurpleBuddy *buddy)
{
    (void)account;
    (void)buddy;
    return "trial";
}

static GList *trial_status_types(PurpleAccount *account)
{
    (void)account;
    const PurpleStatusPrimitive kinds[] = {PURPLE_STATUS_AVAILABLE, PURPLE_STATUS_AWAY,
                                           PURPLE_STATUS_UNAVAILABLE};
    const char *ids[] = {"available", "away", "dnd"};
    GList *types = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); ++i)
        types = g_list_append(
            types, purple_status_type_new_with_attrs(kinds[i], ids[i], NULL, TRUE, TRUE, FALSE, "message",
                                                     "Message", purple_value_new(PURPLE_TYPE_STRING), NULL));
    return g_list_append(types,
                         purple_status_type_new_full(PURPLE_STATUS_OFFLINE, NULL, NULL, TRUE, TRUE, FALSE));
}

static void trial_get_info(PurpleConnection *gc, const char *who)
{
    Trial *trial = gc->proto_data;
    char *words = g_strdup_printf("userinfo %s", who);
    trial_notice(trial, words);
    g_free(words);
}

static gboolean trial_send_attention(PurpleConnection *gc, const char *who, guint kind)
{
    (void)kind;
    trial_say(gc->proto_data, "attention to %s", who);
    return TRUE;
}

static unsigned int trial_send_typing(PurpleConnection *gc, const char *who, PurpleTypingState state)
{
    if (strcmp(who, TRIAL_FRIEND) == 0)
        serv_got_typing(gc, who, 0, state);
    return 0;
}

static void add_buddy(PurpleConnection *gc, PurpleBuddy *buddy, PurpleGroup *group)
{
    (void)group;
    purple_prpl_got_user_status(purple_connection_get_account(gc), purple_buddy_get_name(buddy), "away",
                                NULL);
}

static void remove_buddy(PurpleConnection *gc, PurpleBuddy *buddy, PurpleGroup *group)
{
    (void)gc;
    (void)buddy;
    (void)group;
}

static void act(PurplePluginAction *action)
{
    PurpleConnection *gc = action->context;
    trial_request(gc->proto_data, action->user_data);
}

static GList *trial_actions(PurplePlugin *plugin, gpointer context)
{
    (void)plugin;
    (void)context;
    PurplePluginAction *fields = purple_plugin_action_new("Set everything...", act);
    PurplePluginAction *input = purple_plugin_action_new("Say a word", act);
    fields->user_data = "fields";
    input->user_data = "input";
    return g_list_append(g_list_append(g_list_append(NULL, fields), NULL), input);
}

static PurplePluginProtocolInfo table = {
    .options = OPT_PROTO_PASSWORD_OPTIONAL,
    .icon_spec = NO_BUDDY_ICONS,
    .list_icon = trial_icon,
    .status_types = trial_status_types,
    .login = trial_login,
    .close = trial_close,
    .send_im = trial_send_im,
    .get_info = trial_get_info,
    .send_attention = trial_send_attention,
    .send_typing = trial_send_typing,
    .add_buddy = add_buddy,
    .remove_buddy = remove_buddy,
    .struct_size = sizeof(PurplePluginProtocolInfo),
};

static PurplePluginInfo description = {
    .magic = PURPLE_PLUGIN_MAGIC,
    .major_version = PURPLE_MAJOR_VERSION,
    .minor_version = PURPLE_MINOR_VERSION,
    .type = PURPLE_PLUGIN_PROTOCOL,
    .priority = PURPLE_PRIORITY_DEFAULT,
    .id = TRIAL_ID,
    .name = "Trial",
    .version = "3.0.0",
    .summary = "Does what it is told to",
    .description = "Does what it is told to",
    .author = "The Spectrum 2 authors",
    .homepage = "https://spectrum.im",
    .extra_info = &table,
    .actions = trial_actions,
};

static GList *choice(GList *list, const char *label, const char *value)
{
    PurpleKeyValuePair *pair = g_new0(PurpleKeyValuePair, 1);
    pair->key = g_strdup(label);
    pair->value = g_strdup(value);
    return g_list_append(list, pair);
}

static void start(PurplePlugin *plugin)
{
    (void)plugin;
    GList *list = choice(choice(NULL, "Use encryption", "tls"), "No encryption", "plain");
    GList *options = NULL;
    PurpleAccountOption *token = purple_account_option_string_new("Token", "token", "");
    purple_account_option_set_masked(token, TRUE);
    options = g_list_append(options, purple_account_option_string_new("At login", "at_login", ""));
    options = g_list_append(options, purple_account_option_int_new("Port", "port", 4711));
    options = g_list_append(options, purple_account_option_bool_new("Old style", "old_style", TRUE));
    options = g_list_append(options, token);
    options = g_list_append(options, purple_account_option_list_new("Security", "security", list));
    table.protocol_options = options;
    table.user_splits = g_list_append(NULL, purple_account_user_split_new("Server", "trial.example", '@'));
    trial_rooms_fill(&table);
}

PURPLE_INIT_PLUGIN(trial, start, description)
