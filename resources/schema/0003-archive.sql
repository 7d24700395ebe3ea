-- SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
-- SPDX-License-Identifier: GPL-2.0-or-later

-- What was said with somebody, for the user to read again.
CREATE TABLE archive (
    instance TEXT    NOT NULL,
    user     TEXT    NOT NULL,
    number   INTEGER NOT NULL, -- the moment in microseconds since 1970, made unique
    partner  TEXT    NOT NULL,
    content  BLOB    NOT NULL, -- the frontend's own
    PRIMARY KEY (instance, user, number)
) STRICT, WITHOUT ROWID;

-- What was said with one of them; also small enough to count in.
CREATE INDEX archive_by_partner ON archive (instance, user, partner, number);
