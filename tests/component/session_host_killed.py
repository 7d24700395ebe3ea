#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Session hosts are killed, crash and stop while everybody writes: all are back soon, and every message has one outcome.

usage: session_host_killed.py PROGRAM
"""

import os
import pathlib
import signal
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stage.crowd import Crowd, Person

DOMAIN = "loop.example"
PEOPLE, IN_ONE_PROCESS = 40, 10
PAUSE = 0.25
BACK_WITHIN = 5.0


def meet(crowd):
    people = [crowd.add(Person(f"person{n}", crowd.sides[0]), "secret") for n in range(PEOPLE)]
    crowd.start()
    crowd.register_all()
    for person in people:
        crowd.come(person)
    crowd.until(lambda: all(person.is_online for person in people), "all are online", 20)
    crowd.talk(people, PAUSE, lambda: all(person.last_answer for person in people), 10)
    assert len(crowd.children()) >= PEOPLE // IN_ONE_PROCESS, crowd.children()
    return people


def strike(crowd, people, name):
    """One process that has sessions; none of them notices for longer than it may."""
    for person in people:
        person.longest_silence = 0
    before = crowd.outcomes["refused"]
    # The last ones took in whoever came last; any of them has somebody.
    victim = sorted(crowd.children())[0]
    os.kill(victim, signal.Signals[name])
    begin = time.monotonic()
    crowd.talk(people, PAUSE, lambda: time.monotonic() - begin > BACK_WITHIN + 1, BACK_WITHIN + 5)
    assert victim not in crowd.children(), f"{victim} is still there after {name}"
    crowd.until(lambda: not crowd.open, f"every message has its outcome, but {list(crowd.open)[:5]}", 20)
    longest = max(person.longest_silence for person in people)
    print(f"{name}: nobody waited longer than {longest:.1f} s for the next answer; "
          f"{crowd.outcomes['refused'] - before} messages were refused")
    assert all(person.is_online for person in people), [p.name for p in people if not p.is_online]
    assert longest < BACK_WITHIN + PAUSE, f"{longest:.1f} s"
    assert not crowd.outcomes["told twice"], crowd.outcomes


def play(crowd):
    people = meet(crowd)
    for name in ("SIGKILL", "SIGSEGV", "SIGSTOP", "SIGTERM"):
        strike(crowd, people, name)
    assert "parked" not in crowd.log, crowd.log
    crowd.turn(0.2)
    assert "Z" not in crowd.children().values(), crowd.children()
    # One that hangs must not outlive a host that was killed.
    for process in crowd.children():
        os.kill(process, signal.SIGSTOP)
    crowd.process.kill()
    crowd.process.wait()
    crowd.until_gone()


def main():
    with tempfile.TemporaryDirectory(prefix="spectrum2-kills-") as directory:
        crowd = Crowd(sys.argv[1], directory, {DOMAIN: {
            "service.network": "loopback", "service.isolation": "process", "isolation.patience": 1500,
            "service.users_per_backend": IN_ONE_PROCESS}})
        crowd.environment = {"TMPDIR": directory}
        try:
            play(crowd)
        finally:
            crowd.end_at_once()


if __name__ == "__main__":
    main()
