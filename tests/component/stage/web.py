# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A client of server mode in a web page: XMPP in a WebSocket (RFC 7395), as far as it takes to be right, or wrong."""

import base64
import hashlib
import os
import re
import struct
import xml.etree.ElementTree as ElementTree

from .wire import PlayFailed
from .xmpp import CLIENT, Client

FRAMING = "urn:ietf:params:xml:ns:xmpp-framing"
PATH = "/xmpp-websocket"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def frame(opcode, payload, is_final=True):
    """A masked frame, as all of a client's are."""
    mask = os.urandom(4)
    size = len(payload)
    length = (bytes([0x80 | size]) if size < 126 else
              b"\xfe" + struct.pack(">H", size) if size < 65536 else b"\xff" + struct.pack(">Q", size))
    key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    masked = (int.from_bytes(payload, "big") ^ key).to_bytes(size, "big")
    return bytes([(0x80 if is_final else 0) | opcode]) + length + mask + masked


class WebClient(Client):
    """Each message that comes must be a document of its own."""

    protocols = ("http/1.1",)  # as browsers do

    def __init__(self, loop, port, domain):
        self.head = b""
        self.closed_with = None
        self.pongs = []
        self._bytes = b""
        super().__init__(loop, port, domain)

    # -- HTTP -------------------------------------------------------------------------------------------

    def request(self, path=PATH, **fields):
        """What a browser asks for; fields replace its own, or take them away with None."""
        self.key = base64.b64encode(os.urandom(16)).decode()
        given = {"Host": self.domain, "Upgrade": "websocket", "Connection": "keep-alive, Upgrade",
                 "Sec-WebSocket-Key": self.key, "Sec-WebSocket-Version": "13", "Sec-WebSocket-Protocol": "xmpp",
                 "Sec-WebSocket-Extensions": "permessage-deflate", "Origin": "https://chat.example"}
        given |= {name.replace("_", "-"): value for name, value in fields.items()}
        lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items() if value is not None)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def ask(self, request):
        """The status of the answer."""
        self.write(request)
        return self.hear_answer()

    def hear_answer(self):
        self.loop.until(lambda: b"\r\n\r\n" in self.head, lambda: f"an answer to a request: {self.head!r}")
        return int(self.head.split()[1])

    def start_tls(self):
        self.wrap()
        status = self.ask(self.request())
        if self.sock.selected_alpn_protocol() != "http/1.1":
            raise PlayFailed(f"TLS was made for {self.sock.selected_alpn_protocol()}")
        if status != 101:
            raise PlayFailed(f"no WebSocket: {self.head!r}")
        proof = base64.b64encode(hashlib.sha1((self.key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        head = self.head.decode().lower()
        if f"sec-websocket-accept: {proof.decode().lower()}\r\n" not in head:
            raise PlayFailed("the server does not prove that it has read the key")
        if "sec-websocket-protocol: xmpp\r\n" not in head or "extensions" in head:
            raise PlayFailed(f"the server chose something else: {head}")

    # -- frames -----------------------------------------------------------------------------------------

    def take(self, data):
        self.raw += data
        if b"\r\n\r\n" not in self.head:
            self.head += data
            if b"\r\n\r\n" not in self.head or b" 101 " not in self.head.split(b"\r\n")[0]:
                return
            self.head, _, data = self.head.partition(b"\r\n\r\n")
            self.head += b"\r\n\r\n"
        self._bytes += data
        while self._take_frame():
            pass

    def _take_frame(self):
        if len(self._bytes) < 2:
            return False
        first, size, start = self._bytes[0], self._bytes[1], 2
        if size > 125:
            start = 4 if size == 126 else 10
            if len(self._bytes) < start:
                return False
            size = int.from_bytes(self._bytes[2:start], "big")
        if len(self._bytes) < start + size:
            return False
        payload, self._bytes = self._bytes[start:start + size], self._bytes[start + size:]
        if not first & 0x80 or self.closed_with is not None:
            raise PlayFailed(f"a frame that should not come: {first:#x} {payload!r}")
        self._handle_frame(first & 0x7f, payload)
        return True

    def _handle_frame(self, opcode, payload):
        if opcode == TEXT:
            self._handle_message(payload)
        elif opcode == PONG:
            self.pongs.append(payload)
        elif opcode == CLOSE:
            self.closed_with = int.from_bytes(payload[:2], "big")
        else:
            raise PlayFailed(f"a frame of an unknown kind: {opcode:#x}")

    def _handle_message(self, payload):
        try:
            element = ElementTree.fromstring(payload)
        except ElementTree.ParseError as error:
            raise PlayFailed(f"a message that is no document: {error}: {payload!r}") from error
        if payload[:1] != b"<" or payload.startswith(b"<?"):
            raise PlayFailed(f"a message that does not begin with its element: {payload!r}")
        self.elements.append(element)
        self.is_ended = self.is_ended or element.tag == f"{{{FRAMING}}}close"

    # -- XMPP -------------------------------------------------------------------------------------------

    def open(self):
        self.send_text(f"<open xmlns='{FRAMING}' to='{self.domain}' version='1.0'/>")
        opened = self.wait_for("open")
        if opened.get("from") != self.domain or not opened.get("id"):
            raise PlayFailed("a header without an address or an id")
        return self.wait_for("features")

    def send_text(self, text):
        """One element; a stanza gets its namespace."""
        if not re.match(r"<[^>]*\sxmlns[:=]", text):
            text = re.sub(r"^<[\w:-]+", rf"\g<0> xmlns='{CLIENT}'", text)
        self.write(frame(TEXT, text.encode()))

    def send(self, data):
        """Any number of elements, each in a frame of its own, all at once."""
        wrapped = ElementTree.fromstring(f"<wrap xmlns='{CLIENT}'>{data.decode()}</wrap>")
        self.write(b"".join(frame(TEXT, ElementTree.tostring(each)) for each in wrapped))

    def write(self, data):
        """Bytes as they are."""
        super().send(data)

    def ping(self, payload=b"there?"):
        self.write(frame(PING, payload))
        self.loop.until(lambda: payload in self.pongs, "a pong")
        self.pongs.remove(payload)

    def until_closed(self):
        """The code that the server said, or None; the error of its stream."""
        self.loop.until(lambda: not self.is_open, lambda: f"the end of a connection: {self.raw[-300:]!r}")
        errors = [e[0].tag.split("}")[-1] for e in self.elements if e.tag == "{http://etherx.jabber.org/streams}error"]
        return self.closed_with, errors[-1] if errors else None
