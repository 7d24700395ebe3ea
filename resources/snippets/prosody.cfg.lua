-- SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- For /etc/prosody/conf.d: the component that Spectrum 2 connects as. The name is service.jid of the
-- instance's file, the secret its service.password.
Component "irc.example.org"
    component_secret = "CHANGE-ME"

-- With mod_privilege of prosody-modules the gateway keeps its users' contact lists (XEP-0356); without it each contact comes
-- as a request. The component enables the module as well:
--     modules_enabled = { "privilege" }
-- and so does the host of the users, with what it grants:
-- VirtualHost "example.org"
--     modules_enabled = { "privilege" }
--     privileged_entities = { ["irc.example.org"] = { roster = "both", message = "outgoing" } }
