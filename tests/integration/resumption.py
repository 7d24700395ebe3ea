#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Server mode and stream management as slixmpp does it: a connection that loses what is sent, then is cut."""

import asyncio
import sys

from server_mode import connect, log_in, stage, wait_for


class Relay:
    """Stands between the client and the server, and can be a tunnel that a train goes into."""

    def __init__(self, port):
        self.target = port
        self.writers = []
        self.is_dark = False
        self.swallowed = asyncio.Event()

    async def start(self):
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self.server.sockets[0].getsockname()[1]

    async def _accept(self, reader, writer):
        back, forth = await asyncio.open_connection("127.0.0.1", self.target)
        self.writers += [writer, forth]
        self.is_dark = False
        await asyncio.gather(self._pass(reader, forth, False), self._pass(back, writer, True))

    async def _pass(self, reader, writer, is_to_client):
        try:
            while data := await reader.read(65536):
                if is_to_client and self.is_dark:
                    self.swallowed.set()
                else:
                    writer.write(data)
        except OSError:
            pass

    def cut(self):
        for writer in self.writers:
            writer.transport.abort()
        self.writers.clear()


async def hear(client, heard, text):
    while text not in heard:
        heard.append((await client.heard.get())["body"])


async def play(xmpp, irc, authority):
    await wait_for(xmpp)
    reader, writer = await wait_for(irc)
    writer.write(b"PASS sesame\r\nNICK juliet\r\nUSER juliet 0 * :juliet\r\n")
    relay = Relay(xmpp)
    port = await relay.start()
    client, outcome = await log_in(port, "sesame", authority, ["xep_0198"])
    assert outcome == "session_start", outcome
    starts, resumed, heard = [], asyncio.Event(), []
    client.add_event_handler("session_start", starts.append)
    client.add_event_handler("session_resumed", lambda _: resumed.set())
    client.send_presence()
    client.send_message("juliet@localhost", "But soft", mtype="chat")
    while b"PRIVMSG juliet :But soft" not in (line := await reader.readline()):
        assert line, "the IRC server closed the connection"
    for turn in range(2):
        resumed.clear()
        writer.write(b"PRIVMSG romeo :%d before\r\n" % turn)
        await hear(client, heard, f"{turn} before")
        relay.swallowed.clear()
        relay.is_dark = True
        writer.write(b"PRIVMSG romeo :%d in the tunnel\r\n" % turn)
        await relay.swallowed.wait()
        lost = asyncio.get_running_loop().create_future()
        client.add_event_handler("disconnected", lost.set_result, disposable=True)
        relay.cut()
        await lost
        writer.write(b"PRIVMSG romeo :%d away\r\n" % turn)
        connect(client, port)
        await resumed.wait()
        await hear(client, heard, f"{turn} away")
    writer.write(b"PRIVMSG romeo :last\r\n")
    await hear(client, heard, "last")
    wanted = [f"{turn} {when}" for turn in range(2) for when in ("before", "in the tunnel", "away")] + ["last"]
    assert heard == wanted, heard
    assert not starts, "there was a new session"


if __name__ == "__main__":
    stage(sys.argv[1], play)
