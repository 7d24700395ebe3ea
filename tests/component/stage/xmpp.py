# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The XMPP sides of the stage: the server that a gateway connects to, and the clients of server mode."""

import base64
import hashlib
import socket
import ssl
import xml.etree.ElementTree as ElementTree

from .wire import Connection, PlayFailed, listen

STREAMS = "http://etherx.jabber.org/streams"
COMPONENT = "jabber:component:accept"
CLIENT = "jabber:client"


class Stream(Connection):
    """Takes the host's XML apart into a header, top-level elements and an end."""

    namespace = COMPONENT

    def __init__(self, loop, sock):
        self.elements = []
        self.header = None
        self.is_ended = False
        self.raw = b""
        self._reset()
        super().__init__(loop, sock)

    def _reset(self):
        self._parser = ElementTree.XMLPullParser(("start", "end"))
        self._depth = 0
        self.header = None

    def take(self, data):
        self.raw += data
        try:
            self._parser.feed(data)
            for event, element in self._parser.read_events():
                self._handle(event, element)
        except ElementTree.ParseError as error:
            raise PlayFailed(f"the host wrote XML that is not well-formed: {error}: {self.raw[-300:]!r}") from error

    def _handle(self, event, element):
        if event == "start":
            self._depth += 1
            if self._depth == 1:
                self.header = element
            return
        self._depth -= 1
        if self._depth == 1:
            self.elements.append(element)
            self.header.remove(element)
        elif self._depth == 0:
            self.is_ended = True

    def send_text(self, text):
        self.send(text.encode())

    def wait_for(self, name):
        """The next element of that local name; others stay."""
        def find():
            for index, element in enumerate(self.elements):
                if element.tag.split("}")[-1] == name:
                    return self.elements.pop(index)
            return None
        return self.loop.until(find, f"<{name}/>")


class ComponentServer:
    """XEP-0114 from the server's side. Each connection of the host replaces the one before."""

    def __init__(self, loop, secret):
        self.loop = loop
        self.secret = secret
        self.listener = listen()
        self.port = self.listener.getsockname()[1]
        self.stream = None
        self.connections = 0
        self.is_ready = False
        self.answers_handshake = True
        loop.add(self.listener, self._accept)

    def _accept(self):
        sock, _ = self.listener.accept()
        sock.setblocking(False)
        if self.stream:
            self.stream.close()
        self.stream = Stream(self.loop, sock)
        self.connections += 1
        self.is_ready = False

    def shake_hands(self):
        """Waits for a new connection and answers its handshake."""
        self.loop.until(lambda: self.stream is not None and self.stream.is_open and self.stream.header is not None,
                        "a component stream")
        stream = self.stream
        stream.send_text(f"<?xml version='1.0'?><stream:stream xmlns:stream='{STREAMS}' xmlns='{COMPONENT}' "
                         f"id='s{self.connections}' from='{stream.header.get('to')}'>")
        shake = stream.wait_for("handshake")
        expected = hashlib.sha1(f"s{self.connections}{self.secret}".encode()).hexdigest()
        if (shake.text or "").strip() != expected:
            raise PlayFailed("the handshake is wrong")
        if self.answers_handshake:
            stream.send_text("<handshake/>")
            self.is_ready = True

    def cut(self):
        self.stream.close()
        self.is_ready = False

    def stop(self):
        self.loop.remove(self.listener)
        self.listener.close()
        if self.stream:
            self.stream.close()


class Client(Stream):
    """A client of server mode: TLS, SASL PLAIN, resource."""

    namespace = CLIENT
    protocols = ()  # that TLS is asked for (ALPN)

    def __init__(self, loop, port, domain):
        self.domain = domain
        sock = socket.create_connection(("127.0.0.1", port), timeout=5)
        sock.setblocking(False)
        super().__init__(loop, sock)

    def open(self):
        self._reset()
        self.send_text(f"<?xml version='1.0'?><stream:stream xmlns:stream='{STREAMS}' xmlns='{CLIENT}' "
                       f"to='{self.domain}' version='1.0'>")
        return self.wait_for("features")

    def start_tls(self):
        self.open()
        self.send_text("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        self.wait_for("proceed")
        self.wrap()

    def wrap(self):
        """TLS from here on."""
        self.loop.remove(self.sock)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # the certificate was made for the play
        if self.protocols:
            context.set_alpn_protocols(self.protocols)
        self.sock.setblocking(True)
        self.sock = context.wrap_socket(self.sock, server_hostname=self.domain)
        self.sock.setblocking(False)
        self.loop.add(self.sock, self._read)

    def log_in(self, name, password, resource="play"):
        """Returns the name of the failure's condition, or None after the resource was bound."""
        failure = self.authenticate(name, password)
        if not failure:
            self.send_text("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                           f"<resource>{resource}</resource></bind></iq>")
            self.wait_for("iq")
        return failure

    def authenticate(self, name, password):
        """The same as far as the resource is to be bound."""
        self.start_tls()
        self.open()
        plain = base64.b64encode(f"\0{name}\0{password}".encode()).decode()
        self.send_text(f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain}</auth>")

        def verdict():
            for index, element in enumerate(self.elements):
                if element.tag.split("}")[-1] in ("success", "failure"):
                    return self.elements.pop(index)
            return None
        element = self.loop.until(verdict, "the verdict on a login")
        if element.tag.endswith("}failure"):
            return element[0].tag.split("}")[-1]
        self.open()
        return None
