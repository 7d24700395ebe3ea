#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The XMPP server of a gateway sends what no server may, and what is right in the oddest pieces: rows 5 to 13, 18 and 53
of BAD-INPUT.md on the component stream. Whoever is logged in stays so, and talks on.

usage: hostile_server.py PROGRAM
"""

import pathlib
import socket
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stage import host as hosts
from stage.gateway import Gateway

BODY = "{jabber:component:accept}body"
ANN = "ann@users.example/play"
MEMORY = 16 * 1024  # KiB, for all together

# What is sent, and which errors are right for it.
REFUSED = {
    "an unknown entity": (b"<message><body>&nbsp;</body></message>", "not-well-formed"),
    "a declaration in the middle": (b"<?xml version='1.0'?>", "not-well-formed"),
    "a processing instruction": (b"<?php x?>", "restricted-xml"),
    "a comment": (b"<!-- x -->", "restricted-xml"),
    "an attribute twice": (b"<message from='a@users.example' from='b@users.example'/>", "not-well-formed"),
    "a prefix that is not bound": (b"<message x:from='a'/>", "not-well-formed"),
    "a reference to NUL": (b"<message><body>&#0;</body></message>", "not-well-formed"),
    "a reference to a control character": (b"<message><body>&#1;</body></message>", "not-well-formed"),
    "a reference to a noncharacter": (b"<message><body>&#xFFFE;</body></message>", "not-well-formed"),
    "a NUL": (b"<message><body>\0</body></message>", "not-well-formed"),
}
for name, text in {"overlong": b"\xc0\x80", "surrogate": b"\xed\xa0\x80", "beyond Unicode": b"\xf4\x90\x80\x80",
                   "cut": b"\xe2\x82<"}.items():
    REFUSED[f"{name} UTF-8 in text"] = (b"<message><body>" + text + b"</body></message>", "not-well-formed")
    REFUSED[f"{name} UTF-8 in an attribute"] = (b"<message id='" + text + b"'/>", "not-well-formed")
    REFUSED[f"{name} UTF-8 in a name"] = (b"<message><a" + text + b"/></message>", "not-well-formed")


class Conversation:
    """Ann and the echo of the loopback network."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.count = 0

    def message(self, text, attributes=""):
        self.count += 1
        return (f"<message type='chat' id='c{self.count}' from='{ANN}' to='echo@{hosts.JID}'{attributes}>"
                f"<body>{text}</body></message>").encode()

    def heard(self, text):
        def find():
            elements = self.gateway.server.stream.elements
            found = [e for e in elements if e.findtext(BODY) is not None]
            for element in found:
                elements.remove(element)
            return [e.findtext(BODY) for e in found] or None
        bodies = self.gateway.loop.until(find, lambda: f"{text!r} comes back: {self.gateway.log[-1500:]}")
        assert bodies == [text], (bodies, text)

    def talk(self, text="still here"):
        self.gateway.server.stream.send(self.message(text))
        self.heard(text)


def refused(gateway, conversation):
    server = gateway.server
    for name, (data, condition) in REFUSED.items():
        before, began = server.connections, time.monotonic()
        server.stream.send(data)
        gateway.loop.until(lambda: f"<{condition} ".encode() in server.stream.raw,
                           lambda: f"{name}: the stream ends with {condition}: {server.stream.raw[-300:]}")
        assert time.monotonic() - began < 2, f"{name}: it took too long"
        gateway.loop.until(lambda: server.connections > before and server.stream.header is not None,
                           lambda: f"{name}: the stream comes back")
        server.shake_hands()
        conversation.talk(f"after {name}")
        assert "\ufffd" not in server.stream.raw.decode()


def characters_in_two_pieces(gateway, conversation):
    """Between any two bytes of them."""
    text = "\u00e9\u20ac\U0001f600\U0001f468\u200d\U0001f469"
    whole = conversation.message(text)
    first = whole.index(text.encode())
    for place in range(first + 1, first + len(text.encode())):
        gateway.server.stream.send(whole[:place])
        gateway.turn(0.003)
        gateway.server.stream.send(whole[place:])
        conversation.heard(text)


def byte_by_byte(gateway, conversation):
    text = "\u20acuro \U0001f600 " * 5
    for one in conversation.message(text):
        gateway.server.stream.send(bytes([one]))
    conversation.heard(text)


def a_long_stanza_in_little_pieces(gateway, conversation):
    """What was read is not read again with each piece."""
    text = "a" * 150_000
    whole = conversation.message(text)
    before = gateway.cpu_seconds()
    for place in range(0, len(whole), 7):
        gateway.server.stream.send(whole[place:place + 7])
    conversation.heard(text)
    used = gateway.cpu_seconds() - before
    assert used < 2, f"{used:.1f} s of processor time"


def a_foreign_attribute(gateway, conversation):
    """Only attributes without a name space say who it is from."""
    gateway.server.stream.send(conversation.message("who am I", " xmlns:x='urn:x' x:from='eve@users.example/a'"))
    conversation.heard("who am I")


def links(gateway, conversation):
    """Row 53. They are words: nobody here goes where they lead."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        port = trap.getsockname()[1]
        for link in (f"http://127.0.0.1:{port}/a", f"gopher://localhost:{port}/_x",
                     "file:///etc/passwd", "http://[::1]/", "http://169.254.169.254/latest/", "https://a.example/../../x"):
            gateway.server.stream.send(conversation.message(link).replace(
                b"</message>", f"<x xmlns='jabber:x:oob'><url>{link}</url></x></message>".encode()))
            conversation.heard(link)
        try:
            trap.accept()
        except TimeoutError:
            return
        raise AssertionError("The host followed a link.")


def main(program):
    with tempfile.TemporaryDirectory(prefix="spectrum2-hostile-server-") as name:
        with Gateway(program, name, {"reconnect.min": ["1"], "reconnect.max": ["1"]}) as gateway:
            gateway.start()
            gateway.register("ann", "ann")
            gateway.log_in("ann")
            conversation = Conversation(gateway)
            conversation.talk()
            memory = gateway.resident_kib()
            for act in (characters_in_two_pieces, byte_by_byte, a_long_stanza_in_little_pieces, a_foreign_attribute,
                        links, refused):
                gateway.server.stream.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                act(gateway, conversation)
            grown = gateway.resident_kib() - memory
            assert grown < MEMORY, f"the host has grown by {grown} KiB"
            assert gateway.log.count("logged in") <= 1, gateway.log
            gateway.stop()
    print(f"{len(REFUSED)} broken streams and 5 odd acts: played")


if __name__ == "__main__":
    main(*sys.argv[1:])
