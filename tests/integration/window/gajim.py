# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The XMPP client Gajim with an account, which needs no dialog before it is online."""

import json
import os
import pathlib
import sqlite3

# As Gajim 1.7 writes its settings; later versions bring them up to date.
VERSION = 5
SETTINGS = {"use_keyring": False, "check_for_update": False, "show_main_window_on_startup": "always",
            "confirm_on_window_delete": False, "is_window_visible": True, "show_notifications": False}


def write_settings(home, address, password, facts):
    """An account that logs in by itself to the server of a trial."""
    name, domain = address.split("@")
    account = {"name": name, "hostname": domain, "account_label": name, "address": address, "active": True,
               "autoconnect": True, "savepass": True, "password": password, "use_custom_host": True,
               "custom_host": facts["server"], "custom_port": int(facts["port"]), "custom_type": "START TLS",
               "resource": "gajim"}
    folder = pathlib.Path(home) / ".config/gajim"
    folder.mkdir(parents=True)
    with sqlite3.connect(folder / "settings.sqlite") as base:
        base.execute("CREATE TABLE settings (name TEXT UNIQUE, settings TEXT)")
        base.execute("CREATE TABLE account_settings (account TEXT UNIQUE, settings TEXT)")
        workspaces = {"first": {"name": "Trial", "color": "", "avatar_sha": "", "chats": []}}
        for key, values in {"app": SETTINGS, "soundevents": {}, "status_presets": {}, "proxies": {}, "plugins": {},
                            "workspaces": workspaces}.items():
            base.execute("INSERT INTO settings VALUES (?, ?)", (key, json.dumps(values)))
        base.execute("INSERT INTO account_settings VALUES (?, ?)", (name, json.dumps({"account": account})))
        base.execute(f"PRAGMA user_version={VERSION}")
    base.close()


def start(desktop):
    return desktop.start(["gajim"], env={**os.environ, "GTK_MODULES": "gail:atk-bridge"})
