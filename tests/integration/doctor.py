#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What `spectrum2 doctor` says of a real XMPP server: with its privilege module, without, and with a wrong secret.

usage: doctor.py PROGRAM prosody|ejabberd with|without
"""

import asyncio
import json
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage.host import Host

from contacts import allow
from gateway import JID, SECRET, Server, make_certificate
from server_mode import wait_for

LIMIT = 60


def examine(program, config, *options):
    """The exit code, and the findings by subject."""
    told = subprocess.run([program, "doctor", "--json", "--config", config, *options], capture_output=True, text=True,
                          timeout=LIMIT)
    assert SECRET not in told.stdout + told.stderr
    return told.returncode, {f["subject"]: f for f in map(json.loads, told.stdout.splitlines())}


def check(program, config, kind, privilege):
    code, found = examine(program, config)
    assert code == 0 and found["component"]["verdict"] == "good", found
    privileges = found["privileges"]
    if privilege == "with":
        assert privileges["verdict"] == "good", privileges
    else:
        assert privileges["verdict"] == "doubtful", privileges
        wanted = f'["{JID}"] = {{ roster = "both"' if kind == "prosody" else f'server: "{JID}"'
        assert wanted in privileges["advice"], privileges
    code, found = examine(program, config, "--service.password=guess")
    assert code == 1 and "service.password" in found["component"]["text"], found


def check_running(program, host, privilege):
    """The gateway that runs says the same of itself, and keeps its connection."""
    host.start()
    try:
        deadline = time.monotonic() + LIMIT
        while "is ready" not in host.log:
            host.check_alive()
            assert time.monotonic() < deadline, host.log
            time.sleep(0.1)
        ready = len(host.log)
        # Servers say what they grant right after the handshake.
        while True:
            host.check_alive()
            code, found = examine(program, host.directory / "host.cfg")
            verdict = found.get("privileges", {}).get("verdict")
            if code == 0 and verdict == ("good" if privilege == "with" else "doubtful"):
                break
            assert time.monotonic() < deadline, found
            time.sleep(0.2)
        assert found["running host"]["verdict"] == found["component"]["verdict"] == "good", found
        assert "Trying again" not in host.log[ready:], host.log
    finally:
        host.stop()


def main(program, kind, privilege):
    with tempfile.TemporaryDirectory(prefix="spectrum2-doctor-") as name:
        where = pathlib.Path(name)
        make_certificate(where)
        server = Server(kind, where)
        if privilege == "with":
            allow(kind, server)
        host = Host(program, name, {key: [value] for key, value in {
            "service.jid": JID, "service.server": "127.0.0.1", "service.port": server.component,
            "service.password": SECRET, "service.network": "loopback",
            "database.database": where / "store/spectrum2.db", "database.key_file": where / "spectrum2.key"}.items()})
        server.start()
        try:
            asyncio.run(asyncio.wait_for(wait_for(server.component), LIMIT))
            check(program, host.write_configuration(), kind, privilege)
            check_running(program, host, privilege)
        finally:
            server.kill()
    print(f"{kind} {privilege} its privilege module: examined")


if __name__ == "__main__":
    main(*sys.argv[1:4])
