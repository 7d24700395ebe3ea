# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A trial of the host for a client with windows, and somebody on its IRC server to talk to."""

import contextlib
import json
import socket
import subprocess

from desktop import child


class Person:
    """Somebody on the IRC server."""

    def __init__(self, nick, facts):
        self.connection = socket.create_connection((facts["server"], int(facts["port"])), timeout=20)
        self.lines = self.connection.makefile("r", encoding="utf-8", newline="\r\n")
        self.say(f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        self.hear(" 376 ")

    def say(self, *lines):
        self.connection.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def hear(self, *parts):
        """The next line with one of these parts."""
        for line in self.lines:
            if line.startswith("PING"):
                self.say("PONG" + line[4:].rstrip())
            if any(part in line for part in parts):
                return line
        raise EOFError("The IRC server has closed the connection.")

    def knows(self, nick):
        self.say(f"WHOIS {nick}")
        return " 311 " in self.hear(" 311 ", " 401 ") and self.hear(" 318 ")


@contextlib.contextmanager
def trial(program, *options):
    """What a trial says of itself, while it runs."""
    words = [program, "try", "irc", *options, "--machine"]
    process = child.start(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        facts = process.stdout.readline()
        if not facts:
            raise EOFError(process.stderr.read())
        yield json.loads(facts)
    finally:
        process.terminate()
        process.communicate()
