# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A host with two networks, and many people on them who write to somebody that answers with their own words."""

import collections
import os
import pathlib
import subprocess
import time

from . import host as hosts, xmpp
from .wire import Loop, PlayFailed

CLIENT = "{jabber:component:accept}"
SENDER = "users.example"


class Person:
    """One account, and what came of the messages it wrote."""

    def __init__(self, name, side, account="", group=""):
        self.name = name
        self.side = side
        self.account = account or name
        self.group = group
        self.jid = f"{name}@{SENDER}/play"
        self.heard = []
        # What the gateway says while the person is not online.
        self.refusals = []
        self.is_online = False
        self.last_answer = None
        self.longest_silence = 0.0


class Side:
    """An instance of the host, and the server that it is connected to."""

    def __init__(self, loop, jid, settings):
        self.jid = jid
        self.settings = settings
        self.server = xmpp.ComponentServer(loop, hosts.SECRET)

    def say(self, text):
        self.server.stream.send_text(text)

    def text(self):
        own = {"jid": self.jid, "server": "127.0.0.1", "port": self.server.port, "password": hosts.SECRET}
        sections = {"service": [f"{key}={value}" for key, value in own.items()]}
        for key, value in self.settings.items():
            section, name = key.split(".", 1)
            values = value if isinstance(value, list) else [value]
            sections.setdefault(section, []).extend(f"{name}={one}" for one in values)
        return "\n".join(line for section, lines in sections.items() for line in [f"[{section}]", *lines]) + "\n"


