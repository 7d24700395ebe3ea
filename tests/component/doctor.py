#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What `spectrum2 doctor` finds: with all well, with one thing wrong after the other, and beside a host that runs.

usage: doctor.py PROGRAM
"""

import hashlib
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage.host import Host, free_port

LIMIT = 60
GRANT = ("<message from='example' to='irc.example'><privilege xmlns='urn:xmpp:privilege:2'>"
         "<perm access='roster' type='both'/><perm access='message' type='outgoing'/></privilege></message>")


class XmppServer:
    """Takes one component after the other, and grants what it is told."""

    def __init__(self, grant=""):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.grant = grant
        self.connections = 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            with peer:
                self.attend(peer)

    def attend(self, peer):
        heard = b""
        peer.sendall(b"<stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' "
                     b"from='irc.example' id='s1'>")
        while b"</handshake>" not in heard:
            if not (data := peer.recv(4096)):
                return
            heard += data
        wanted = hashlib.sha1(b"s1component-secret").hexdigest().encode()
        if wanted not in heard:
            peer.sendall(b"<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                         b"</stream:stream>")
            return
        peer.sendall(b"<handshake/>" + self.grant.encode())
        while peer.recv(4096):
            pass


class Patient:
    """A configuration, and what the doctor says of it."""

    def __init__(self, program, directory, **settings):
        self.program = program
        self.directory = pathlib.Path(directory)
        values = {"service.jid": "irc.example", "service.server": "127.0.0.1", "service.password": "component-secret",
                  "service.network": "loopback", "database.database": f"{directory}/data/spectrum2.db",
                  "database.key_file": f"{directory}/spectrum2.key"}
        values |= {key.replace("__", "."): value for key, value in settings.items()}
        self.host = Host(program, directory, {key: value if isinstance(value, list) else [value]
                                              for key, value in values.items() if value is not None})

    def examine(self, code):
        """The findings by subject; for each way to print them."""
        config = self.host.write_configuration()
        before = sorted(self.directory.rglob("*"))
        command = [self.program, "doctor", "--config", config]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
        told = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=LIMIT)
        assert sorted(self.directory.rglob("*")) == before, "it changed the directory"
        assert "component-secret" not in shown.stdout + shown.stderr + told.stdout + told.stderr
        assert shown.returncode == told.returncode == code, (shown.returncode, told.returncode, shown.stdout)
        findings = [json.loads(line) for line in told.stdout.splitlines()]
        count = {verdict: sum(f["verdict"] == verdict for f in findings) for verdict in ("good", "doubtful", "bad")}
        if code != 78:
            assert f"{count['good']} ok, {count['doubtful']} warnings, {count['bad']} failed" in shown.stdout, shown.stdout
        return {finding["subject"]: finding for finding in findings}


def verdicts(findings, **wanted):
    for subject, verdict in wanted.items():
        found = findings.get(subject.replace("_", " "))
        assert found and found["verdict"] == verdict, f"{subject} is not {verdict}: {found or findings}"


def all_well(program, directory):
    server = XmppServer(GRANT)
    findings = Patient(program, directory, service__port=server.port).examine(0)
    verdicts(findings, configuration="good", component="good", privileges="good", store_key="good", disk="good",
             frontend_module="good", network_module="good", store_folder="good", running_host="good")


def wrong_secret(program, directory):
    findings = Patient(program, directory, service__port=XmppServer().port, service__password="guess").examine(1)
    verdicts(findings, component="bad")
    assert "service.password" in findings["component"]["text"]


def nobody_listens(program, directory):
    findings = Patient(program, directory, service__port=free_port()).examine(1)
    verdicts(findings, component="bad")
    assert "service.port" in findings["component"]["text"]


def no_privileges(program, directory):
    findings = Patient(program, directory, service__port=XmppServer().port).examine(0)
    verdicts(findings, component="good", privileges="doubtful")
    assert '["irc.example"] = { roster = "both"' in findings["privileges"]["advice"]


def readable_key(program, directory):
    key = pathlib.Path(directory, "spectrum2.key")
    key.write_bytes(b"k" * 32)
    key.chmod(0o644)
    findings = Patient(program, directory, service__port=XmppServer(GRANT).port).examine(1)
    verdicts(findings, store_key="bad")
    assert "0644" in findings["store key"]["text"]


def no_folder(program, directory):
    findings = Patient(program, directory, service__port=XmppServer(GRANT).port,
                       database__database="/dev/null/data/spectrum2.db").examine(1)
    verdicts(findings, store_folder="bad")
    assert "database.database" in findings["store folder"]["advice"]


def unknown_module(program, directory):
    patient = Patient(program, directory, service__port=XmppServer(GRANT).port, service__network="icq")
    verdicts(patient.examine(78), configuration="bad")


def broken_module(program, directory):
    folder = pathlib.Path(directory, "modules/networks")
    folder.mkdir(parents=True)
    (folder / "broken.so").write_bytes(b"\x7fELF nothing")
    own = next(parent for parent in pathlib.Path(program).resolve().parents if (parent / "lib/spectrum2/modules").exists())
    findings = Patient(program, directory, service__port=XmppServer(GRANT).port,
                       host__module_path=[own / "lib/spectrum2/modules", f"{directory}/modules"]).examine(0)
    verdicts(findings, modules="doubtful", component="good")
    assert "broken.so" in findings["modules"]["text"]


def certificate(program, directory):
    """Of a server of its own: for another name, and of the past."""
    where = pathlib.Path(directory)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                    "/CN=other.example", "-keyout", where / "key.pem", "-out", where / "cert.pem"],
                   check=True, capture_output=True)
    findings = Patient(program, directory, service__server_mode="1", service__port=free_port(), service__password=None,
                       service__jid="msn.invalid", service__cert=where / "cert.pem",
                       service__cert_key=where / "key.pem").examine(1)
    verdicts(findings, certificate="bad", port="good")
    assert "other.example" in findings["certificate"]["text"]


def expired_certificate(program, directory):
    where = pathlib.Path(directory)
    request = ["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
               "/CN=msn.invalid", "-keyout", where / "key.pem", "-out", where / "request.pem"]
    subprocess.run(request, check=True, capture_output=True)
    (where / "index").touch()
    (where / "authority").write_text(f"[ca]\ndefault_ca=own\n[own]\ndatabase={where}/index\nnew_certs_dir={where}\n"
                                     "rand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n")
    subprocess.run(["openssl", "ca", "-batch", "-selfsign", "-config", where / "authority", "-keyfile", where / "key.pem",
                    "-in", where / "request.pem", "-notext", "-startdate", "20240101000000Z", "-enddate",
                    "20240401000000Z", "-out", where / "cert.pem"], check=True, capture_output=True)
    findings = Patient(program, directory, service__server_mode="1", service__port=free_port(), service__password=None,
                       service__jid="msn.invalid", service__cert=where / "cert.pem",
                       service__cert_key=where / "key.pem").examine(1)
    verdicts(findings, certificate="bad")
    assert "2024-04-01" in findings["certificate"]["text"] and "service.cert" in findings["certificate"]["advice"]


def running_host(program, directory):
    """It is asked, and loses nothing: neither its port nor its store."""
    patient = Patient(program, directory, service__server_mode="1", service__port=free_port(), service__password=None,
                      service__jid="msn.invalid", service__tls="none", service__direct_tls_port="0")
    patient.host.start()
    try:
        deadline = time.monotonic() + LIMIT
        while "is ready" not in patient.host.log:
            patient.host.check_alive()
            assert time.monotonic() < deadline, patient.host.log
            time.sleep(0.02)
        findings = patient.examine(0)
        verdicts(findings, running_host="good", store="good")
        assert "port" not in findings and "a host uses it" in findings["store"]["text"]
        assert re.search("It serves this instance", findings["running host"]["text"])
        patient.host.check_alive()
    finally:
        patient.host.stop()


def foreign_key(program, directory):
    """A certificate and the key of another one."""
    where = pathlib.Path(directory)
    for name in ("first", "second"):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-subj", "/CN=msn.invalid", "-addext", "subjectAltName=DNS:msn.invalid", "-keyout",
                        where / f"{name}.key", "-out", where / f"{name}.pem"], check=True, capture_output=True)
    findings = Patient(program, directory, service__server_mode="1", service__port=free_port(), service__password=None,
                       service__jid="msn.invalid", service__cert=where / "first.pem",
                       service__cert_key=where / "second.key").examine(1)
    verdicts(findings, certificate="bad", port="good")
    assert "key" in findings["certificate"]["text"], findings["certificate"]


def mounted(folder, *options):
    folder.mkdir(exist_ok=True)
    return os.geteuid() == 0 and subprocess.run(["mount", *options, folder], capture_output=True,
                                                check=False).returncode == 0


def little_room(program, directory):
    """A file system of one MiB; who may mount none has nothing to look at."""
    folder = pathlib.Path(directory, "data")
    if not mounted(folder, "-t", "tmpfs", "-o", "size=1m", "none"):
        return
    try:
        findings = Patient(program, directory, service__port=XmppServer(GRANT).port).examine(1)
        verdicts(findings, disk="bad", store_folder="good")
        assert "Make room" in findings["disk"]["advice"]
    finally:
        subprocess.run(["umount", folder], check=True)


def read_only_folder(program, directory):
    folder = pathlib.Path(directory, "data")
    if not mounted(folder, "-t", "tmpfs", "-o", "ro", "none"):
        folder.chmod(0o500)
        if os.geteuid() == 0:
            return
    findings = Patient(program, directory, service__port=XmppServer(GRANT).port).examine(1)
    verdicts(findings, store_folder="bad")
    assert "database.database" in findings["store folder"]["advice"]
    if os.geteuid() == 0:
        subprocess.run(["umount", folder], check=True)


def start_gateway(patient, word):
    patient.host.start()
    deadline = time.monotonic() + LIMIT
    while word not in patient.host.log:
        patient.host.check_alive()
        assert time.monotonic() < deadline, patient.host.log
        time.sleep(0.02)


def running_gateway(program, directory):
    """It says itself what the server takes and grants, and nobody connects in its name."""
    server = XmppServer()
    patient = Patient(program, directory, service__port=server.port)
    start_gateway(patient, "is ready")
    try:
        findings = patient.examine(0)
        verdicts(findings, running_host="good", component="good", privileges="doubtful")
        assert '["irc.example"] = { roster = "both"' in findings["privileges"]["advice"]
        assert server.connections == 1, "a second component connected"
    finally:
        patient.host.stop()


def running_gateway_without_a_socket(program, directory):
    """Nobody can ask it, but its store is locked, and nobody connects in its name."""
    server = XmppServer()
    patient = Patient(program, directory, service__port=server.port, admin__socket="")
    start_gateway(patient, "is ready")
    try:
        findings = patient.examine(0)
        verdicts(findings, running_host="doubtful", store="good")
        assert "component" not in findings
        assert f"process {patient.host.process.pid}" in findings["running host"]["text"]
        assert "admin.socket" in findings["running host"]["advice"]
        assert server.connections == 1, "a second component connected"
    finally:
        patient.host.stop()
    verdicts(patient.examine(0), running_host="good", component="good")


def running_gateway_refused(program, directory):
    server = XmppServer()
    patient = Patient(program, directory, service__port=server.port, service__password="guess")
    start_gateway(patient, "refused the secret")
    try:
        findings = patient.examine(1)
        verdicts(findings, running_host="bad", component="bad")
        assert "service.password" in findings["component"]["text"]
        assert "privileges" not in findings
    finally:
        patient.host.stop()


CASES = (all_well, wrong_secret, nobody_listens, no_privileges, readable_key, no_folder, unknown_module, broken_module,
         certificate, expired_certificate, foreign_key, little_room, read_only_folder, running_host,
         running_gateway, running_gateway_without_a_socket, running_gateway_refused)


def main(program):
    failed = 0
    for case in CASES:
        with tempfile.TemporaryDirectory() as directory:
            try:
                case(program, directory)
            except AssertionError as failure:
                failed += 1
                print(f"{case.__name__}: {failure}")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
