#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""One account makes its network module do what no module should; nobody else notices much.

Others write to each other at a steady rate all the time: those in other processes and on other networks do not wait
longer, those in the same process are back soon, and every message has its outcome.

usage: evil_module.py PROGRAM MODULES [DEED|DEED-MOMENT…]
"""

import os
import pathlib
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stage.crowd import Crowd, Person
from stage.wire import PlayFailed

EVIL, CALM = "evil.example", "calm.example"
IN_ONE_PROCESS = 10
FAR, CALM_ONES, NEAR = 40, 10, IN_ONE_PROCESS - 1
PARKING_SECONDS = 8
PATIENCE_MS = 1500
# What the measuring itself is unsure of.
SLACK_MS = float(os.environ.get("SPECTRUM2_EVIL_SLACK_MS", 5))
BACK_WITHIN = 5.0
GROWTH_KIB = 16 * 1024
PASSWORD = "4c9f-password-of-an-account"
ELSEWHERE = "81d0-secret-of-the-environment"
MEASURE = 4.0
# Between two messages of a person.
PAUSE = 0.5

# What becomes of the process, and of the account: "dies" makes its process end and is parked, "lives" goes on.
DEEDS = {
    "abort-order": "dies", "loop-order": "dies",
    "fork-order": "lives", "storm-order": "lives", "thread-order": "lives", "junk-order": "lives", "peek-order": "lives",
}


class Scene(Crowd):
    """The crowd, with one account among it that is not like the others."""

    def __init__(self, program, modules, directory, deed):
        folders = [str(pathlib.Path(program).resolve().parent.parent / "lib/spectrum2/modules"), modules]
        directory = pathlib.Path(directory)
        prey = [directory / "data/spectrum2.db", directory / "key/spectrum2.key", directory / "spectrum2.cfg",
                directory / f"transports/{EVIL}.cfg", directory / "host.log", "/etc/shadow"]
        super().__init__(program, directory, {
            EVIL: {"service.network": "evil", "service.users_per_backend": IN_ONE_PROCESS,
                   "isolation.patience": PATIENCE_MS, "isolation.parking_time": PARKING_SECONDS,
                   "isolation.maximum_memory": 300, "isolation.maximum_files": 500, "reconnect.min": 1,
                   "evil.files": [str(path) for path in prey], "evil.socket": str(directory / "admin.sock")},
            CALM: {"service.network": "loopback"},
        }, {"host.module_path": folders})
        self.folder = directory / "tmp"
        self.folder.mkdir()
        self.environment = {"TMPDIR": str(self.folder), "SPECTRUM2_EVIL_SECRET": ELSEWHERE}
        self.deed = deed
        self.has_ordered = False
        evil, calm = self.sides
        self.far = [self.add(Person(f"far{n}", evil, group="far"), PASSWORD) for n in range(FAR)]
        self.calm = [self.add(Person(f"calm{n}", calm, group="calm"), PASSWORD) for n in range(CALM_ONES)]
        self.near = [self.add(Person(f"near{n}", evil, group="near"), PASSWORD) for n in range(NEAR)]
        self.eve = self.add(Person("eve", evil, account=deed), PASSWORD)
        self.others = self.far + self.calm + self.near

    def fill(self):
        """Those of one group after the other, so that those that are near share a process with the evil one."""
        self.start()
        self.register_all()
        self.come_all(self.far + self.calm)
        self.come_all(self.near)
        self.talk(self.others, PAUSE, lambda: all(p.last_answer for p in self.others), 10)

    def come_all(self, people):
        for person in people:
            self.come(person)
        self.until(lambda: all(person.is_online for person in people), "they are online", 20)

    def measure(self, seconds):
        begin = time.monotonic()
        self.talk(self.others, PAUSE, lambda: time.monotonic() - begin > seconds, seconds + 5)
        return begin, time.monotonic()

    def tells(self, words):
        return any(words in text for text in self.eve.heard + self.eve.refusals)

    def is_parked(self):
        return self.tells("kept out")

    def act(self):
        """What the user of the evil account does next; at most twice a second."""
        fate = DEEDS[self.deed]
        if self.deed.endswith("-order") and self.eve.is_online and (fate != "lives" or not self.has_ordered):
            self.has_ordered = True
            self.write(self.eve, "do it")

    def rage(self):
        """Until the evil account is where it must end up."""
        self.come(self.eve)
        fate = DEEDS[self.deed]
        end = time.monotonic() + 3
        acted = time.monotonic()

        def is_over():
            nonlocal acted
            now = time.monotonic()
            if now - acted > 0.5:
                acted = now
                self.act()
            return self.is_parked() if fate != "lives" else now > end

        done = self.talk(self.others, PAUSE, is_over, 50)
        assert done, f"it was not parked: {self.eve.heard[-3:]}, {self.eve.refusals[-3:]}: {self.log[-3000:]}"


def expect_parked(scene):
    """Its words are repeated at every login until the time is over; then it may come again."""
    begin = time.monotonic()
    scene.eve.heard.clear()
    scene.eve.refusals.clear()
    scene.go(scene.eve)
    scene.come(scene.eve)
    scene.until(scene.is_parked, "it is told why it may not come in", 5)
    assert not scene.eve.is_online
    if not scene.deed.endswith("-order"):
        return

    def is_let_in():
        if not scene.eve.is_online and int(time.monotonic() * 2) % 4 == 0:
            scene.go(scene.eve)
            scene.come(scene.eve)
            scene.talk(scene.others, PAUSE, lambda: scene.eve.is_online, 1)
        return scene.eve.is_online
    assert scene.talk(scene.others, PAUSE, is_let_in, PARKING_SECONDS + 8), f"it stays out: {scene.eve.refusals[-3:]}"
    assert time.monotonic() - begin > 1, "it was let in too early"


def expect_its_own_end(scene):
    """What a deed that kills nobody must have come to."""
    said = [text for text in scene.eve.heard if text != "do it"]
    deed = scene.deed.partition("-")[0]
    if deed == "peek":
        assert said[:1] == ["-"], f"it got at {said}"
    elif deed == "fork":
        assert said and said[0].startswith("0 processes") and "exec: works" not in said[0], said
    elif deed == "leak":
        assert said and int(said[0].split()[0]) < 500, said
    elif deed in ("quiet", "late", "grave"):
        for _ in range(3):
            scene.go(scene.eve)
            scene.talk(scene.others, PAUSE, lambda: False, 2)
            scene.come(scene.eve)
            scene.talk(scene.others, PAUSE, lambda: scene.eve.is_online, 10)
            scene.write(scene.eve, "do it")
            scene.talk(scene.others, PAUSE, lambda: False, 0.5)
        assert not scene.tells("Boo.") and not scene.tells("I am still here."), scene.eve.heard


def expect_outcomes(scene):
    scene.until(lambda: not scene.open, f"every message has its outcome, but {list(scene.open)[:5]}", 20)
    assert not scene.outcomes["told twice"], f"{scene.outcomes}"
    far = [p.name for p in scene.far + scene.calm if p.longest_silence > 2]
    assert not far, f"silent for more than 2 s: {far}"
    near = {p.name: round(p.longest_silence, 1) for p in scene.near if p.longest_silence > 1 + BACK_WITHIN}
    assert not near, f"not back in time: {near}"


def expect_no_worse(scene, before, during, after):
    """The machine's own mood is what both quiet times have in common."""
    quiet, loud, half = (max(scene.percentile(part, *time, ("far", "calm")) for time in times) * 1000
                         for part, times in ((0.99, (before, after)), (0.99, (during,)), (0.5, (during,))))
    print(f"  99 of 100 messages of others within {loud:.1f} ms (in quiet times {quiet:.1f} ms), half within {half:.1f} ms")
    assert loud <= quiet * 1.1 + SLACK_MS, f"{loud:.1f} ms instead of {quiet:.1f} ms"


