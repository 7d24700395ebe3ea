# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""One client's end of a connection, which sends exactly the bytes that it is told to."""

import base64
import re
import select
import socket
import ssl
import time

DOMAIN = "im.example"
PASSWORD = "sesame-marker"
PATIENCE = 5  # two seconds are the rule; a busy machine gets a little more

STREAMS = "http://etherx.jabber.org/streams"
HEADER = (f"<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='{STREAMS}' to='{DOMAIN}' "
          "version='1.0'>")
STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"
SASL = "urn:ietf:params:xml:ns:xmpp-sasl"


class Failed(Exception):
    """What was expected and what came instead."""

    def __repr__(self):
        return str(self)


def plain(name, password=PASSWORD, authzid=""):
    return auth(base64.b64encode(f"{authzid}\0{name}\0{password}".encode()).decode())


def auth(text, mechanism="PLAIN"):
    return f"<auth xmlns='{SASL}' mechanism='{mechanism}'>{text}</auth>"


def bind(resource):
    return ("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            f"<resource>{resource}</resource></bind></iq>")


def tls_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the certificate was made for this test
    return context


class Peer:
    """Blocking, with a deadline for everything."""

    def __init__(self, port, source="127.0.0.1"):
        self.heard = b""
        self.is_closed = False
        self.pings = 0
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE, source_address=(source, 0))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def say(self, data):
        """A server that has heard enough may close at any byte."""
        try:
            self.sock.sendall(data.encode() if isinstance(data, str) else data)
            return True
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            return False
        except socket.timeout:
            raise Failed("the server neither reads nor closes") from None

    def _read(self, end):
        try:
            self.sock.settimeout(max(0.001, end - time.monotonic()))
            data = self.sock.recv(65536)
        except socket.timeout:
            return False
        except (ConnectionResetError, ssl.SSLError):
            data = b""
        self.is_closed = self.is_closed or not data
        self.heard += data
        return bool(data)

    def hear(self, pattern, seconds=PATIENCE):
        """Reads until the pattern came, and forgets everything up to its end."""
        end = time.monotonic() + seconds
        compiled = re.compile(pattern.encode() if isinstance(pattern, str) else pattern, re.DOTALL)
        while not (found := compiled.search(self.heard)):
            if not self._read(end):
                state = "and the end" if self.is_closed else "and nothing more"
                raise Failed(f"expected {pattern!r}, got {self.heard[-500:]!r} {state}")
        self.sock.settimeout(PATIENCE)
        self.heard = self.heard[found.end():]
        return found

    def hear_end(self, seconds=PATIENCE):
        """What came until the server closed."""
        end = time.monotonic() + seconds
        while not self.is_closed:
            if not self._read(end) and not self.is_closed:
                raise Failed(f"expected the end of the connection, got {self.heard[-500:]!r}")
        return self.heard

    def hear_error(self, *conditions, seconds=PATIENCE):
        """A stream error inside a stream, the end of the stream, the end of the connection."""
        found = self.hear(r"^(.*?)<stream:error><([a-z-]+) xmlns=.*?</stream:error></stream:stream>$", seconds)
        if found[2].decode() not in conditions:
            raise Failed(f"expected {' or '.join(conditions)}, got {found[0][-500:]!r}")
        if not self.has_stream and b"<stream:stream " not in found[1]:
            raise Failed(f"expected a stream around the error, got {found[0]!r}")
        self.hear_end()

    def check_silence(self):
        """What was said before has no answer: the next thing that is heard is the answer to a ping."""
        before = len(self.heard)
        heard = self.check_answer()
        if before or heard:
            raise Failed(f"expected no answer, got {heard!r}")

    def check_answer(self):
        self.pings += 1
        self.say(f"<iq type='get' id='ping{self.pings}' to='{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>")
        return self.hear(rf'^(.*?)<iq [^>]*id="ping{self.pings}"[^>]*>')[1]

    # -- the way in ---------------------------------------------------------------------------------------

    has_stream = False

    def open_stream(self):
        self.say(HEADER)
        self.hear("<stream:stream .*</stream:features>")
        self.has_stream = True

    def start_tls(self, context=None):
        self.open_stream()
        self.say(STARTTLS)
        self.hear("<proceed [^>]*>")
        self.wrap(context)

    def wrap(self, context=None):
        self.has_stream = False
        self.sock.settimeout(PATIENCE)
        self.sock = (context or tls_context()).wrap_socket(self.sock, server_hostname=DOMAIN)

    def log_in(self, name, password=PASSWORD):
        self.open_stream()
        self.say(plain(name, password))
        self.hear("<success [^>]*>")

    def bind(self, resource="test"):
        self.open_stream()
        self.say(bind(resource))
        self.hear("<jid>[^<]*</jid></bind></iq>")

    def close(self):
        self.sock.close()

    def closes_while_pouring(self, data, most):
        """Sends the same bytes over and over; how many went before the server had said its last word."""
        sent = 0
        while sent < most:
            if not self.say(data):
                break
            sent += len(data)
            if select.select([self.sock], [], [], 0)[0] and not self._read(time.monotonic() + 0.05):
                break
            if b"</stream:stream>" in self.heard:
                break
        return sent
