/* SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 * Every kind of request that libpurple knows.
 */
#include "trial.h"

#include <string.h>

static void input_given(TrialAsked *asked, const char *text)
{
    if (strcmp(asked->word, "code") == 0 && g_strcmp0(text, "4711") != 0)
        trial_refuse_login(asked->trial, "The code is wrong");
    else if (strcmp(asked->word, "fail") == 0)
        purple_connection_error_reason(asked->trial->gc, PURPLE_CONNECTION_ERROR_NETWORK_ERROR,
                                       "As you wish");
    else if (strcmp(asked->word, "again") == 0)
        trial_request(asked->trial, "input");
    else if (strcmp(asked->word, "close") == 0) {
        purple_request_close(asked->trial->last_type, asked->trial->last_request);
        trial_say(asked->trial, "closed inside");
    } else
        trial_say(asked->trial, "input %s: %s", asked->word, text ? text : "(null)");
}

static void input_cancelled(TrialAsked *asked, const char *text)
{
    (void)text;
    char *why = g_strdup_printf("input %s cancelled", asked->word);
    trial_refuse_login(asked->trial, why);
    g_free(why);
}

static void chosen(TrialAsked *asked, int id)
{
    trial_say(asked->trial, "%s: %d", asked->word, id);
}

static void choice_cancelled(TrialAsked *asked, int id)
{
    (void)id;
    trial_refuse_login(asked->trial, "choice cancelled");
}

static void acted_first(TrialAsked *asked, int id)
{
    trial_say(asked->trial, "%s first: %d", asked->word, id);
}

static void acted_second(TrialAsked *asked, int id)
{
    trial_say(asked->trial, "%s second: %d", asked->word, id);
}

static void file_given(TrialAsked *asked, const char *name)
{
    trial_say(asked->trial, "%s given: %s", asked->word, name);
}

static void file_cancelled(TrialAsked *asked, const char *name)
{
    (void)name;
    trial_say(asked->trial, "%s cancelled", asked->word);
}

static void fields_given(TrialAsked *asked, PurpleRequestFields *fields)
{
    GString *text = g_string_new(NULL);
    PurpleRequestField *list = purple_request_fields_get_field(fields, "list");
    PurpleRequestField *many = purple_request_fields_get_field(fields, "many");
    const char *word = purple_request_fields_get_string(fields, "word");
    const char *secret = purple_request_fields_get_string(fields, "secret");
    g_string_append_printf(text, "word=%s secret=%s number=%d yes=%d choice=%d", word ? word : "(null)",
                           secret ? secret : "(null)", purple_request_fields_get_integer(fields, "number"),
                           purple_request_fields_get_bool(fields, "yes"),
                           purple_request_fields_get_choice(fields, "choice"));
    for (GList *l = purple_request_field_list_get_selected(list); l; l = l->next)
        g_string_append_printf(text, " list=%s(%s)", (char *)l->data,
                               (char *)purple_request_field_list_get_data(list, l->data));
    for (GList *l = purple_request_field_list_get_selected(many); l; l = l->next)
        g_string_append_printf(text, " many=%s", (char *)l->data);
    trial_say(asked->trial, "%s", text->str);
    g_string_free(text, TRUE);
}

static void fields_cancelled(TrialAsked *asked, PurpleRequestFields *fields)
{
    (void)fields;
    trial_refuse_login(asked->trial, "fields cancelled");
}

static void add_items(PurpleRequestField *field)
{
    purple_request_field_list_add_icon(field, "apple", NULL, "malus");
    purple_request_field_list_add_icon(field, "pear", NULL, "pyrus");
    purple_request_field_list_add_icon(field, "plum", NULL, "prunus");
}