def expect_no_secrets(scene):
    key = scene.key.read_bytes().strip()
    for path in scene.directory.rglob("*"):
        if not path.is_file() or path.suffix == ".cfg" or path == scene.key:
            continue
        held = path.read_bytes()
        for secret in (PASSWORD.encode(), ELSEWHERE.encode(), key):
            assert secret not in held, f"a secret stands in {path}"


def expect_clean_end(scene):
    scene.turn(0.5)
    dead = [process for process, state in scene.children().items() if state == "Z"]
    assert not dead, f"zombies: {dead}"
    scene.stop()
    scene.until_gone()
    left = [str(path) for path in scene.folder.iterdir()]
    assert not left, f"left over: {left}"


def play(scene):
    scene.fill()
    before = scene.measure(MEASURE)
    calm_kib = scene.resident_kib()
    scene.peak_kib = 0
    for person in scene.others:
        person.longest_silence = 0
    begin = time.monotonic()
    scene.rage()
    if DEEDS[scene.deed] == "lives":
        expect_its_own_end(scene)
    during = (begin, time.monotonic())
    grown = scene.peak_kib - calm_kib
    state = scene.ctl("status")
    assert f"{EVIL} (Evil): ready" in state and f"{CALM} (Loopback): ready" in state, state
    if DEEDS[scene.deed] != "lives":
        expect_parked(scene)
    scene.talk(scene.others, PAUSE, lambda: False, BACK_WITHIN)
    after = scene.measure(MEASURE)
    expect_outcomes(scene)
    near = max(person.longest_silence for person in scene.near)
    print(f"{scene.deed}: {during[1] - during[0]:.1f} s; the host grew by {grown} KiB; neighbours waited {near:.1f} s "
          f"for the next answer at most; {scene.outcomes['answered']} messages answered, "
          f"{scene.outcomes['refused']} refused")
    expect_no_worse(scene, before, during, after)
    assert grown < GROWTH_KIB, f"the host grew by {grown} KiB"
    expect_clean_end(scene)
    expect_no_secrets(scene)


def main():
    program, modules, *words = sys.argv[1:]
    failed = []
    for deed in [deed for deed in DEEDS if not words or deed in words or deed.partition("-")[0] in words]:
        with tempfile.TemporaryDirectory(prefix="spectrum2-evil-") as directory:
            scene = Scene(program, modules, directory, deed)
            try:
                play(scene)
            except (AssertionError, PlayFailed) as failure:
                print(f"{deed}: FAILED: {failure}", flush=True)
                if os.environ.get("SPECTRUM2_SHOW_LOG"):
                    print(scene.log[-6000:])
                failed.append(deed)
            finally:
                scene.end_at_once()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
