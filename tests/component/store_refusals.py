#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Stores that cannot be used: each is refused with one sentence and the documented exit code, and not a byte of it is
changed; and a disk that is full or may not be written.

usage: store_refusals.py PROGRAM STORE-EDITOR
"""

import os
import pathlib
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage.gateway import Gateway

CANNOT_BE_MADE, CANNOT_BE_USED, MISTAKE = 73, 74, 78


def content(gateway):
    return {path.name: path.read_bytes() for folder in (gateway.store.parent, gateway.key.parent)
            for path in folder.iterdir() if not path.name.endswith(".lock")}


def refused(gateway, sentence, code=CANNOT_BE_USED):
    """One sentence on one line, nothing else, and everything as it was."""
    before = content(gateway)
    said = gateway.refuses(code)
    lines = [line for line in said.splitlines() if line.startswith("spectrum2: ")]
    assert len(lines) == 1 and re.search(sentence, lines[0]), f"not {sentence!r}: {said}"
    after = content(gateway)
    assert after == before, f"changed: {[n for n in before.keys() | after.keys() if before.get(n) != after.get(n)]}"


def second_instance(gateway):
    with tempfile.TemporaryDirectory() as directory:
        second = Gateway(gateway.program, directory, {"database.database": [str(gateway.store)],
                                                      "database.key_file": [str(gateway.key)]})
        said = second.refuses(CANNOT_BE_USED)
        assert re.search(rf"is in use: .*is locked by process {gateway.process.pid}\.", said), said
    gateway.register("juliet", "juliet", "still served")


def unusable_files(gateway):
    good = gateway.store.read_bytes()
    key = gateway.key.read_bytes()
    damaged = good[:100] + bytes([good[100] ^ 1]) + good[101:]
    with tempfile.TemporaryDirectory() as directory:
        plain = pathlib.Path(directory) / "plain.sql"
        with sqlite3.connect(plain) as database:
            database.execute("CREATE TABLE users (id INTEGER PRIMARY KEY)")
        database.close()
        plain = plain.read_bytes()
    for data, sentence in ((b"", "is cut: it has only 0 bytes"), (good[:2000], "is cut: it has only 2000 bytes"),
                           (good[:4096], "is damaged or cut"), (good[:-4096], "is damaged or cut"),
                           (damaged, "does not open with this key"), (os.urandom(20000), "does not open with this key")):
        gateway.store.write_bytes(data)
        refused(gateway, sentence)
    # The configuration already knows it.
    gateway.store.write_bytes(plain)
    refused(gateway, "is a database that is not encrypted", MISTAKE)
    gateway.store.write_bytes(good)
    gateway.key.write_bytes(os.urandom(32))
    refused(gateway, "does not open with this key")
    gateway.key.write_bytes(key[:31])
    refused(gateway, "does not hold exactly 32 bytes")
    gateway.key.write_bytes(key)
    gateway.key.chmod(0o644)
    refused(gateway, "has the mode 0644")
    gateway.key.chmod(0o600)
    gateway.key.rename(gateway.key.with_suffix(".away"))
    refused(gateway, "The key file .* of the store .* is missing")
    gateway.key.with_suffix(".away").rename(gateway.key)


def newer_schema(gateway):
    good = gateway.store.read_bytes()
    subprocess.run([sys.argv[2], gateway.store, gateway.key, "PRAGMA user_version=9999"], check=True)
    refused(gateway, "It was written by a newer version of this program")
    gateway.store.write_bytes(good)


def read_only(gateway):
    """Root may write everything, but not where nothing can be written."""
    folder = gateway.store.parent
    if os.geteuid() != 0:
        gateway.store.chmod(0o400)
        refused(gateway, "cannot be opened: Permission denied")
        gateway.store.chmod(0o600)
        return
    if subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode != 0:
        return
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        refused(gateway, "Read-only file system")
    finally:
        subprocess.run(["umount", folder], check=True)


def full_disk(gateway):
    """A small file system that fills up while the host runs, and one that is full when it starts."""
    folder = gateway.store.parent
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder],
                                           capture_output=True, check=False).returncode != 0:
        return limited_files(gateway)
    key = gateway.key.read_bytes()
    try:
        folder.chmod(0o700)
        gateway.start()
        kept = until_full(gateway)
        said = gateway.ctl("rotate-key", code=1)
        assert "disk is full" in said, said
        assert gateway.key.read_bytes() == key and not list(gateway.key.parent.glob("*.new"))
        assert all(gateway.is_registered(user) for user in kept)
        gateway.kill()
        gateway.start()
        assert all(gateway.is_registered(user) for user in kept)
        gateway.stop()
        for path in folder.iterdir():
            path.unlink()
        with open(folder / "filler", "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass
        before = gateway.refuses(CANNOT_BE_MADE)
        assert before.count("spectrum2: ") == 1 and "disk is full" in before, before
    finally:
        if gateway.process.poll() is None:
            gateway.kill()
        subprocess.run(["umount", folder], check=True)


def limited_files(gateway):
    """Without the right to mount: a limit on the size of files stands for the disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, before[1]))
    try:
        gateway.start()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    kept = until_full(gateway)
    gateway.kill()
    gateway.start()
    assert all(gateway.is_registered(user) for user in kept)
    gateway.stop()


def until_full(gateway):
    """Registers until that fails; returns who is registered."""
    kept = []
    for number in range(2000):
        user = f"filler{number}"
        gateway.say(gateway.registration(user, user, "f" * 3000))
        answers = []
        gateway.wait_until(lambda: answers.extend(gateway.take("result", "reg-filler") +
                                                  ["error"] * len(gateway.take("error", "reg-filler"))) or answers,
                           f"{user} is answered")
        if answers[0] == "error":
            return kept
        kept.append(user)
    raise AssertionError("the disk never filled up")


def main():
    with tempfile.TemporaryDirectory() as directory:
        gateway = Gateway(sys.argv[1], directory)
        gateway.start()
        for number in range(30):
            gateway.register(f"u{number}", f"u{number}", "p" * 1000)
        second_instance(gateway)
        gateway.stop()
        for part in (unusable_files, newer_schema, read_only, full_disk):
            part(gateway)
        gateway.start()
        assert gateway.is_registered("juliet")
        gateway.stop()


if __name__ == "__main__":
    main()
