#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Web clients of server mode: one of them, and a client without a WebSocket, talk with somebody on the network all the
time, while others ask for what is no WebSocket, break the protocol in every way, or just sit there. Each gets a clear
answer, and the two who talk notice nothing.

usage: websocket.py PROGRAM
"""

import json
import pathlib
import socket
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stage import host as hosts, web, xmpp
from stage.web import BINARY, CLOSE, FRAMING, PATH, TEXT, WebClient, frame
from stage.wire import Loop

ORIGIN = "https://chat.example"
MESSAGE = f"<message xmlns='{xmpp.CLIENT}' to='echo@{hosts.JID}' type='chat'><body>%s</body></message>"
# After the login; before it the limit of an element is 10,000 bytes.
STANZA_SIZE = 65536


class Stage:
    def __init__(self, program, directory):
        self.loop = Loop()
        self.directory = directory
        self.port, self.web_port = hosts.free_port(), hosts.free_port()
        self.host = hosts.Host(program, directory, {
            "service.frontend": ["xmpp"], "service.network": ["loopback"], "service.jid": [hosts.JID],
            "service.server_mode": ["1"], "service.server": ["127.0.0.1"], "service.port": [str(self.port)],
            "service.websocket_port": [str(self.web_port)], "service.direct_tls_port": ["0"],
            "service.websocket_origins": [ORIGIN], "service.cert": [hosts.make_certificate(directory, hosts.JID)],
            "database.type": ["none"], "limits.unauthenticated_seconds": ["3"],
            "limits.stanza_size": [str(STANZA_SIZE)], "limits.connections_per_address": ["20"],
            "limits.login_failures_per_address": ["1000"]})
        self.said = 0

    def start(self):
        self.host.start()
        deadline = time.monotonic() + 8
        while True:  # a refused connection says nothing when it will not be refused
            try:
                socket.create_connection(("127.0.0.1", self.web_port), timeout=1).close()
                break
            except OSError:
                self.host.check_alive()
                assert time.monotonic() < deadline, self.host.log
                time.sleep(0.01)
        self.romeo = self.log_in("romeo")
        self.juliet = xmpp.Client(self.loop, self.port, hosts.JID)
        assert self.juliet.log_in("juliet", "secret") is None
        for client in (self.romeo, self.juliet):
            client.send_text("<presence/>")
        self.check()

    def connect(self):
        return WebClient(self.loop, self.web_port, hosts.JID)

    def log_in(self, name):
        client = self.connect()
        assert client.log_in(name, "secret") is None
        return client

    def open(self):
        client = self.connect()
        client.start_tls()
        return client

    def check(self):
        """The two who talk still do, and were told nothing else."""
        self.said += 1
        body = f"word {self.said}"
        for client in (self.romeo, self.juliet):
            client.send_text(MESSAGE % body)
            heard = client.wait_for("message")
            assert heard.findtext(f"{{{xmpp.CLIENT}}}body") == body, xmpp.ElementTree.tostring(heard)
        self.host.check_alive()

    # -- what is asked ----------------------------------------------------------------------------------

    def ask(self, request):
        client = self.connect()
        client.wrap()
        status = client.ask(request)
        if status != 101:
            self.loop.until(lambda: not client.is_open, "the end of a connection")
        client.close()
        return status, client.raw.partition(b"\r\n\r\n")[2]

    def check_requests(self):
        request = self.connect().request  # which is closed without a word
        plain = {"Upgrade": None, "Connection": None}
        expected = {
            request(): 101,
            request(Origin=None): 101,
            request("/"): 404,
            request("/xmpp-websocket/other"): 404,
            request(Origin="https://elsewhere.example"): 403,
            request(Origin="null"): 403,
            request(Sec_WebSocket_Protocol=None): 400,
            request(Sec_WebSocket_Protocol="chat"): 400,
            request(Sec_WebSocket_Version="8"): 426,
            request(Sec_WebSocket_Key="AAAA"): 400,
            request(Host=None): 400,
            request(**plain): 426,
            request().replace(b"GET", b"POST"): 405,
            request().replace(b"HTTP/1.1", b"HTTP/1.0"): 505,
            request().replace(b"\r\n", b"\n") + b"\r\n\r\n": 400,
            request(X="a" * 9000): 431,
            request() + frame(TEXT, b"<a/>"): 400,
            b"<stream:stream>\r\n\r\n": 400,
        }
        for sent, status in expected.items():
            got, _ = self.ask(sent)
            assert got == status, (got, status, sent)
        self.check()

    def check_discovery(self):
        address = f"wss://{hosts.JID}:{self.web_port}{PATH}"
        for path in ("/.well-known/host-meta", "/.well-known/host-meta.json"):
            status, body = self.ask(f"GET {path} HTTP/1.1\r\nHost: {hosts.JID}:{self.web_port}\r\n\r\n".encode())
            assert status == 200, status
            if path.endswith("json"):
                link = json.loads(body)["links"][0]
            else:
                link = xmpp.ElementTree.fromstring(body)[0].attrib
            assert link == {"rel": "urn:xmpp:alt-connections:websocket", "href": address}, link
        self.check()

    def check_no_tls(self):
        """A plain request is no TLS; there is nobody to answer it."""
        client = self.connect()
        client.write(client.request())
        client.until_closed()
        assert b"101" not in client.raw
        self.check()

    def check_slowness(self):
        """Some begin a request, or a TLS connection, or a stream, and go no further: all at once."""
        slow = self.connect()
        slow.wrap()
        slow.write(b"GET / HTTP/1.1\r\nHost:")
        silent = self.connect()
        opened = self.open()
        started = time.monotonic()
        assert slow.hear_answer() == 408
        silent.until_closed()
        assert opened.until_closed() == (1000, "connection-timeout")
        assert time.monotonic() - started < 6
        self.check()

    # -- what is said -----------------------------------------------------------------------------------

    def foul(self, name, sent, code, condition):
        client = self.log_in("tybalt")
        client.send_text("<enable xmlns='urn:xmpp:sm:3' resume='true'/>")
        client.wait_for("enabled")
        client.write(sent)
        ended = client.until_closed()
        assert ended == (code, condition), f"{name}: {ended} instead of {(code, condition)}"
        assert client.is_ended == (condition is not None), name
        client.close()
        self.check()

    def check_fouls(self):
        long = (MESSAGE % ("a" * STANZA_SIZE)).encode()
        pieces = frame(TEXT, b"<message xmlns='jabber:client'><body>", False) + frame(0, b"a" * 999, False) * 200
        two = (MESSAGE % "a").encode() * 2
        for name, sent, code, condition in (
                ("binary", frame(BINARY, b"<presence/>"), 1003, None),
                ("not masked", b"\x81\x04<a/>", 1002, None),
                ("compressed", b"\xc1" + frame(TEXT, b"<a/>")[1:], 1002, None),
                ("an unknown frame", frame(5, b""), 1002, None),
                ("a long ping", frame(web.PING, b"a" * 126), 1002, None),
                ("a fragment of nothing", frame(0, b"<a/>"), 1002, None),
                ("a text in a text", frame(TEXT, b"<a>", False) + frame(TEXT, b"</a>"), 1002, None),
                ("half a code", frame(CLOSE, b"\x03"), 1002, None),
                ("two elements", frame(TEXT, two), 1000, "bad-format"),
                ("half an element", frame(TEXT, b"<message>"), 1000, "bad-format"),
                ("no element", frame(TEXT, b" "), 1000, "bad-format"),
                ("nothing", frame(TEXT, b""), 1000, "bad-format"),
                ("the end of the stream", frame(TEXT, b"</stream:stream>"), 1000, "not-well-formed"),
                ("not UTF-8", frame(TEXT, b"<message xmlns='jabber:client'>\xc3\x28</message>"), 1000,
                 "not-well-formed"),
                ("too large", frame(TEXT, long), 1000, "policy-violation"),
                ("too large, in fragments", pieces, 1000, "policy-violation"),
                ("a document type", frame(TEXT, b"<!DOCTYPE a>"), 1000, "not-well-formed"),
                ("another header", frame(TEXT, f"<open xmlns='{FRAMING}'/>".encode()), 1000,
                 "unsupported-stanza-type"),
                ("a terabyte, of which some comes", b"\x81\xff" + (1 << 40).to_bytes(8, "big") + bytes(4) + long, 1000,
                 "policy-violation")):
            self.foul(name, sent, code, condition)

    def check_before_the_login(self):
        for sent, condition in (
                (f"<open xmlns='{FRAMING}' to='elsewhere.example' version='1.0'/>", "host-unknown"),
                (f"<open xmlns='urn:example' to='{hosts.JID}' version='1.0'/>", "invalid-namespace"),
                (f"<message xmlns='{xmpp.CLIENT}'/>", "invalid-xml"),
                ("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "invalid-xml"),
                (f"<open xmlns='{FRAMING}' to='{'a' * 10001}'/>", "policy-violation")):
            client = self.open()
            client.send_text(sent)
            ended = client.until_closed()
            assert ended[1] == condition, (sent[:100], ended)
        self.check()

    def check_limit(self):
        """Somebody takes all connections of the address and gets no more."""
        clients = [self.connect() for _ in range(20)]
        refused = self.connect()
        refused.until_closed()
        assert "too many connections" in self.host.log
        for client in clients:
            client.close()
        self.check()

    # -- what is right ----------------------------------------------------------------------------------

    def check_pings(self):
        self.romeo.ping()
        self.romeo.ping(b"")
        self.romeo.write(frame(web.PONG, b"unasked"))
        # Between two fragments of a message, too.
        whole = (MESSAGE % "in pieces").encode()
        self.romeo.write(b"".join([frame(TEXT, whole[:9], False), frame(web.PING, b"in between"),
                                   frame(0, b"", False), frame(0, whole[9:50], False), frame(0, whole[50:])]))
        self.loop.until(lambda: b"in between" in self.romeo.pongs, "a pong")
        assert self.romeo.wait_for("message").findtext(f"{{{xmpp.CLIENT}}}body") == "in pieces"
        self.check()

    def check_new_certificate(self):
        old = self.romeo.sock.getpeercert(True)
        hosts.make_certificate(self.directory, hosts.JID)
        self.host.signal("HUP")
        deadline = time.monotonic() + 8
        while True:
            client = self.open()
            new = client.sock.getpeercert(True)
            client.close()
            if new != old:
                break
            assert time.monotonic() < deadline, self.host.log
        self.check()

    def check_ends(self):
        """A stream ends with the client's, and with the host's."""
        client = self.log_in("mercutio")
        client.send_text(f"<close xmlns='{FRAMING}'/>")
        assert client.until_closed() == (1000, None) and client.is_ended
        self.check()
        romeo = self.romeo
        self.host.signal("TERM")
        assert romeo.until_closed() == (1000, "system-shutdown") and romeo.is_ended
        assert self.host.wait_for_end(8) == 0


def main():
    with tempfile.TemporaryDirectory(prefix="spectrum2-web-") as directory:
        stage = Stage(sys.argv[1], directory)
        try:
            stage.start()
            stage.check_requests()
            stage.check_discovery()
            stage.check_no_tls()
            stage.check_slowness()
            stage.check_before_the_login()
            stage.check_fouls()
            stage.check_pings()
            stage.check_limit()
            stage.check_new_certificate()
            stage.check_ends()
        finally:
            stage.host.stop()


if __name__ == "__main__":
    main()
