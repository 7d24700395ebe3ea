# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The host under test in server mode on the loopback network, which asks for a password."""

import os
import pathlib
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "component"))
from stage import host as hosts

from .client import DOMAIN, PASSWORD, Failed, Peer

LOGIN_SECONDS = 2
PER_ADDRESS = 40
CONNECTIONS = 100
UNACKNOWLEDGED = 2000


class Server:
    def __init__(self, program, directory):
        self.directory = pathlib.Path(directory)
        self.port, self.direct_port = hosts.free_port(), hosts.free_port()
        self.certificate = self.directory / "cert.p12"
        settings = {
            "service.jid": DOMAIN, "service.frontend": "xmpp", "service.network": "loopback",
            "service.server_mode": 1, "service.server": "127.0.0.1", "service.port": self.port,
            "service.direct_tls_port": self.direct_port, "service.more_resources": 1,
            "service.cert": self.certificate, "database.type": "none", "loopback.password": PASSWORD,
            "limits.unauthenticated_seconds": LOGIN_SECONDS, "limits.connections_per_address": PER_ADDRESS,
            "limits.connections": CONNECTIONS, "limits.unacknowledged_stanzas": UNACKNOWLEDGED}
        self.host = hosts.Host(program, directory, {key: [value] for key, value in settings.items()})

    def start(self):
        self.make_certificate("first")
        self.host.start()
        deadline = time.monotonic() + 10
        while True:
            self.host.check_alive()
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if time.monotonic() > deadline:
                    raise Failed("the host does not listen") from None
                time.sleep(0.01)

    def make_certificate(self, name):
        """Puts a new PKCS#12 file in the place of the old one, in one step."""
        key, cert, bundle = (self.directory / f"{name}.{end}" for end in ("key", "pem", "p12"))
        for command in (
                ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
                 "-out", cert, "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{DOMAIN}"],
                ["pkcs12", "-export", "-inkey", key, "-in", cert, "-out", bundle, "-passout", "pass:"]):
            subprocess.run(["openssl", *command], check=True, capture_output=True)
        bundle.replace(self.certificate)
        return cert

    def peer(self, stage, name="mallory", source="127.0.0.1"):
        """A client that has come as far as the stage says."""
        peer = Peer(self.port, source)
        if stage in ("secured", "features", "bound"):
            peer.start_tls()
        if stage in ("clear", "features"):
            peer.open_stream()
        elif stage == "bound":
            peer.log_in(name)
            peer.bind()
        return peer

    # -- the log ------------------------------------------------------------------------------------------

    def mark(self):
        return self.host.log_path.stat().st_size

    def lines_since(self, mark, wanted):
        """Waits a moment for lines that are still to come, not for lines that must not."""
        deadline = time.monotonic() + 1
        while True:
            with open(self.host.log_path, "rb") as log:
                log.seek(mark)
                lines = log.read().decode(errors="replace").splitlines()
            if wanted is None or len(lines) >= wanted or time.monotonic() > deadline:
                return lines
            time.sleep(0.01)

    # -- the process --------------------------------------------------------------------------------------

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.host.process.pid}/fd"))

    def wait_for_descriptors(self, most, seconds):
        deadline = time.monotonic() + seconds
        while (count := self.descriptors()) > most:
            if time.monotonic() > deadline:
                raise Failed(f"expected at most {most} descriptors, got {count}")
            time.sleep(0.05)

    def cpu_seconds(self):
        stat = pathlib.Path(f"/proc/{self.host.process.pid}/stat").read_text(encoding="ascii")
        fields = stat.rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
