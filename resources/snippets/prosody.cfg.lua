-- SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
-- SPDX-License-Identifier: GPL-2.0-or-later
-- For /etc/prosody/conf.d: the component that Spectrum 2 connects as. The name is service.jid of the
-- instance's file, the secret its service.password.
Component "irc.example.org"
    component_secret = "CHANGE-ME"
