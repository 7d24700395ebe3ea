# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The host under test, in a directory of its own."""

import ctypes
import os
import pathlib
import signal
import socket
import subprocess
import time

from . import child
from .wire import PlayFailed

JID = "irc.example"
SECRET = "component-secret"


def free_port():
    """A port that was free a moment ago; the host is the only one that will take it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Host:
    """Writes a configuration, runs the program on it, reads its log."""

    def __init__(self, program, directory, settings):
        self.program = program
        self.directory = pathlib.Path(directory)
        # The system's own socket is nobody's in a test.
        settings.setdefault("admin.socket", [f"{directory}/admin.sock"])
        self.settings = settings
        self.process = None
        # Variables besides those of the test.
        self.environment = {}
        self.log_path = self.directory / "host.log"

    def write_configuration(self):
        config = self.directory / "host.cfg"
        sections = {}
        for key, values in self.settings.items():
            section, name = key.split(".", 1)
            sections.setdefault(section, []).extend(f"{name}={value}" for value in values)
        config.write_text("\n".join(line for section, lines in sections.items()
                                    for line in [f"[{section}]", *lines]) + "\n", encoding="utf-8")
        config.chmod(0o600)
        return config

    def start(self):
        (self.directory / "data").mkdir(exist_ok=True)
        config = self.write_configuration()
        log = open(self.log_path, "ab")
        self.process = child.start([self.program, "run", "--config", config], stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=log, env={**os.environ, **self.environment})
        log.close()

    @property
    def log(self):
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    def signal(self, name):
        self.process.send_signal(getattr(signal, "SIG" + name))

    def wait_for_end(self, seconds):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise PlayFailed(f"the host did not end within {seconds} s") from None

    def check_alive(self):
        if self.process.poll() is not None:
            raise PlayFailed(f"the host ended with {self.process.returncode}:\n{self.log[-4000:]}")

    def files_with(self, marker):
        """Every file of the host's directory that holds the bytes, its configuration apart."""
        return [str(path) for path in self.directory.rglob("*")
                if path.is_file() and path.name != "host.cfg" and marker.encode() in path.read_bytes()]

    def resident_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])

    def cpu_seconds(self):
        """Of the processor, for itself and in the system."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        """Ends it politely; a sanitizer's complaint or a crash is a failure of the play."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + 10
            while self.process.poll() is None and time.monotonic() < deadline:
                try:
                    self.process.wait(0.2)
                except subprocess.TimeoutExpired:
                    pass
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
                raise PlayFailed("the host did not end within 10 s of SIGTERM")
        if self.process.returncode not in (0, -signal.SIGKILL):
            raise PlayFailed(f"the host ended with {self.process.returncode}:\n{self.log[-4000:]}")


def make_certificate(directory, domain):
    """A PKCS#12 file with a key on P-256, made by openssl."""
    directory = pathlib.Path(directory)
    key, cert, bundle = (str(directory / name) for name in ("key.pem", "cert.pem", "cert.p12"))
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": {**os.environ}}
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-keyout", key, "-out", cert, "-days", "2", "-subj", f"/CN={domain}",
                    "-addext", f"subjectAltName=DNS:{domain}"], **quiet)
    subprocess.run(["openssl", "pkcs12", "-export", "-inkey", key, "-in", cert, "-out", bundle,
                    "-passout", "pass:"], **quiet)
    return bundle
