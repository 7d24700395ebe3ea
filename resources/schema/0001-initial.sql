-- SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
-- SPDX-License-Identifier: GPL-2.0-or-later

-- A user's identity on the network of one instance. Times are seconds since 1970.
CREATE TABLE accounts (
    id       INTEGER PRIMARY KEY,
    instance TEXT    NOT NULL,
    user     TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    secret   BLOB    NOT NULL,
    options  TEXT    NOT NULL, -- a JSON object of strings, empty when there are none
    created  INTEGER NOT NULL,
    updated  INTEGER NOT NULL,
    UNIQUE (instance, user)
) STRICT;

-- Who has a name: asked at every registration.
CREATE INDEX accounts_by_name ON accounts (instance, name);

-- Contacts of users whose network keeps none. Not bound to an account: in server mode none is kept.
CREATE TABLE contacts (
    instance TEXT NOT NULL,
    user     TEXT NOT NULL,
    contact  TEXT NOT NULL,
    name     TEXT NOT NULL,
    groups   TEXT NOT NULL, -- a JSON array of strings, empty when there are none
    PRIMARY KEY (instance, user, contact)
) STRICT, WITHOUT ROWID;

-- Values under names; instance and user are empty for those of the host.
CREATE TABLE settings (
    instance TEXT NOT NULL,
    user     TEXT NOT NULL,
    key      TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (instance, user, key)
) STRICT, WITHOUT ROWID;
