#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Kills a host at any moment, hundreds of times: every registration that it acknowledged is there afterwards, also
when the key of the store is changed meanwhile, and nobody's login fails because of that.

usage: store_kills.py PROGRAM [ROUNDS]
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage.gateway import Gateway

SEED = 20260307
# Each is long enough to be found broken in pieces.
PASSWORD = "p" * 400


class Siege:
    def __init__(self, gateway, dice):
        self.gateway = gateway
        self.dice = dice
        self.next = 0
        self.kept = set()
        self.drafts = 0

    def collect(self):
        self.kept |= set(self.gateway.take("result", "reg-"))

    def write(self):
        for _ in range(self.dice.randint(1, 40)):
            self.gateway.say(self.gateway.registration(f"u{self.next}", f"u{self.next}", PASSWORD))
            self.next += 1

    def round(self, rotates):
        rotation = None
        if rotates:
            rotation = subprocess.Popen([self.gateway.program, "ctl", "--socket", self.gateway.socket, "rotate-key"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.write()
        # As long as a start and a rotation take, so that every moment of both is met.
        until = time.monotonic() + self.dice.random() * 0.06
        while (left := until - time.monotonic()) > 0:
            self.gateway.turn(left)
            self.collect()
        self.gateway.kill()
        self.drafts += len(list(self.gateway.key.parent.glob("*.new")))
        self.gateway.turn(0)
        self.collect()
        if rotation:
            rotation.wait()

    def check(self):
        """What was acknowledged is there: all of it at the end, the newest and some others after each kill."""
        kept = sorted(self.kept, key=lambda name: int(name[5:]))
        asked = {*kept[-5:], *self.dice.sample(kept, min(5, len(kept)))}
        for name in asked:
            assert self.gateway.is_registered(name[4:]), f"{name} was acknowledged and is lost"

    def check_all(self):
        pages = [json.loads(line) for line in self.gateway.ctl("--json", "users", "--all").splitlines()]
        users = {user["user"].split("@")[0] for page in pages for user in page["users"]}
        lost = {name[4:] for name in self.kept} - users
        assert not lost, f"lost: {sorted(lost)[:10]}"


def rotate_under_load(gateway, siege):
    """Logins and registrations go on while the key changes, and none fails."""
    changes = [subprocess.Popen([gateway.program, "ctl", "--socket", gateway.socket, "rotate-key"],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)]
    names = [name[4:] for name in sorted(siege.kept)][:200]
    for name in names:
        gateway.say(f"<presence from='{name}@users.example/play' to='irc.example'/>")
    before = len(siege.kept)
    wanted = siege.next + 100
    while siege.next < wanted:
        siege.write()
    for _ in range(4):
        changes[-1].wait()
        changes.append(subprocess.Popen(changes[0].args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
        siege.collect()
    for change in changes:
        said = change.communicate()[0]
        assert change.returncode == 0, said
    gateway.wait_until(lambda: (siege.collect(), len(siege.kept) - before >= 100)[1], "all are registered")
    gateway.wait_until(lambda: gateway.ask("status")["instances"][0]["online"] >= len(names), "all are online")


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    dice = random.Random(SEED)
    with tempfile.TemporaryDirectory() as directory:
        gateway = Gateway(sys.argv[1], directory)
        siege = Siege(gateway, dice)
        for number in range(rounds):
            gateway.start()
            siege.check()
            siege.round(rotates=number % 2 == 1)
        gateway.start()
        siege.check_all()
        rotate_under_load(gateway, siege)
        siege.check_all()
        gateway.stop()
        print(f"{rounds} kills, {len(siege.kept)} registrations; {siege.drafts} kills while the key was changed")
        assert len(siege.kept) > 2 * rounds, len(siege.kept)
        assert not list(gateway.key.parent.glob("*.new")), "the draft of a key was left behind"


if __name__ == "__main__":
    main()
