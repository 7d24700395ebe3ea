#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Psi+ with its windows, on a display that nobody sees, uses the gateway of a trial behind Prosody.

usage: psi_gateway.py PROGRAM [FOLDER]

It finds the gateway in service discovery, registers, adds a contact, chats, and unregisters, with the mouse and the
keyboard. What it shows is read from its windows, and what happens on IRC from IRC. With a FOLDER it leaves pictures of
that there.
"""

import os
import pathlib
import shutil
import sys
import tempfile

import desktop as display
from trial import Person, trial

SKIPPED = 77
GATEWAY = "gateway.localhost"


class Story:
    """What Alice does with Psi+, in order."""

    def __init__(self, desktop, screen, person, folder):
        self.desktop = desktop
        self.screen = screen
        self.person = person
        self.folder = folder

    def picture(self, name, *things):
        if not self.folder:
            return
        boxes = [self.screen.place(self.screen.window_of(thing)) for thing in things]
        # What the window manager draws around a window.
        left, top = min(box[0] for box in boxes) - 2, min(box[1] for box in boxes) - 22
        right, bottom = max(box[0] + box[2] for box in boxes) + 2, max(box[1] + box[3] for box in boxes) + 6
        self.desktop.picture(pathlib.Path(self.folder) / f"{name}.png", (left, top, right - left, bottom - top))

    def menu(self, entry):
        self.screen.click(self.screen.see("menu item", "General"))
        self.screen.click(self.screen.see("menu item", entry))

    def log_in(self):
        self.screen.see("table cell", "alice")
        self.screen.arrange("Psi\\+", 40, 40, 260, 420)

    def discover_and_register(self):
        see, click = self.screen.see, self.screen.click
        self.menu("Service Discovery")
        self.screen.arrange("Service Discovery", 310, 40, 560, 420)
        service = see("table cell", "IRC", "Service Discovery")
        click(service)
        click(see("push button", "Register", "Service Discovery"))
        form = see("dialog", "Registration")
        self.screen.arrange("Registration", 560, 150)
        see("label", "Nickname", "Registration")
        self.screen.write_in(see("text", "", "Registration"), "alice")
        self.picture("psi-register", see("frame", "Psi+"), see("dialog", "Service Discovery"), form)
        click(see("push button", "Register", "Registration"))
        click(see("push button", "OK", "Success"))
        click(see("push button", "Close", "Service Discovery"))

    def accept_gateway(self):
        self.screen.click(self.screen.see("table cell", GATEWAY), times=2)
        self.screen.click(self.screen.see("push button", "Add/Auth"))
        self.screen.see("table cell", "IRC")
        self.screen.wait(lambda: self.person.knows("alice"), "alice on IRC")

    def add_contact(self):
        see, click = self.screen.see, self.screen.click
        self.menu("Add a Contact")
        self.screen.arrange("Psi\\+: Add Contact", 310, 40)
        click(see("combo box", "XMPP", "Add Contact"))
        self.screen.key("Down", "Return")
        see("combo box", "IRC", "Add Contact")
        translation = see("panel", "Service ID Translation", "Add Contact")
        _, name, button = self.screen.children(translation)
        click(name)
        self.screen.type("Dora")
        click(button)
        self.screen.see_text("dora@" + GATEWAY, "Add Contact")
        self.picture("psi-contact", see("frame", "Psi+"), see("dialog", "Add Contact"))
        click(see("push button", "Add", "Add Contact"))
        click(see("push button", "OK", "Add User: Success"))

    def chat(self):
        self.screen.click(self.screen.see("table cell", "Dora"), times=2)
        self.screen.arrange("Dora", 310, 40, 520, 420)
        self.write("Hello Dora, is this IRC?")
        self.person.hear("PRIVMSG dora :Hello Dora, is this IRC?")
        self.person.say("PRIVMSG alice :It is. Grüße from the other side!")
        self.screen.see_text("<Dora> It is. Grüße from the other side!")
        self.write("I only have Psi+ here.")
        self.person.hear("PRIVMSG dora :I only have Psi+ here.")
        self.person.say("PRIVMSG alice :\x01ACTION waves\x01")
        self.screen.see_text("*Dora waves")
        self.picture("psi-chat", self.screen.see("frame", "Psi+"), self.screen.see("page tab", "Dora"))

    def unregister(self):
        see, click = self.screen.see, self.screen.click
        self.menu("Service Discovery")
        self.screen.arrange("Service Discovery", 310, 40, 560, 420)
        click(see("table cell", "IRC", "Service Discovery"))
        click(see("push button", "Unregister", "Service Discovery"))
        click(see("push button", "Yes", "Unregister"))
        self.screen.wait(lambda: not self.person.knows("alice"), "the end of alice on IRC")

    def write(self, text):
        self.screen.write_in(self.screen.see_editor(), text)
        self.screen.key("Return")


def tell(desktop, home, facts, folder):
    import psi
    import screen
    person = Person("dora", facts["irc"])
    psi.write_profile(home, "alice@localhost", facts["xmpp"]["accounts"]["alice"], facts["xmpp"])
    story = Story(desktop, screen.Screen(), person, folder)
    psi.start(desktop)
    try:
        for chapter in (story.log_in, story.discover_and_register, story.accept_gateway, story.add_contact, story.chat,
                        story.unregister):
            chapter()
            print(chapter.__name__, flush=True)
    except Exception:
        if folder:
            desktop.picture(pathlib.Path(folder) / "failed.png", (0, 0, 1280, 900))
        raise


def run(program, folder):
    with tempfile.TemporaryDirectory(prefix="spectrum2-window-") as home:
        desktop = display.Desktop(home)
        try:
            with trial(program, "--gateway") as facts:
                tell(desktop, home, facts["modules"], folder)
        finally:
            desktop.close()


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    package = display.missing()
    for program, name in {"psi-plus": "psi-plus", "prosody": "prosody", "ngircd": "ngircd"}.items():
        if shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") is None:
            package = name
    if package:
        print(f"The package {package} is not installed.", file=sys.stderr)
        return 1 if os.environ.get("SPECTRUM_REQUIRE_INTEGRATION") == "1" else SKIPPED
    run(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else None)
    return 0


if __name__ == "__main__":
    sys.exit(main())
