#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Kills a host with waiting messages at any moment, again and again: nothing kept is lost, nothing arrives twice."""

import importlib.machinery
import importlib.util
import pathlib
import random
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
loader = importlib.machinery.SourceFileLoader("play", str(HERE / "play"))
play = importlib.util.module_from_spec(importlib.util.spec_from_loader("play", loader))
loader.exec_module(play)

USER = "romeo@example.org"
KEPT = "is kept until the network is there"
ROUNDS = 30
SETTINGS = {"reconnect.min": ["1"], "reconnect.max": ["1"], "logging.level": ["debug"]}


class Siege(play.Play):
    """Counts what becomes of every message."""

    def __init__(self, program, directory, dice):
        super().__init__(program, directory)
        self.given = dict(SETTINGS)
        self.dice = dice
        self.errors = {}      # by id: the texts
        self.sent = 0         # messages, in all
        self.acknowledged = set()
        self.log_seen = 0

    def _run(self):
        self.collect_errors()
        super()._run()

    def collect_errors(self):
        if self.server is None or self.server.stream is None:
            return
        for element in self.server.stream.elements:
            if element.tag.endswith("}message") and element.get("type") == "error":
                text = "".join(element.itertext())
                self.errors.setdefault(element.get("id"), []).append(text)
        self.server.stream.elements.clear()

    def arrivals(self):
        found = {}
        for client in self.network.clients:
            for line in client.lines:
                if line.startswith("PRIVMSG juliet :message "):
                    name = line.rsplit(" ", 1)[1]
                    found[name] = found.get(name, 0) + 1
        return found

    def turn(self, seconds):
        """Hears what comes in that time."""
        try:
            self.loop.until(lambda: None, "", seconds)
        except play.PlayFailed:
            pass

    def write_some(self):
        """Returns the names of those that were written."""
        names = []
        for _ in range(self.dice.randint(1, 12)):
            self.sent += 1
            names.append(f"m{self.sent}")
            self.say("xmpp", f"<message type='chat' id='{names[-1]}' from='{USER}/play' to='juliet@irc.example'>"
                             f"<body>message {names[-1]}</body></message>")
        return names

    def kept_since_start(self):
        return self.host.log[self.log_seen:].count(KEPT)

    def round(self):
        self.network.set_away(True)
        self.log_seen = len(self.host.log)
        self.say("xmpp", f"<presence from='{USER}/play' to='irc.example'/>")
        self.turn(self.dice.uniform(0.05, 0.3))
        names = self.write_some()
        self.turn(self.dice.choice([0, 0.01, 0.05, 0.2]))
        if self.dice.random() < 0.7:
            self.network.set_away(False)
            self.turn(self.dice.uniform(0.0, 1.6))
        # Kept in their order, so the first so many are safe.
        kept = self.kept_since_start()
        self.acknowledged.update(names[:kept])
        self.do_kill()

    def check(self):
        self.network.set_away(False)
        self.say("xmpp", f"<presence from='{USER}/play' to='irc.example'/>")

        def all_told():
            arrived = self.arrivals()
            self.collect_errors()
            return all(name in arrived or name in self.errors for name in self.acknowledged)
        self.loop.until(all_told, lambda: "the outcome of everything that was kept; lost: " + ", ".join(
            sorted(self.acknowledged - set(self.arrivals()) - set(self.errors))))
        self.turn(0.5)
        self.collect_errors()
        twice = {name: count for name, count in self.arrivals().items() if count > 1}
        if twice:
            raise play.PlayFailed(f"these arrived more than once: {twice}")
        for name, texts in self.errors.items():
            if name in self.arrivals() and not all("may have arrived" in text for text in texts):
                raise play.PlayFailed(f"{name} arrived and yet its sender was told: {texts}")


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20260101
    with tempfile.TemporaryDirectory(prefix="spectrum2-kills-") as directory:
        siege = Siege(sys.argv[1], directory, random.Random(seed))
        try:
            siege.do_start()
            siege.do_register(f"{USER} romeo")
            for _ in range(ROUNDS):
                siege.round()
            siege.check()
            arrived = siege.arrivals()
            print(f"{ROUNDS} kills, {siege.sent} messages: {len(siege.acknowledged)} kept before a kill, "
                  f"{len(arrived)} arrived, {len(siege.errors)} came back")
            if len(arrived) < 20 or len(siege.acknowledged) < 20:
                raise play.PlayFailed("that was no test")
            siege.end()
        except play.PlayFailed as failure:
            print(failure)
            siege.end_quietly()
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