static PurpleRequestFields *all_fields(void)
{
    static const char png[] = "\x89PNG\r\n\x1a\n";
    PurpleRequestFields *fields = purple_request_fields_new();
    PurpleRequestFieldGroup *first = purple_request_field_group_new("Words");
    PurpleRequestFieldGroup *second = purple_request_field_group_new("Fruits");
    PurpleRequestField *field = purple_request_field_string_new("word", "_Word", "hello", FALSE);
    purple_request_fields_add_group(fields, first);
    purple_request_fields_add_group(fields, second);
    purple_request_field_set_required(field, TRUE);
    purple_request_field_group_add_field(first, field);
    field = purple_request_field_string_new("secret", "Secret", NULL, FALSE);
    purple_request_field_string_set_masked(field, TRUE);
    purple_request_field_group_add_field(first, field);
    purple_request_field_group_add_field(first, purple_request_field_int_new("number", "Number", 7));
    purple_request_field_group_add_field(first, purple_request_field_bool_new("yes", "Yes?", TRUE));
    field = purple_request_field_label_new("note", "Read <b>this</b> first.");
    purple_request_field_group_add_field(first, field);
    field = purple_request_field_image_new("picture", "Picture", png, sizeof png - 1);
    purple_request_field_group_add_field(first, field);
    field = purple_request_field_account_new("account", "Account", NULL);
    purple_request_field_group_add_field(first, field);
    field = purple_request_field_choice_new("choice", "Choice", 1);
    purple_request_field_choice_add(field, "one");
    purple_request_field_choice_add(field, "two");
    purple_request_field_group_add_field(second, field);
    field = purple_request_field_list_new("list", "List");
    add_items(field);
    purple_request_field_list_add_selected(field, "pear");
    purple_request_field_group_add_field(second, field);
    field = purple_request_field_list_new("many", "Many");
    purple_request_field_list_set_multi_select(field, TRUE);
    add_items(field);
    purple_request_field_list_add_selected(field, "apple");
    purple_request_field_group_add_field(second, field);
    field = purple_request_field_string_new("hidden", "Hidden", "kept", FALSE);
    purple_request_field_set_visible(field, FALSE);
    purple_request_field_group_add_field(second, field);
    return fields;
}

static void *ask_input(Trial *trial, const char *words)
{
    PurpleAccount *account = purple_connection_get_account(trial->gc);
    TrialAsked *asked = trial_asked_new(trial, *words ? words : "plain");
    const gboolean is_long = strcmp(words, "long") == 0;
    const gboolean is_masked = strcmp(words, "masked") == 0;
    const gboolean is_link = strcmp(words, "link") == 0;
    const gboolean is_orphan = g_str_has_prefix(words, "orphan");
    const char *secondary = is_link ? "Open <a href=\"https://login.example/allow?a=1&amp;b=2\">this "
                                      "page</a><br>and enter what it &quot;says&quot;."
                                    : "Enter the <b>word</b>.";
    static int nobody = 0;
    void *handle = strcmp(words, "orphan plugin") == 0 ? (void *)&nobody : (void *)trial->gc;
    return purple_request_input(handle, "Input", "A word", secondary, is_masked ? NULL : "default", is_long,
                                is_masked, NULL, "_OK", G_CALLBACK(input_given), "_Cancel",
                                G_CALLBACK(input_cancelled), is_orphan ? NULL : account, NULL, NULL, asked);
}

static gboolean ask_file(Trial *trial, const char *words)
{
    PurpleAccount *account = purple_connection_get_account(trial->gc);
    TrialAsked *asked = trial_asked_new(trial, words);
    if (strcmp(words, "folder") == 0) {
        trial->last_type = PURPLE_REQUEST_FOLDER;
        trial->last_request = purple_request_folder(trial->gc, "Folder", NULL, G_CALLBACK(file_given),
                                                    G_CALLBACK(file_cancelled), account, NULL, NULL, asked);
        return TRUE;
    }
    trial->last_type = PURPLE_REQUEST_FILE;
    trial->last_request =
        purple_request_file(trial->gc, "File", "name.txt", strcmp(words, "save") == 0, G_CALLBACK(file_given),
                            G_CALLBACK(file_cancelled), account, NULL, NULL, asked);
    return TRUE;
}

