#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody with 5,000 contacts comes, changes all of them, and comes again.

What others write takes less than 100 ms (99 of 100 messages), and what waits for the server stays small.

usage: contact_storm.py PROGRAM
"""

import pathlib
import select
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stage import host as hosts
from stage.gateway import Gateway

CONTACTS = 5000
LIMIT = 0.1
GRANT = ("<message from='users.example' to='{jid}'><privilege xmlns='urn:xmpp:privilege:2'>"
         "<perm access='roster' type='{roster}'/></privilege></message>")
CLIENT = "{jabber:component:accept}"


class Storm:
    """The XMPP server's part: answers what the gateway asks, and times the messages of somebody else."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.sent = {}
        self.times = []
        self.listed = set()
        self.there = set()
        self.behind = 0

    def answer(self, element):
        kind, number = element.get("type"), element.get("id")
        if kind not in ("get", "set"):
            return
        query = element[0]
        for item in query:
            self.listed.add(item.get("jid"))
        payload = "<query xmlns='jabber:iq:roster'/>" if kind == "get" else ""
        self.gateway.say(f"<iq type='result' id='{number}' from='{element.get('to')}' to='{hosts.JID}'>{payload}</iq>")

    def hear(self):
        now = time.monotonic()
        elements = self.gateway.server.stream.elements
        self.behind = max(self.behind, len(elements))
        for element in elements:
            if element.tag == CLIENT + "iq":
                self.answer(element)
            elif element.tag == CLIENT + "presence" and element.get("from", "").startswith("friend"):
                self.there.add(element.get("from"))
            elif element.tag == CLIENT + "message":
                sent = self.sent.pop(element.findtext(CLIENT + "body"), None)
                if sent is not None:
                    self.times.append(now - sent)
        elements.clear()

    def speak(self, number):
        body = f"word {number}"
        self.sent[body] = time.monotonic()
        self.gateway.say(f"<message type='chat' from='bea@users.example/play' to='echo@{hosts.JID}'>"
                         f"<body>{body}</body></message>")

    def forget(self):
        self.listed.clear()
        self.there.clear()
        self.times.clear()

    def log_in_again(self):
        """With the list that is remembered: all are shown, nobody is written."""
        self.forget()
        self.gateway.say(f"<presence type='unavailable' from='ann@users.example/play' to='{hosts.JID}'/>")
        self.gateway.say(f"<presence from='ann@users.example/play' to='{hosts.JID}'/>")
        lasted = self.rage("Home", lambda: len(self.there) == CONTACTS and not self.sent)
        slow = self.percentile(0.99)
        print(f"the next login in {lasted:.1f} s: 99 of 100 of {len(self.times)} messages within "
              f"{slow * 1000:.0f} ms")
        assert not self.listed, f"{len(self.listed)} contacts were written again"
        assert slow < LIMIT, f"{slow * 1000:.0f} ms"

    def is_over(self):
        return len(self.listed) == CONTACTS and len(self.there) == CONTACTS and not self.sent

    def come(self, group):
        self.gateway.say(f"<message type='chat' from='ann@users.example/play' to='friends-{CONTACTS}@{hosts.JID}'>"
                         f"<body>{group}</body></message>")

    def rage(self, group, is_over, seconds=40):
        begin = time.monotonic()
        self.come(group)
        number = 0
        while not is_over():
            assert time.monotonic() - begin < seconds, (
                f"not over: {len(self.listed)} listed, {len(self.there)} there: {self.gateway.log[-2000:]}")
            if time.monotonic() - begin > number * 0.01:
                number += 1
                self.speak(f"{group} {number}")
            self.gateway.turn(0.002)
            self.hear()
        return time.monotonic() - begin

    def ignore(self, group, seconds):
        """A server that reads nothing while the whole list changes: the most that the host grew meanwhile."""
        before = self.gateway.resident_kib()
        self.come(group)
        end, most = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            select.select([], [], [], 0.1)
            most = max(most, self.gateway.resident_kib() - before)
        return most

    def percentile(self, part):
        return sorted(self.times)[int(len(self.times) * part)]


def play(gateway):
    gateway.start()
    gateway.say(GRANT.format(jid=hosts.JID, roster="both"))
    for user in ("ann", "bea"):
        gateway.register(user, user)
        gateway.log_in(user)
    before = gateway.resident_kib()
    storm = Storm(gateway)
    lasted = storm.rage("Work", storm.is_over)
    worst, slow = max(storm.times), storm.percentile(0.99)
    grown = gateway.resident_kib() - before
    print(f"{CONTACTS} contacts in {lasted:.1f} s: {len(storm.times)} messages of somebody else, 99 of 100 within "
          f"{slow * 1000:.0f} ms, the slowest {worst * 1000:.0f} ms; the host grew by {grown} KiB")
    assert slow < LIMIT, f"{slow * 1000:.0f} ms"
    assert grown < 48 * 1024, f"the host grew by {grown} KiB"
    # All of them change at once, for a server that does not read, and for one that does.
    storm.forget()
    most = storm.ignore("Club", 3)
    assert most < 16 * 1024, f"what waits for the server took {most} KiB"
    storm.rage("Club", lambda: len(storm.listed) == CONTACTS and not storm.sent)
    storm.forget()
    lasted = storm.rage("Home", lambda: len(storm.listed) == CONTACTS and not storm.sent)
    slow = storm.percentile(0.99)
    print(f"all changed in {lasted:.1f} s: 99 of 100 of {len(storm.times)} messages of somebody else within "
          f"{slow * 1000:.0f} ms; for a server that did not read the host grew by {most} KiB")
    assert slow < LIMIT, f"{slow * 1000:.0f} ms"
    storm.log_in_again()
    # The same list again is no news to anybody.
    storm.forget()
    storm.rage("Home", lambda: len(storm.times) > 400 and not storm.sent)
    assert not storm.listed, f"{len(storm.listed)} contacts were written again"
    gateway.stop()


def main():
    with tempfile.TemporaryDirectory(prefix="spectrum2-storm-") as directory, Gateway(sys.argv[1], directory) as gateway:
        play(gateway)


if __name__ == "__main__":
    main()
