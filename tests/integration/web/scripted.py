#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A client from npm uses server mode, with the server's certificate verified; the others are on an ngircd.

usage: scripted.py PROGRAM SCRIPT TRANSPORT

  SCRIPT      xmpp_client.mjs or stanza_client.mjs
  TRANSPORT   xmpp (STARTTLS), xmpps (direct TLS) or wss (WebSocket, which is all that stanza knows)
"""

import asyncio
import json
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import installation
from resumption import Relay
from server_mode import free_port, leave, stage, wait_for

PATIENCE = 15
JULIET = "juliet@localhost"
ROOM = "#verona@localhost"
KEYS = {"xmpps": "service.direct_tls_port", "wss": "service.websocket_port"}
PATHS = {"xmpp": "", "xmpps": "", "wss": "/xmpp-websocket"}


class Client:
    """The script in a process of node; what it tells is kept until it is asked for."""

    def __init__(self, script, authority):
        self.script = script
        self.environment = {**os.environ, "NODE_OPTIONS": "--dns-result-order=ipv4first"}
        self.environment.pop("NODE_EXTRA_CA_CERTS", None)
        if authority:
            self.environment["NODE_EXTRA_CA_CERTS"] = authority
        self.told = []

    async def __aenter__(self):
        pipe = asyncio.subprocess.PIPE
        self.process = await asyncio.create_subprocess_exec("node", self.script, stdin=pipe, stdout=pipe,
                                                            env=self.environment)
        return self

    async def __aexit__(self, *_):
        self.process.stdin.close()
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()

    def order(self, order, **details):
        self.process.stdin.write(json.dumps({"order": order, **details}).encode() + b"\n")

    async def hear(self, event, **facts):
        """The first thing told that is like this and was not asked for before."""
        wanted = {"event": event, **facts}.items()
        while not (found := [one for one in self.told if wanted <= one.items()]):
            try:
                line = await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)
            except asyncio.TimeoutError:
                line = b""
            assert line, f"node did not tell {dict(wanted)}, but {self.told}"
            self.told.append({key: tuple(value) if isinstance(value, list) else value
                              for key, value in json.loads(line).items()})
        self.told.remove(found[0])
        return found[0]


class Person:
    """Somebody on the IRC server."""

    async def connect(self, nick, port):
        self.reader, self.writer = await wait_for(port)
        self.say("PASS sesame", f"NICK {nick}", f"USER {nick} 0 * :{nick}")
        await self.hear(" 376 ", " 422 ")

    def say(self, *lines):
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())

    async def hear(self, *parts):
        """The next line with one of these parts."""
        while line := (await asyncio.wait_for(self.reader.readline(), PATIENCE)).decode():
            if line.startswith("PING"):
                self.say("PONG" + line[4:].rstrip())
            if any(part in line for part in parts):
                return line
        raise EOFError("the IRC server closed the connection")


async def check_refusals(script, login, authority):
    async with Client(script, None) as client:
        client.order("logIn", **login, password="sesame")
        reason = (await client.hear("error"))["reason"]
        assert "CERT" in reason or "LEAF_SIGNATURE" in reason, reason
    async with Client(script, authority) as client:
        client.order("logIn", **login, password="wrong")
        await client.hear("error", reason="not-authorized")


async def check_chat(client, juliet):
    client.order("chat", to=JULIET, body="But soft, what light?")
    await juliet.hear("PRIVMSG juliet :But soft, what light?")
    juliet.say("PRIVMSG romeo :Grüße & <tags>")
    await client.hear("message", type="chat", body="Grüße & <tags>")


async def check_room(client, juliet):
    juliet.say("JOIN #verona", "TOPIC #verona :A public place")
    await juliet.hear(" 366 ")
    client.order("join", room=ROOM, nick="romeo")
    await client.hear("presence", **{"from": ROOM + "/juliet"})
    own = await client.hear("presence", **{"from": ROOM + "/romeo"})
    assert "110" in own["codes"], own
    await client.hear("subject", subject="A public place")
    client.order("say", to=ROOM, body="Good morrow")
    await juliet.hear("PRIVMSG #verona :Good morrow")
    await client.hear("message", type="groupchat", body="Good morrow", **{"from": ROOM + "/romeo"})
    juliet.say("PRIVMSG #verona :Is the day so young?")
    await client.hear("message", type="groupchat", body="Is the day so young?", **{"from": ROOM + "/juliet"})


async def check_archive(client):
    client.order("readArchive", contact=JULIET)
    archive = await client.hear("archive")
    assert archive["bodies"] == ("But soft, what light?", "Grüße & <tags>") and archive["complete"], archive
    client.order("readArchive", contact=JULIET, after=archive["names"][0])
    rest = await client.hear("archive")
    assert rest["bodies"] == archive["bodies"][1:], rest


async def check_resumption(client, juliet, relay):
    relay.is_dark = True
    juliet.say("PRIVMSG romeo :in the tunnel")
    await relay.swallowed.wait()
    relay.cut()
    await client.hear("disconnected")
    juliet.say("PRIVMSG romeo :away", "PRIVMSG #verona :still here?")
    await client.hear("resumed")
    for body in ("in the tunnel", "away", "still here?"):
        await client.hear("message", body=body)
    client.order("say", to=ROOM, body="I am")
    await juliet.hear("PRIVMSG #verona :I am")
    assert not [one for one in client.told if one["event"] == "online"], "there was a new session"


async def check_end(client, juliet):
    client.order("logOut")
    await client.hear("offline")
    await juliet.hear(" QUIT ", " PART ")


async def tell(script, transport, ports, authority):
    juliet = Person()
    await wait_for(ports[transport])
    await juliet.connect("juliet", ports["irc"])
    relay = Relay(ports[transport])
    login = {"service": f"{transport}://localhost:{await relay.start()}{PATHS[transport]}", "domain": "localhost",
             "username": "romeo"}
    await check_refusals(script, login, authority)
    async with Client(script, authority) as client:
        client.order("logIn", **login, password="sesame")
        online = await client.hear("online")
        assert online["address"].startswith("romeo@localhost/node"), online
        client.order("readContacts")
        await client.hear("contacts")
        client.order("beThere")
        await check_chat(client, juliet)
        await check_room(client, juliet)
        await check_archive(client)
        await check_resumption(client, juliet, relay)
        await check_end(client, juliet)


def main(program, script, transport):
    if problem := installation.missing():
        leave(problem)
    others = {"xmpps": free_port(), "wss": free_port()}
    with tempfile.TemporaryDirectory() as folder:
        placed = installation.place(script, folder)

        async def play(xmpp, irc, authority):
            await tell(placed, transport, {"xmpp": xmpp, "irc": irc, **others}, authority)
        stage(program, play, {KEYS[transport]: others[transport]} if transport in KEYS else None)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
