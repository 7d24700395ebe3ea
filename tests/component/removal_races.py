#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever a user does around the removal of the registration, nothing of the user is in the store afterwards.

usage: removal_races.py PROGRAM STORE-EDITOR
"""

import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stage import host as hosts
from stage.gateway import Gateway

USERS = 40
TABLES = ("accounts", "contacts", "settings", "messages")


def removal(user):
    return (f"<iq type='set' id='bye-{user}' from='{user}@users.example/play' to='{hosts.JID}'>"
            "<query xmlns='jabber:iq:register'><remove/></query></iq>")


def activities(user):
    """What leaves something in the store, each in one stanza."""
    here = f"from='{user}@users.example/play'"
    return [f"<presence {here} to='{hosts.JID}'/>",
            f"<presence type='subscribe' from='{user}@users.example' to='carla@{hosts.JID}'/>",
            f"<presence type='unavailable' {here} to='{hosts.JID}'/>",
            f"<presence {here} to='{hosts.JID}'><show>away</show></presence>",
            f"<message type='chat' {here} to='friends-3@{hosts.JID}'><body>Work</body></message>"]


def command(number, content, attributes):
    return (f"<iq type='set' id='{number}' from='zoe@users.example/play' to='{hosts.JID}'>"
            f"<command xmlns='http://jabber.org/protocol/commands' node='settings' {attributes}>{content}</command></iq>")


def fill_form_too_late(gateway):
    """A form that is opened before the removal and sent after it."""
    gateway.register("zoe", "zoe")

    def answer(number):
        found = [e for e in gateway.server.stream.elements if e.get("id") == number]
        return found[0] if found else None
    gateway.say(command("open", "", "action='execute'"))
    opened = gateway.loop.until(lambda: answer("open"), "the form")
    session = opened.find("{http://jabber.org/protocol/commands}command").get("sessionid")
    gateway.say(removal("zoe"))
    gateway.loop.until(lambda: bool(gateway.take("result", "bye-zoe")), "zoe is removed")
    gateway.say(command("fill", "<x xmlns='jabber:x:data' type='submit'><field var='stay_connected'><value>1</value>"
                                "</field></x>", f"sessionid='{session}' action='complete'"))
    gateway.loop.until(lambda: answer("fill"), "an answer to the form")


def is_empty(gateway, editor):
    """No row of anybody; a row would break the rule of a table that is only made to ask."""
    for table in TABLES:
        sql = (f"CREATE TEMP TABLE rows (number INTEGER CHECK (number = 0)); "
               f"INSERT INTO rows SELECT count(*) FROM {table} WHERE user <> ''")
        done = subprocess.run([editor, gateway.store, gateway.key, sql], check=False, capture_output=True, text=True)
        if done.returncode != 0:
            return f"{table} is not empty: {done.stderr}"
    return ""


def play(gateway, editor):
    gateway.start()
    for number in range(USERS):
        user = f"user{number}"
        gateway.register(user, user)
        if number % 3 == 0:
            gateway.log_in(user)
        deeds = activities(user)
        place = number % (len(deeds) + 1)
        gateway.say("".join([*deeds[:place], removal(user), *deeds[place:]]))
        gateway.loop.until(lambda: bool(gateway.take("result", f"bye-{user}")),
                           lambda: f"{user} is removed: {gateway.log}")
        # Whoever is not registered is nobody.
        gateway.say("".join(deeds))
    fill_form_too_late(gateway)
    gateway.turn(2)
    gateway.stop()
    assert is_empty(gateway, editor) == "", is_empty(gateway, editor)
    # The check can fail.
    gateway.start()
    gateway.register("ann", "ann")
    gateway.stop()
    assert is_empty(gateway, editor) != "", "the check sees nothing"


def main():
    with tempfile.TemporaryDirectory(prefix="spectrum2-removal-") as directory, Gateway(sys.argv[1], directory) as gateway:
        play(gateway, sys.argv[2])


if __name__ == "__main__":
    main()
