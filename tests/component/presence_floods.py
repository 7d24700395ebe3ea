#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Floods of presence from a user, and from the network, become a few answers, and nobody else notices.

usage: presence_floods.py PROGRAM
"""

import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stage import host as hosts
from stage.gateway import Gateway

COUNT = 10_000
AT_ONCE = 100
LIMIT = 0.2
CLIENT = "{jabber:component:accept}"
TYPING = "{http://jabber.org/protocol/chatstates}"
ANN = "ann@users.example"


class Flood:
    """Says many stanzas of one user within a second or so, and times the messages of another meanwhile."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.sent = {}
        self.times = []
        self.heard = []

    def hear(self):
        elements = self.gateway.server.stream.elements
        for element in elements:
            body = element.findtext(CLIENT + "body")
            if body in self.sent:
                self.times.append(time.monotonic() - self.sent.pop(body))
            else:
                self.heard.append(element)
        elements.clear()

    def run(self, stanzas, seconds_of_silence=2.5):
        """Everything that was answered to it."""
        self.heard = []
        begin = time.monotonic()
        for first in range(0, len(stanzas), AT_ONCE):
            self.gateway.say("".join(stanzas[first:first + AT_ONCE]))
            body = f"word {begin} {first}"
            self.sent[body] = time.monotonic()
            self.gateway.say(f"<message type='chat' from='bea@users.example/play' to='echo@{hosts.JID}'>"
                             f"<body>{body}</body></message>")
            self.gateway.turn(0.01)
            self.hear()
        self.gateway.wait_until(lambda: self.hear() or not self.sent, "answers to others", 20)
        # What was put off comes after a second.
        self.gateway.turn(seconds_of_silence)
        self.hear()
        return self.heard, time.monotonic() - begin


def presences(heard, sender, kinds=(None, "unavailable", "subscribed", "unsubscribed")):
    return [e for e in heard if e.tag == CLIENT + "presence" and e.get("type") in kinds
            and e.get("from", "").split("/")[0] == sender]


def expect_few(found, seconds, what):
    # The first at once, then one a second.
    assert 1 <= len(found) <= seconds + 2, f"{what}: {len(found)} in {seconds:.1f} s"


def presence(kind, to, sender=ANN):
    return f"<presence type='{kind}' from='{sender}' to='{to}'/>"


def flood_subscriptions(flood):
    carla = f"carla@{hosts.JID}"
    heard, seconds = flood.run([presence(("subscribe", "unsubscribe")[n % 2], carla) for n in range(COUNT)])
    answers = presences(heard, carla, ("subscribed", "unsubscribed"))
    expect_few(answers, 2 * seconds, "subscriptions")
    assert answers[-1].get("type") == "unsubscribed", "the last wish does not count"


def flood_probes(flood):
    echo = f"echo@{hosts.JID}"
    heard, seconds = flood.run([presence("probe", echo, ANN + "/play") for _ in range(COUNT)])
    expect_few(presences(heard, echo), seconds, "probes")
    heard, seconds = flood.run([presence("probe", echo, "eve@users.example") for _ in range(COUNT)])
    answers = presences(heard, echo)
    expect_few(answers, seconds, "probes of a stranger")
    assert all(e.get("type") == "unsubscribed" and e.get("to") == "eve@users.example" for e in answers)
    heard, seconds = flood.run([presence("subscribe", hosts.JID, "eve@users.example") for _ in range(COUNT)])
    expect_few(presences(heard, hosts.JID), seconds, "requests of a stranger")


def presence_to_every_contact(flood):
    heard, _ = flood.run([f"<presence from='{ANN}/play' to='friend{n}@{hosts.JID}'><show>away</show></presence>"
                          for n in range(COUNT)])
    assert not [e for e in heard if (e.get("from") or "").startswith("friend")], "contacts answer a presence"


def flood_of_the_network(flood):
    """The loopback contact's presence and typing follow the user's."""
    echo = f"echo@{hosts.JID}"
    heard, seconds = flood.run([f"<presence from='{ANN}/play' to='{hosts.JID}'><status>{n}</status></presence>"
                                for n in range(COUNT)])
    shown = presences(heard, echo)
    expect_few(shown, seconds, "presence of a contact")
    assert shown[-1].findtext(CLIENT + "status") == str(COUNT - 1), "the latest state was not shown"
    states = ("composing", "paused")
    heard, seconds = flood.run([f"<message type='chat' from='{ANN}/play' to='{echo}'><{states[n % 2]} "
                                "xmlns='http://jabber.org/protocol/chatstates'/></message>" for n in range(COUNT)])
    typing = [e for e in heard if e.tag == CLIENT + "message" and e.get("from") == echo]
    expect_few(typing, seconds, "typing of a contact")
    assert typing[-1].find(TYPING + "paused") is not None, "the latest state was not shown"


def play(gateway):
    gateway.start()
    for user in ("ann", "bea"):
        gateway.register(user, user)
        gateway.log_in(user)
    gateway.say(presence("subscribe", f"echo@{hosts.JID}"))
    gateway.turn(0.5)
    gateway.server.stream.elements.clear()
    before = gateway.resident_kib()
    flood = Flood(gateway)
    for part in (flood_subscriptions, flood_probes, presence_to_every_contact, flood_of_the_network):
        part(flood)
    grown = gateway.resident_kib() - before
    slow = sorted(flood.times)[int(len(flood.times) * 0.99)]
    print(f"{len(flood.times)} messages of somebody else, 99 of 100 within {slow * 1000:.0f} ms, the slowest "
          f"{max(flood.times) * 1000:.0f} ms; the host grew by {grown} KiB")
    assert slow < LIMIT, f"{slow * 1000:.0f} ms"
    assert grown < 16 * 1024, f"the host grew by {grown} KiB"
    assert gateway.user("ann")["state"] == "online"
    gateway.stop()


def main():
    with tempfile.TemporaryDirectory(prefix="spectrum2-floods-") as directory, Gateway(sys.argv[1], directory) as gateway:
        play(gateway)


if __name__ == "__main__":
    main()
