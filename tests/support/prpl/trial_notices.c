/* SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 * Every kind of notification that libpurple knows.
 */
#include "trial.h"

#include <string.h>

static void added(PurpleConnection *gc, GList *row, gpointer data)
{
    (void)data;
    trial_say(gc->proto_data, "search added %s", (char *)row->data);
}

static GList *row_of(const char *id, const char *name)
{
    return g_list_append(g_list_append(NULL, g_strdup(id)), g_strdup(name));
}

static void notify_search(Trial *trial)
{
    PurpleNotifySearchResults *results = purple_notify_searchresults_new();
    purple_notify_searchresults_column_add(results, purple_notify_searchresults_column_new("ID"));
    purple_notify_searchresults_column_add(results, purple_notify_searchresults_column_new("Name"));
    purple_notify_searchresults_row_add(results, row_of("juliet", "Juliet <Capulet>"));
    purple_notify_searchresults_row_add(results, row_of("romeo", NULL));
    purple_notify_searchresults_button_add(results, PURPLE_NOTIFY_BUTTON_ADD, added);
    purple_notify_searchresults(trial->gc, "Search", "Found people", NULL, results, NULL, NULL);
}

static void notify_userinfo(Trial *trial, const char *who)
{
    PurpleNotifyUserInfo *info = purple_notify_user_info_new();
    purple_notify_user_info_add_section_header(info, "Person");
    purple_notify_user_info_add_pair(info, "Full Name", "Juliet <b>Capulet</b>");
    purple_notify_user_info_add_pair(info, "Nickname", "jule");
    purple_notify_user_info_add_pair(info, "Email", "<a href=\"mailto:j@example.org\">j@example.org</a>");
    purple_notify_user_info_add_pair(info, "Phone", "+39 1");
    purple_notify_user_info_add_pair(info, "Homepage", "<a href='https://example.org/j'>mine</a>");
    purple_notify_user_info_add_pair(info, "Birthday", "1990-02-28");
    purple_notify_user_info_add_section_break(info);
    purple_notify_user_info_add_pair(info, "Town", "Verona &amp; around");
    purple_notify_user_info_add_pair(info, NULL, "without a label");
    purple_notify_user_info_add_pair(info, "Empty", NULL);
    purple_notify_userinfo(trial->gc, who, info, NULL, NULL);
    purple_notify_user_info_destroy(info);
}

static void notify_emails(Trial *trial)
{
    const char *subjects[] = {"Hello", NULL};
    const char *froms[] = {"a@example.org", "b@example.org"};
    const char *tos[] = {"me@example.org", "me@example.org"};
    const char *urls[] = {"https://mail.example/1", NULL};
    purple_notify_emails(trial->gc, 2, TRUE, subjects, froms, tos, urls, NULL, NULL);
    purple_notify_emails(trial->gc, 3, FALSE, NULL, NULL, NULL, NULL, NULL, NULL);
}

gboolean trial_notice(Trial *trial, const char *words)
{
    if (strcmp(words, "error") == 0)
        purple_notify_error(trial->gc, "Trouble", "It <b>failed</b>", "Because &amp; so.");
    else if (strcmp(words, "message") == 0)
        purple_notify_info(NULL, "Info", "All is well", NULL);
    else if (strcmp(words, "formatted") == 0)
        purple_notify_formatted(trial->gc, "Title", "Primary", "Secondary",
                                "<p>Some <i>text</i><br>two lines</p>", NULL, NULL);
    else if (strcmp(words, "uri") == 0)
        purple_notify_uri(trial->gc, "https://example.org/a?b=1&c=2");
    else if (strcmp(words, "email") == 0)
        purple_notify_email(trial->gc, "Subject", "a@example.org", "me@example.org", "https://mail.example/1",
                            NULL, NULL);
    else if (strcmp(words, "emails") == 0)
        notify_emails(trial);
    else if (strcmp(words, "search") == 0)
        notify_search(trial);
    else if (g_str_has_prefix(words, "userinfo "))
        notify_userinfo(trial, words + strlen("userinfo "));
    else
        return FALSE;
    return TRUE;
}
