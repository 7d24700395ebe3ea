#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Gajim with its windows, on a display that nobody sees, uses server mode and verifies its certificate.

usage: gajim_server.py PROGRAM [FOLDER]

Where nothing trusts the certificate it does not log in. Where the system does, it talks to somebody on IRC and in a
channel, with the mouse and the keyboard. What it shows is read from its windows, and what happens on IRC from IRC. With
a FOLDER it leaves pictures of that there.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import desktop as display
from trial import Person, trial

SKIPPED = 77
DOMAIN = "localhost"
SYSTEM_TRUST = "/etc/ssl/certs/ca-certificates.crt"
DIALOG = "Start / Join Chat"


class Story:
    """What Alice does with Gajim."""

    def __init__(self, screen, person, picture):
        self.screen = screen
        self.person = person
        self.picture = picture

    def distrust(self):
        self.screen.see("label", "SSL Certificate Verification Error")
        assert not self.person.knows("alice"), "Gajim logged in all the same."

    def log_in(self):
        self.screen.see("push button", "Start Chatting")
        self.screen.arrange("Gajim", 0, 0, 1000, 620)
        self.screen.wait(lambda: self.person.knows("alice"), "alice on IRC")

    def chat(self):
        self.start_chat(f"dora@{DOMAIN}")
        self.write("Hello Dora, is this IRC?")
        self.person.hear("PRIVMSG dora :Hello Dora, is this IRC?")
        self.person.say("PRIVMSG alice :It is. Grüße from the other side!")
        self.screen.see("label", "It is. Grüße from the other side!", "Gajim")

    def join_room(self):
        self.person.say("JOIN #welcome")
        self.person.hear(" 366 ")
        self.start_chat(f"#welcome@{DOMAIN}")
        self.screen.click(self.screen.see("push button", "Join"))
        self.person.hear(":alice!")
        self.person.say("PRIVMSG #welcome :Welcome, Alice!")
        self.screen.see("label", "Welcome, Alice!", "Gajim")
        self.write("Thank you, dora")
        self.person.hear("PRIVMSG #welcome :Thank you, dora")
        self.screen.see("table cell", "dora")
        self.picture("gajim-room")

    def start_chat(self, address):
        self.screen.key("ctrl+n")
        self.screen.arrange(DIALOG, 200, 60)
        self.screen.type(address)
        self.screen.see("label", address, DIALOG)
        # The list is filtered only a moment later, and what is looked for moves to its top.
        self.screen.wait(lambda: not self.screen.find("label", "Note to myself", DIALOG), "the filtered list")
        self.screen.click(self.screen.see("label", address, DIALOG))
        self.screen.key("Return")

    def write(self, text):
        self.screen.write_in(self.screen.see_editor(), text)
        self.screen.key("Return")


def tell(home, chapters, folder):
    """Inside the name spaces."""
    import gajim
    import screen
    facts = json.loads(pathlib.Path(home, "facts").read_text(encoding="utf-8"))["modules"]
    desktop = display.Desktop(home)

    def picture(name, height=645):
        if folder:
            desktop.picture(pathlib.Path(folder) / f"{name}.png", (0, 0, 1003, height))

    try:
        story = Story(screen.Screen(), Person("dora", facts["irc"]), picture)
        gajim.write_settings(home, f"alice@{DOMAIN}", "secret", facts["xmpp"])
        gajim.start(desktop)
        for chapter in chapters:
            getattr(story, chapter)()
            print(chapter, flush=True)
    except Exception:
        picture("failed", 900)
        raise
    finally:
        desktop.close()


def words_inside(trusted):
    """What puts a command where its user is not root, which Gajim refuses, and the system trusts one certificate only."""
    script = f'mount --bind "$0" {SYSTEM_TRUST} && exec unshare --user --map-user=1000 --map-group=1000 "$@"'
    first = ["unshare", "--mount", "--propagation", "private", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    return [*first, "sh", "-c", script, trusted]


def run_inside(facts, trusted, chapters, arguments):
    with tempfile.TemporaryDirectory(prefix="spectrum2-window-") as home:
        pathlib.Path(home, "facts").write_text(json.dumps(facts), encoding="utf-8")
        subprocess.run([*words_inside(trusted), sys.executable, __file__, "--inside", home, chapters, *arguments],
                       check=True)


def run(program, folder):
    with trial(program) as facts:
        trusted = facts["modules"]["xmpp"]["certificate"]
        run_inside(facts, "/dev/null", "distrust", folder)
        run_inside(facts, trusted, "log_in,chat,join_room", folder)


def main():
    if len(sys.argv) > 3 and sys.argv[1] == "--inside":
        tell(sys.argv[2], sys.argv[3].split(","), sys.argv[4] if len(sys.argv) > 4 else None)
        return 0
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    package = display.missing()
    for name in ("gajim", "ngircd"):
        if shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") is None:
            package = name
    if package:
        print(f"The package {package} is not installed.", file=sys.stderr)
        return 1 if os.environ.get("SPECTRUM_REQUIRE_INTEGRATION") == "1" else SKIPPED
    if subprocess.run([*words_inside("/dev/null"), "true"], check=False).returncode != 0:
        print("This machine allows no name spaces, so nothing can be trusted for this test alone.", file=sys.stderr)
        return SKIPPED
    run(sys.argv[1], sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
