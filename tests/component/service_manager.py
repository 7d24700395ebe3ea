#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The program under a service manager of Type=notify-reload with a watchdog: what it says, and when.

usage: service_manager.py PROGRAM
"""

import os
import pathlib
import socket
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage.host import Host, free_port

LIMIT = 15
WATCHDOG_USEC = 400_000


class Manager:
    """The datagram socket of a service manager."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind("\0" + address[1:] if address.startswith("@") else address)
        self.heard = []

    def hear(self, wanted):
        """Everything up to the message that begins so."""
        deadline = time.monotonic() + LIMIT
        start = len(self.heard)
        while not self.heard[start:] or not self.heard[-1].startswith(wanted):
            self.socket.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                self.heard.append(self.socket.recv(4096).decode())
            except TimeoutError:
                sys.exit(f"{wanted} was not heard, but {self.heard[start:]}")
        return self.heard[start:]


def play(program, directory, address):
    manager = Manager(address)
    port = free_port()
    host = Host(program, directory, {key: [value] for key, value in {
        "service.jid": "localhost", "service.server_mode": "1", "service.server": "127.0.0.1", "service.port": port,
        "service.direct_tls_port": "0", "service.tls": "none", "service.network": "loopback",
        "database.type": "none"}.items()})
    host.environment = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": str(WATCHDOG_USEC)}
    try:
        host.start()
        before = manager.hear("READY=1")
        assert any(message.startswith("STATUS=") for message in before), before
        # It is up when it says so.
        socket.create_connection(("127.0.0.1", port), timeout=1).close()

        began = time.monotonic()
        for _ in range(4):
            manager.hear("WATCHDOG=1")
        assert time.monotonic() - began < 4 * WATCHDOG_USEC / 1e6, "the watchdog would have ended it"

        asked = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        host.signal("HUP")
        reloading = manager.hear("RELOADING=1\nMONOTONIC_USEC=")[-1]
        answered = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        assert asked <= int(reloading.rsplit("=", 1)[1]) <= answered, (asked, reloading, answered)
        manager.hear("READY=1")

        host.signal("TERM")
        manager.hear("STOPPING=1")
        code = host.wait_for_end(LIMIT)
        assert code == 0, code
    except BaseException:
        print(host.log[-3000:] if host.log_path.exists() else "the host was not started", file=sys.stderr)
        raise
    finally:
        if host.process and host.process.poll() is None:
            host.process.kill()
            host.process.wait()


def main(program):
    for kind in ("path", "abstract"):
        with tempfile.TemporaryDirectory() as directory:
            play(program, directory, f"{directory}/notify" if kind == "path" else f"@spectrum2-test-{os.getpid()}")


if __name__ == "__main__":
    main(sys.argv[1])
