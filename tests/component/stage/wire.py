# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Sockets on loopback whose input is kept until a play asks for it."""

import selectors
import socket
import time

PATIENCE = 8.0


class PlayFailed(Exception):
    """What a play expected did not happen."""


class Loop:
    """Reads every socket of the stage whenever somebody waits for something."""

    def __init__(self):
        self._selector = selectors.DefaultSelector()

    def add(self, sock, on_readable):
        self._selector.register(sock, selectors.EVENT_READ, on_readable)

    def remove(self, sock):
        try:
            self._selector.unregister(sock)
        except (KeyError, ValueError):
            pass

    def until(self, condition, what, patience=PATIENCE):
        """Turns until condition() gives something that is neither None nor False, and returns that."""
        deadline = time.monotonic() + patience
        while True:
            result = condition()
            if result is not None and result is not False:  # an element without children is false in itself
                return result
            left = deadline - time.monotonic()
            if left <= 0:
                raise PlayFailed(f"not within {patience:g} s: {what() if callable(what) else what}")
            for key, _ in self._selector.select(left):
                key.data()


def listen():
    """A listening socket on a port that the kernel chose."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    return listener


class Connection:
    """One byte stream to the host; subclasses take what arrives."""

    def __init__(self, loop, sock):
        self.loop = loop
        self.sock = sock
        self.is_open = True
        loop.add(sock, self._read)

    def _read(self):
        try:
            data = self.sock.recv(65536)
            while data and getattr(self.sock, "pending", lambda: 0)():
                data += self.sock.recv(65536)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            if type(error).__name__ == "SSLWantReadError":
                return
            data = b""
        if data:
            self.take(data)
        else:
            self.close()

    def take(self, data):
        raise NotImplementedError

    def send(self, data):
        """All of it; a peer that is gone does not stop the play, which will miss its answer."""
        try:
            self.sock.setblocking(True)
            self.sock.sendall(data)
        except OSError:
            pass
        finally:
            if self.sock.fileno() >= 0:
                self.sock.setblocking(False)

    def close(self):
        if self.is_open:
            self.is_open = False
            self.loop.remove(self.sock)
            self.sock.close()
