# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The XMPP client Psi+ with an account, which needs no dialog before it is online."""

import pathlib
import shutil
from xml.sax.saxutils import escape

OPTIONS = {
    "ui": {
        "tip": {"show": False},
        "contactlist": {"show-menubar": True},
        "systemtray": {"enable": False},
        "service-discovery": {"automatically-get-info": True},
        "chat": {"auto-popup": False},
        "notifications": {"successful-subscription": False, "passive-popups": {"enabled": False},
                          "sounds": {"enable": False}},
    },
    # Else it asks the desktop for the password, not the file.
    "keychain": {"enabled": False},
    "auto-update": {"check-on-startup": False},
}


def write_tree(values):
    types = {bool: "bool", int: "int", str: "QString"}
    text = ""
    for name, value in values.items():
        if isinstance(value, dict):
            text += f"<{name}>{write_tree(value)}</{name}>"
        else:
            word = str(value).lower() if isinstance(value, bool) else escape(str(value))
            text += f'<{name} type="{types[type(value)]}">{word}</{name}>'
    return text


def write_file(path, root, values):
    path.write_text(f'<!DOCTYPE {root}>\n<{root} xmlns="http://psi-im.org/options" version="1.4">'
                    f"{write_tree({root: values})}</{root}>\n", encoding="utf-8")


def hide(password, address):
    """How Psi+ writes a password into its file."""
    return "".join(f"{ord(one) ^ ord(address[place % len(address)]):04x}" for place, one in enumerate(password))


def write_profile(home, address, password, facts):
    """A profile that logs in to the server of a trial and trusts its certificate and nothing else."""
    profile = pathlib.Path(home) / ".config/psi+/profiles/default"
    profile.mkdir(parents=True)
    certificates = pathlib.Path(home) / ".local/share/psi+/certs"
    certificates.mkdir(parents=True)
    shutil.copy(facts["certificate"], certificates / "trial.pem")
    write_file(profile / "options.xml", "options", OPTIONS)
    account = {"enabled": True, "auto": True, "name": "Alice", "jid": address, "password": hide(password, address),
               "use-host": True, "host": facts["server"], "port": int(facts["port"]), "ssl": "yes",
               "allow-plain": "over encrypted", "resource": "Psi+", "automatic-resource": False}
    write_file(profile / "accounts.xml", "accounts", {"a0": account})


def start(desktop):
    return desktop.start(["psi-plus", "--profile=default"])
