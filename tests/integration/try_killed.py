#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""`spectrum2 try` and kill -9: nothing that it started is left, and neither is its directory.

usage: try_killed.py PROGRAM [--gateway]
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage import child

LIMIT = 20


def leave(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(1 if os.environ.get("SPECTRUM_REQUIRE_INTEGRATION") == "1" else 77)


def users_of(directory):
    """The processes that were started with a path of the directory."""
    found = []
    for entry in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if directory.encode() in (entry / "cmdline").read_bytes():
                found.append((int(entry.name), (entry / "comm").read_text(encoding="utf-8").strip()))
        except OSError:
            continue
    return found


def await_nothing(directory, what):
    deadline = time.monotonic() + LIMIT
    while users_of(directory) or pathlib.Path(directory).exists():
        if time.monotonic() > deadline:
            sys.exit(f"{what}: left are {users_of(directory)}, the directory: {pathlib.Path(directory).exists()}")
        time.sleep(0.05)


def start(program, options, place):
    trial = child.start([program, "try", "irc", "--machine", *options], stdin=subprocess.DEVNULL,
                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": place})
    line = trial.stdout.readline()
    if not line:
        trial.wait(LIMIT)
        sys.exit(f"the trial did not start: {trial.stderr.read()}")
    return trial, json.loads(line)["directory"]


def main(program, *options):
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    for needed in ["ngircd"] + (["prosody"] if "--gateway" in options else []):
        if not shutil.which(needed, path=path):
            leave(f"{needed} is not installed.")
    with tempfile.TemporaryDirectory() as place:
        # The server that root starts becomes another user, who must be able to enter.
        os.chmod(place, 0o755)
        for end in ("kill", "terminate"):
            trial, directory = start(program, options, place)
            assert pathlib.Path(directory).name.startswith("spectrum2-try-"), directory
            names = {name for _, name in users_of(directory)}
            assert {"ngircd", "spectrum2"} <= names, names
            getattr(trial, end)()
            trial.wait(LIMIT)
            await_nothing(directory, end)
            assert end == "kill" or trial.returncode == 0, trial.returncode
        assert not list(pathlib.Path(place).iterdir())


if __name__ == "__main__":
    main(*sys.argv[1:])
