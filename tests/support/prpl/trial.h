/* SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 * A protocol plugin without a network, for tests: it does whatever the text of a message tells it to.
 */
#ifndef SPECTRUM_TRIAL_H
#define SPECTRUM_TRIAL_H

#include <purple.h>

#define TRIAL_ID "prpl-trial"
/* Who obeys, and who says what came of it. */
#define TRIAL_VOICE "ask"
#define TRIAL_FRIEND "friend"

typedef struct {
    PurpleConnection *gc;
    /* The login waits for the outcome of what is asked. */
    gboolean is_login_open;
    /* User data of the requests, freed when the connection is closed: who calls back later crashes. */
    GList *asked;
    /* What the last request was, to close it. */
    PurpleRequestType last_type;
    void *last_request;
    PurpleNotifySearchResults *results;
    PurpleRoomlist *rooms;
    guint timer;
    int next_chat;
} Trial;

typedef struct {
    Trial *trial;
    char *word;
} TrialAsked;

/* Does what the words say; FALSE when they mean nothing here. */
gboolean trial_request(Trial *trial, const char *words);
gboolean trial_notice(Trial *trial, const char *words);
gboolean trial_event(Trial *trial, const char *words);
gboolean trial_odd(Trial *trial, const char *words);

/* An instant message from TRIAL_VOICE; ends a login that waits. */
void trial_say(Trial *trial, const char *format, ...) G_GNUC_PRINTF(2, 3);
void trial_refuse_login(Trial *trial, const char *why);
TrialAsked *trial_asked_new(Trial *trial, const char *word);

/* Rooms, and the rest of the plugin's table. */
void trial_rooms_fill(PurplePluginProtocolInfo *table);
void trial_rooms_close(Trial *trial);
void trial_file_offer(Trial *trial, const char *name, gsize size);

#endif