class Crowd(hosts.Host):
    """Everybody writes at a steady rate; every message has one outcome, and its time is taken."""

    def __init__(self, program, directory, sides, host_settings=None):
        super().__init__(program, directory, {})
        self.loop = Loop()
        self.sides = [Side(self.loop, jid, settings) for jid, settings in sides.items()]
        self.people = {}
        self.host_settings = host_settings or {}
        self.words = 0
        # Body: who wrote it, and when.
        self.open = {}
        # When it was written, how long the answer took, whose it was.
        self.times = []
        self.outcomes = collections.Counter()
        self.peak_kib = 0
        self.children_seen = set()

    # -- the host ---------------------------------------------------------------------------------------

    def write_configuration(self):
        folder = self.directory / "transports"
        folder.mkdir(exist_ok=True)
        for side in self.sides:
            path = folder / f"{side.jid}.cfg"
            path.write_text(side.text(), encoding="utf-8")
            path.chmod(0o600)
        config = self.directory / "spectrum2.cfg"
        lines = {"database.database": self.directory / "data/spectrum2.db",
                 "database.key_file": self.key, "admin.socket": self.socket, **self.host_settings}
        sections = {}
        for key, value in lines.items():
            section, name = key.split(".", 1)
            values = value if isinstance(value, list) else [value]
            sections.setdefault(section, []).extend(f"{name}={one}" for one in values)
        config.write_text("\n".join(line for section, found in sections.items()
                                    for line in [f"[{section}]", *found]) + "\n", encoding="utf-8")
        config.chmod(0o600)
        return config

    @property
    def key(self):
        return self.directory / "key/spectrum2.key"

    @property
    def socket(self):
        return self.directory / "admin.sock"

    def start(self):
        super().start()
        for side in self.sides:
            side.server.shake_hands()

    def children(self):
        """Process and state of each child of the host."""
        found = {}
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                fields = (entry / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == self.process.pid:
                found[int(entry.name)] = fields[0]
        self.children_seen |= set(found)
        return found

    def left_over(self):
        """Processes that were children of the host and still are there."""
        def is_ours(process):
            try:
                words = pathlib.Path(f"/proc/{process}/cmdline").read_bytes()
            except OSError:
                return False
            return os.fsencode(self.program) in words or b"session-host" in words
        return [process for process in self.children_seen if is_ours(process)]

    def until_gone(self, patience=5.0):
        """No process of it outlives the host."""
        deadline = time.monotonic() + patience
        while left := self.left_over():
            if time.monotonic() > deadline:
                raise PlayFailed(f"outlived the host: {left}")
            time.sleep(0.02)

    def end_at_once(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for side in self.sides:
            side.server.stop()

    def ctl(self, *words):
        done = subprocess.run([self.program, "ctl", "--socket", self.socket, *words], text=True, capture_output=True,
                              timeout=20, check=False)
        assert done.returncode == 0, f"ctl {words}: {done.returncode}, {done.stdout}{done.stderr}"
        return done.stdout

    # -- people -----------------------------------------------------------------------------------------

    def add(self, person, password):
        self.people[person.name] = person
        person.password = password
        return person

    def register_all(self):
        for person in self.people.values():
            self.register(person)
        self.until(lambda: self.outcomes["registered"] == len(self.people), "all are registered", 30)

    def register(self, person):
        person.side.say(f"<iq type='set' id='reg' from='{person.jid}' to='{person.side.jid}'>"
                        f"<query xmlns='jabber:iq:register'><username>{person.account}</username>"
                        f"<password>{person.password}</password></query></iq>")

    def come(self, person):
        person.side.say(f"<presence from='{person.jid}' to='{person.side.jid}'/>")

    def go(self, person):
        person.is_online = False
        person.heard.clear()
        person.side.say(f"<presence type='unavailable' from='{person.jid}' to='{person.side.jid}'/>")

    def write(self, person, body):
        person.side.say(f"<message type='chat' id='{body}' from='{person.jid}' to='echo@{person.side.jid}'>"
                        f"<body>{body}</body></message>")

    def speak(self, person):
        self.words += 1
        body = f"{person.name} says {self.words}"
        self.open[body] = (person, time.monotonic())
        self.write(person, body)

    # -- what comes -------------------------------------------------------------------------------------

    def hear(self):
        for side in self.sides:
            stream = side.server.stream
            stream.raw = b""
            for element in stream.elements:
                self._take(side, element, time.monotonic())
            stream.elements.clear()

    def _take(self, side, element, now):
        kind = element.get("type")
        person = self.people.get((element.get("to") or "").partition("@")[0])
        if element.tag == CLIENT + "iq":
            if element.get("id") == "reg":
                self.outcomes["registered" if kind == "result" else "registration refused"] += 1
            elif kind in ("get", "set"):
                side.say(f"<iq type='error' id='{element.get('id')}' from='{element.get('to')}' "
                         f"to='{element.get('from')}'><error type='cancel'><feature-not-implemented "
                         "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")
        elif person is None:
            return
        elif element.tag == CLIENT + "message":
            self._take_message(person, element, kind, now)
        elif element.get("from") == side.jid:
            status = element.findtext(CLIENT + "status") or ""
            person.is_online = kind is None and element.find(CLIENT + "show") is None
            if status and not person.is_online:
                person.refusals.append(status)

    def _take_message(self, person, element, kind, now):
        body = element.findtext(CLIENT + "body") or ""
        name = element.get("id") if kind == "error" else body
        if name in self.open:
            writer, begin = self.open.pop(name)
            assert writer is person, f"{writer.name} wrote what came to {person.name}: {body}"
            self.outcomes["refused" if kind == "error" else "answered"] += 1
            if kind != "error":
                self.times.append((begin, now - begin, person.group))
                if person.last_answer is not None:
                    person.longest_silence = max(person.longest_silence, now - person.last_answer)
                person.last_answer = now
        elif " says " in (name or ""):
            self.outcomes["told twice"] += 1
        else:
            person.heard.append(body)

    # -- time -------------------------------------------------------------------------------------------

    def turn(self, seconds):
        try:
            self.loop.until(lambda: None, "", seconds)
        except PlayFailed:
            pass
        self.hear()

    def until(self, condition, what, patience=10.0):
        deadline = time.monotonic() + patience
        while not condition():
            self.check_alive()
            if time.monotonic() > deadline:
                raise PlayFailed(f"not within {patience:g} s: {what}: {self.log[-3000:]}")
            self.turn(0.005)

    def talk(self, speakers, pause, is_over, patience):
        """Each of them writes once in every pause, one after the other, until it is over; True: it was in time."""
        begin = time.monotonic()
        number = 0
        next_look = begin
        step = pause / len(speakers)
        while not is_over():
            now = time.monotonic()
            if now - begin > patience:
                return False
            if now > next_look:
                self.check_alive()
                self.children()
                self.peak_kib = max(self.peak_kib, self.resident_kib())
                next_look = now + 0.2
            while now - begin > number * step:
                self.speak(speakers[number % len(speakers)])
                number += 1
            self.turn(0.001)
        return True

    def percentile(self, part, begin, end, groups):
        """Of what those groups wrote in that time, in seconds."""
        found = sorted(lasted for at, lasted, group in self.times if begin <= at < end and group in groups)
        return found[min(len(found) - 1, int(len(found) * part))] if found else 0.0
