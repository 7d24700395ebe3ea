#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A child of the stage is gone soon after its test was killed, even one that has changed its user."""

import os
import pathlib
import select
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
LIMIT_MS = 10_000

TEST = """
import signal, sys
from stage import child
print(child.start(sys.argv[1:]).pid, flush=True)
signal.pause()
"""
SLEEPER = "import os, signal; os.getuid() or os.setuid(65534); print('up', flush=True); signal.pause()"


def main():
    test = subprocess.Popen([sys.executable, "-c", TEST, sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE,
                            text=True, cwd=pathlib.Path(__file__).resolve().parent)
    said = {test.stdout.readline().strip() for _ in range(2)}
    process = int(*(said - {"up"}))
    handle = os.pidfd_open(process)
    test.send_signal(signal.SIGKILL)
    test.wait()
    ended = select.poll()
    ended.register(handle, select.POLLIN)
    if not ended.poll(LIMIT_MS):
        os.kill(process, signal.SIGKILL)
        sys.exit("the child outlived its test")


if __name__ == "__main__":
    main()
