# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Somebody who talks to a contact all the time, whatever others do, and times every answer."""

import threading
import time

from .client import DOMAIN, Failed

PAUSE = 0.05
LONGEST = 2  # seconds; the rule for everything here
USUAL = 0.2  # for 99 of 100 messages


class Conversation(threading.Thread):
    """Starts with a peer that is bound, and goes on until finish()."""

    def __init__(self, peer):
        super().__init__(daemon=True)
        self.peer = peer
        self.times = []
        self.problem = None
        self.is_over = threading.Event()

    def run(self):
        try:
            while not self.is_over.wait(PAUSE):
                self._talk(f"word {len(self.times)}")
        except (Failed, OSError) as problem:
            self.problem = problem

    def _talk(self, text):
        begin = time.monotonic()
        self.peer.say(f"<message type='chat' to='echo@{DOMAIN}'><body>{text}</body></message>")
        self.peer.hear(f"<body>{text}</body>")
        self.times.append(time.monotonic() - begin)

    def check(self, since=0):
        """That it goes on, and that no answer since then took long; how many there are by now."""
        if self.problem:
            raise Failed(f"somebody else's conversation ended: {self.problem!r}")
        recent = self.times[since:]
        if recent and max(recent) > LONGEST:
            raise Failed(f"somebody else waited for {max(recent):.1f} s")
        return len(self.times)

    def finish(self):
        """The last word on it: 99 of 100 answers came in the usual time."""
        self.is_over.set()
        self.join(LONGEST * 5)
        self.check()
        self._talk("the last word")
        usual = sorted(self.times)[int(len(self.times) * 0.99)]
        summary = (f"{len(self.times)} messages of somebody else, 99 of 100 within {usual * 1000:.0f} ms, the slowest "
                   f"{max(self.times) * 1000:.0f} ms")
        if usual > USUAL:
            raise Failed(summary)
        return summary
