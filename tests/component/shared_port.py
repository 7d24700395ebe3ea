#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Two domains of one host at the same ports, each with its own certificate: clients get the one that they ask for.

usage: shared_port.py PROGRAM
"""

import base64
import pathlib
import socket
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage import child
from stage.host import free_port, make_certificate
from stage.web import WebClient
from stage.wire import Loop

DOMAINS = ("irc.example", "msn.example")
LIMIT = 20


class Stream:
    """A client's stream, read until something is there."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=LIMIT)
        self.heard = b""

    def encrypt(self, domain, authority):
        context = ssl.create_default_context(cafile=authority)
        self.socket = context.wrap_socket(self.socket, server_hostname=domain)

    def say(self, text, until):
        self.heard = b""
        self.socket.sendall(text.encode())
        while until.encode() not in self.heard:
            some = self.socket.recv(65536)
            assert some, f"{until} was not heard, but {self.heard}"
            self.heard += some
        return self.heard.decode()

    def open(self, domain, until="</stream:features>"):
        return self.say(f"<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream="
                        f"'http://etherx.jabber.org/streams' to='{domain}' version='1.0'>", until)

    def log_in(self, domain):
        assert f'from="{domain}"' in self.open(domain)
        words = base64.b64encode(b"\0ann\0secret").decode()
        self.say(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{words}</auth>", "<success")
        self.open(domain)
        bound = self.say("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", "</iq>")
        assert f"<jid>ann@{domain}/" in bound, bound


class House:
    """A host with an instance for each domain."""

    def __init__(self, program, where):
        self.port, self.tls_port, self.web_port = free_port(), free_port(), free_port()
        self.authorities = {}
        (where / "transports").mkdir()
        host = where / "spectrum2.cfg"
        host.write_text(f"[database]\ntype=none\n[admin]\nsocket={where}/admin.sock\n")
        for domain in DOMAINS:
            folder = where / domain
            folder.mkdir()
            bundle = make_certificate(folder, domain)
            self.authorities[domain] = folder / "cert.pem"
            (where / "transports" / f"{domain}.cfg").write_text(
                f"[service]\njid={domain}\nserver_mode=1\nserver=127.0.0.1\nport={self.port}\n"
                f"direct_tls_port={self.tls_port}\nwebsocket_port={self.web_port}\ncert={bundle}\n"
                "network=loopback\n")
        self.log = where / "host.log"
        with open(self.log, "ab") as log:
            self.process = child.start([program, "run", "--config", host], stdin=subprocess.DEVNULL, stdout=log,
                                       stderr=log)
        deadline = time.monotonic() + LIMIT
        while self.log.read_text().count("is ready") < len(DOMAINS):
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.02)

    def end(self):
        self.process.terminate()
        assert self.process.wait(LIMIT) == 0, self.log.read_text()


def starttls(house):
    for domain in DOMAINS:
        stream = Stream(house.port)
        stream.open(domain)
        stream.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed")
        stream.encrypt(domain, house.authorities[domain])
        stream.log_in(domain)


def direct_tls(house):
    for domain in DOMAINS:
        stream = Stream(house.tls_port)
        stream.encrypt(domain, house.authorities[domain])
        stream.log_in(domain)


def websocket(house):
    for domain in DOMAINS:
        client = WebClient(Loop(), house.web_port, domain)
        assert client.log_in("ann", "secret") is None
        certificate = ssl.PEM_cert_to_DER_cert(house.authorities[domain].read_text())
        assert client.sock.getpeercert(True) == certificate, f"that is not the certificate of {domain}"
        client.close()


def unknown_domain(house):
    stream = Stream(house.port)
    assert "<host-unknown" in stream.open("icq.example", "</stream:stream>")


def other_domain_inside(house):
    """The certificate of one does not open the door to the other."""
    stream = Stream(house.tls_port)
    stream.encrypt(DOMAINS[0], house.authorities[DOMAINS[0]])
    assert "<host-unknown" in stream.open(DOMAINS[1], "</stream:stream>")


def byte_by_byte(house):
    stream = Stream(house.port)
    stream.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    header = (f"<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
              f"to='{DOMAINS[1]}' version='1.0'")
    for one in header:
        stream.socket.sendall(one.encode())
        # Somebody else is heard meanwhile.
        if one == "=":
            direct_tls(house)
    assert f'from="{DOMAINS[1]}"' in stream.say(">", "</stream:features>")


def main(program):
    with tempfile.TemporaryDirectory(prefix="spectrum2-shared-port-") as name:
        house = House(program, pathlib.Path(name))
        for act in (starttls, direct_tls, websocket, unknown_domain, other_domain_inside, byte_by_byte):
            act(house)
        house.end()
    print("two domains at the same ports: played")


if __name__ == "__main__":
    main(*sys.argv[1:])
