-- SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
-- SPDX-License-Identifier: GPL-2.0-or-later

-- Messages of users that wait until the network is there again. Times are seconds since 1970.
CREATE TABLE messages (
    id          INTEGER PRIMARY KEY,
    instance    TEXT    NOT NULL,
    number      INTEGER NOT NULL, -- the order in which they are sent
    user        TEXT    NOT NULL,
    since       INTEGER NOT NULL,
    handed_over INTEGER NOT NULL, -- 1: given to the network, whose answer is not known
    note        BLOB    NOT NULL, -- the frontend's own, to tell the sender the outcome
    content     BLOB    NOT NULL, -- a frame of the codec
    UNIQUE (instance, number)
) STRICT;

-- Everything of a user is removed at once.
CREATE INDEX messages_by_user ON messages (instance, user);