static gboolean ask_action(Trial *trial, const char *words)
{
    PurpleAccount *account = purple_connection_get_account(trial->gc);
    TrialAsked *asked = trial_asked_new(trial, "action");
    trial->last_type = PURPLE_REQUEST_ACTION;
    if (strcmp(words, "single") == 0)
        trial->last_request = purple_request_action(trial->gc, "Single", "Only this", NULL, 0, account, NULL,
                                                    NULL, asked, 1, "_OK", G_CALLBACK(acted_first));
    else if (strcmp(words, "icon") == 0)
        trial->last_request = purple_request_action_with_icon(
            trial->gc, "Action", "Accept it?", "It has a picture.", PURPLE_DEFAULT_ACTION_NONE, account, NULL,
            NULL, "\x89PNG\r\n\x1a\n", 8, asked, 2, "_Accept", G_CALLBACK(acted_first), "_Reject",
            G_CALLBACK(acted_second));
    else
        trial->last_request = purple_request_action(trial->gc, "Action", "Accept it?", NULL, 1, account, NULL,
                                                    NULL, asked, 3, "_Accept", G_CALLBACK(acted_first),
                                                    "_Reject", G_CALLBACK(acted_second), "Nothing", NULL);
    return TRUE;
}

static gboolean ask_choice(Trial *trial)
{
    TrialAsked *asked = trial_asked_new(trial, "choice");
    trial->last_type = PURPLE_REQUEST_CHOICE;
    trial->last_request = purple_request_choice(trial->gc, "Choice", "Which colour?", NULL, 20, "_OK",
                                                G_CALLBACK(chosen), "_Cancel", G_CALLBACK(choice_cancelled),
                                                purple_connection_get_account(trial->gc), NULL, NULL, asked,
                                                "Red", 10, "Green", 20, "Blue", 30, NULL);
    return TRUE;
}

static gboolean ask_fields(Trial *trial)
{
    TrialAsked *asked = trial_asked_new(trial, "fields");
    trial->last_type = PURPLE_REQUEST_FIELDS;
    trial->last_request = purple_request_fields(
        trial->gc, "Fields", "All of them", "Fill this in.", all_fields(), "_OK", G_CALLBACK(fields_given),
        "_Cancel", G_CALLBACK(fields_cancelled), purple_connection_get_account(trial->gc), NULL, NULL, asked);
    return TRUE;
}

static void shared(TrialAsked *asked, GObject *info)
{
    trial_say(asked->trial, "screen %s", info ? "given" : "cancelled");
}

gboolean trial_request(Trial *trial, const char *words)
{
    if (g_str_has_prefix(words, "input")) {
        trial->last_type = PURPLE_REQUEST_INPUT;
        trial->last_request = ask_input(trial, words[5] ? words + 6 : "");
        return TRUE;
    }
    if (strcmp(words, "choice") == 0)
        return ask_choice(trial);
    if (g_str_has_prefix(words, "action"))
        return ask_action(trial, words[6] ? words + 7 : "");
    if (strcmp(words, "fields") == 0)
        return ask_fields(trial);
    if (strcmp(words, "open") == 0 || strcmp(words, "save") == 0 || strcmp(words, "folder") == 0)
        return ask_file(trial, words);
    if (strcmp(words, "screen") == 0) {
        purple_request_screenshare_media(trial->gc, "Screen", "Share it?", NULL,
                                         purple_connection_get_account(trial->gc), G_CALLBACK(shared),
                                         trial_asked_new(trial, "screen"));
        return TRUE;
    }
    if (strcmp(words, "close") == 0) {
        purple_request_close(trial->last_type, trial->last_request);
        return TRUE;
    }
    if (strcmp(words, "many") == 0) {
        for (int i = 0; i < 100; ++i)
            trial_request(trial, "input many");
        return TRUE;
    }
    return FALSE;
}
