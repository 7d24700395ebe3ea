#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Starts `spectrum2 try`, holds a real conversation through it and prints every line with its time.

One side is slixmpp, a client of other authors. The other is a person on the private IRC server, who is nothing but
a socket here. It ends with 0 only if everything arrived; what does not arrive in ten seconds ends it with 1. A
server or client that is not installed ends it with 77, unless SPECTRUM_REQUIRE_INTEGRATION=1 wants it to be there.
"""

import argparse
import asyncio
import contextlib
import ctypes
import inspect
import json
import logging
import os
import shutil
import signal
import socket
import sys
import time

PATIENCE = 10
PERSON = "dora"
NAME = "alice"
SKIPPED = 77


class Failed(Exception):
    """Something did not arrive; the text says what, in one sentence."""


class Transcript:
    """Prints what happens, with the milliseconds since the start and since the line before."""

    def __init__(self):
        self.start = self.last = time.monotonic()

    def tell(self, who, text):
        now = time.monotonic()
        total, step = (now - self.start) * 1000, (now - self.last) * 1000
        self.last = now
        print(f"{total:8.1f} ms  {f'+{step:.1f}':>8}  {who:<8}  {text}", flush=True)


class Inbox:
    """What has arrived, in order; what nobody waits for stays until somebody does."""

    def __init__(self):
        self.items = []
        self.news = asyncio.Event()

    def put(self, item):
        self.items.append(item)
        self.news.set()

    async def look(self, wanted):
        while True:
            for place, item in enumerate(self.items):
                if wanted(item):
                    return self.items.pop(place)
            self.news.clear()
            await self.news.wait()

    async def take(self, wanted, what):
        """The first item for which wanted() holds; `what` is the subject of the sentence when there is none."""
        try:
            return await asyncio.wait_for(self.look(wanted), PATIENCE)
        except asyncio.TimeoutError:
            raise Failed(f"{what[0].upper()}{what[1:]} did not arrive within {PATIENCE} seconds.") from None


class Person:
    """Somebody on the IRC server."""

    def __init__(self, nick, transcript):
        self.nick = nick
        self.transcript = transcript
        self.inbox = Inbox()

    async def join(self, server, port, room):
        self.reader, self.writer = await asyncio.open_connection(server, port)
        self.listening = asyncio.create_task(self.listen())
        self.say(f"NICK {self.nick}")
        self.say(f"USER {self.nick} 0 * :{self.nick}")
        await self.hear(" 001 ", "the greeting of the IRC server")
        self.say(f"JOIN {room}")
        await self.hear(f" 366 {self.nick} ", "the list of people in the IRC room")
        self.transcript.tell("IRC", f"{self.nick} is on {server}:{port} and has joined {room}")

    async def listen(self):
        while line := (await self.reader.readline()).decode(errors="replace").rstrip("\r\n"):
            # Else the server holds its next line back for 40 ms, and the timings would say so.
            self.writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            if line.startswith("PING"):
                self.say("PONG" + line[4:])
            else:
                self.inbox.put(line)

    def say(self, line):
        self.writer.write(line.encode() + b"\r\n")

    async def hear(self, part, what):
        return await self.inbox.take(lambda line: part in line, what)

    async def hear_message(self, target, text, where):
        line = await self.hear(f" PRIVMSG {target} :{text}", f"the message to {where}")
        self.transcript.tell("IRC", f"{self.nick} hears in {where}: <{line[1:].split('!')[0]}> {text}")

    def write_message(self, target, text, where):
        self.transcript.tell("IRC", f"{self.nick} says in {where}: {text}")
        self.say(f"PRIVMSG {target} :{text}")


class Client:
    """A slixmpp client whose stanzas are kept until the conversation asks for them."""

    def __init__(self, slixmpp, jid, password, transcript):
        self.transcript = transcript
        self.inbox = Inbox()
        self.xmpp = slixmpp.ClientXMPP(jid, password, sasl_mech="PLAIN")
        for plugin in ("xep_0030", "xep_0045", "xep_0077"):
            self.xmpp.register_plugin(plugin)
        # A subscription is answered by the conversation, where it shows.
        self.xmpp.auto_authorize = None
        self.xmpp.add_event_handler("session_start", lambda _: self.inbox.put("session"))
        self.xmpp.add_event_handler("failed_all_auth", lambda _: self.inbox.put("refused"))
        self.xmpp.add_event_handler("message", self.inbox.put)
        for event in ("available", "unavailable", "subscribe", "subscribed", "error"):
            self.xmpp.add_event_handler(f"presence_{event}", self.inbox.put)

    async def log_in(self, server, port, certificate):
        # Trusts what was made for this trial and nothing else.
        self.xmpp.ca_certs = certificate
        if "force_starttls" in inspect.signature(self.xmpp.connect).parameters:
            self.xmpp.connect((server, port), force_starttls=True)
        else:
            # From slixmpp 1.8.6 on it is said beforehand.
            self.xmpp.enable_direct_tls = False
            self.xmpp.enable_plaintext = False
            self.xmpp.connect(server, port)
        answer = await self.inbox.take(lambda one: one in ("session", "refused"), "the end of the login")
        if answer == "refused":
            raise Failed(f"The login as {self.xmpp.boundjid.bare} was refused.")
        cipher = self.xmpp.socket.cipher() if hasattr(self.xmpp.socket, "cipher") else None
        if cipher is None:
            cipher = self.xmpp.transport.get_extra_info("cipher")
        if not cipher:
            raise Failed("The connection is not encrypted.")
        self.transcript.tell("XMPP", f"{self.xmpp.boundjid} is logged in over {cipher[1]} ({cipher[0]})")

    async def presence(self, kind, address, what):
        def wanted(one):
            return (not isinstance(one, str) and one.name == "presence" and one["type"] == kind
                    and one["from"] == address)
        return await self.inbox.take(wanted, what)

    async def hear_message(self, sender, text, where):
        def wanted(one):
            return (not isinstance(one, str) and one.name == "message" and one["from"].full.startswith(sender)
                    and one["body"] == text)
        await self.inbox.take(wanted, f"the message from {where}")
        self.transcript.tell("XMPP", f"{NAME} hears from {where}: {text}")

    def write_message(self, target, kind, text):
        self.transcript.tell("XMPP", f"{NAME} says to {target}: {text}")
        self.xmpp.send_message(mto=target, mbody=text, mtype=kind)


async def chat(client, person, domain):
    """One to one, both ways."""
    other = f"{person.nick}@{domain}"
    client.write_message(other, "chat", "Hello, is this IRC?")
    await person.hear_message(person.nick, "Hello, is this IRC?", "private")
    person.write_message(NAME, "It is. Grüße!", "private")
    await client.hear_message(other, "It is. Grüße!", other)


async def talk_in_room(client, person, domain, room):
    """Join, people, both ways, leave."""
    address = f"{room}@{domain}"
    client.transcript.tell("XMPP", f"{NAME} joins {address}")
    # Without an address to send from, slixmpp 1.10 takes nobody's presence for its own.
    joining = client.xmpp.plugin["xep_0045"].join_muc_wait(
        address, NAME, timeout=PATIENCE, presence_options={"pfrom": client.xmpp.boundjid})
    try:
        await joining
    except Exception as error:  # slixmpp raises its own kinds, and asyncio's
        raise Failed(f"The room {address} could not be joined: {error!r}.") from None
    people = sorted(client.xmpp.plugin["xep_0045"].get_roster(address))
    client.transcript.tell("XMPP", f"{NAME} sees in {address}: {', '.join(people)}")
    if not {NAME, person.nick} <= set(people):
        raise Failed(f"{person.nick} is not among the people of {address}.")
    client.write_message(address, "groupchat", "Hello, room!")
    await person.hear_message(room, "Hello, room!", room)
    person.write_message(room, "Welcome to the room!", room)
    await client.hear_message(f"{address}/{person.nick}", "Welcome to the room!", address)
    client.xmpp.plugin["xep_0045"].leave_muc(address, NAME)
    await person.hear(" PART ", "the end of the visit to the room")
    client.transcript.tell("IRC", f"{person.nick} sees that {NAME} has left {room}")


async def talk_in_server_mode(client, person, facts, room):
    client.xmpp.send_presence()
    await chat(client, person, facts["domain"])
    await talk_in_room(client, person, facts["domain"], room)


async def register(client, facts):
    """Service discovery, registration, login by presence."""
    gateway = facts["gateway"]
    disco = client.xmpp.plugin["xep_0030"]
    items = await disco.get_items(facts["domain"], timeout=PATIENCE)
    if gateway not in [item[0] for item in items["disco_items"]["items"]]:
        raise Failed(f"{facts['domain']} does not list {gateway}.")
    info = await disco.get_info(gateway, timeout=PATIENCE)
    identities = [f"{one[0]}/{one[1]} \"{one[3]}\"" for one in info["disco_info"]["identities"]]
    client.transcript.tell("XMPP", f"{facts['domain']} lists {gateway}: {', '.join(identities)}")

    form = await client.xmpp.plugin["xep_0077"].get_registration(jid=gateway, timeout=PATIENCE)
    fields = sorted(form["register"]["fields"])
    client.transcript.tell("XMPP", f"{gateway} asks for {', '.join(fields)}")
    order = client.xmpp.Iq()
    order["type"] = "set"
    order["to"] = gateway
    order["register"]["username"] = NAME
    order["register"]["password"] = ""
    await order.send(timeout=PATIENCE)
    client.transcript.tell("XMPP", f"{NAME} is registered")

    await client.presence("subscribe", gateway, "the request of the gateway to see the presence")
    client.xmpp.send_presence(pto=gateway, ptype="subscribed")
    client.xmpp.send_presence(pto=gateway, ptype="subscribe")
    client.xmpp.send_presence()
    await client.presence("available", gateway, "the presence of the gateway")
    client.transcript.tell("XMPP", f"{gateway} is online: {NAME} is logged in to the network")


async def talk_in_gateway_mode(client, person, facts, room):
    client.xmpp.send_presence()
    await register(client, facts)
    await chat(client, person, facts["gateway"])
    await talk_in_room(client, person, facts["gateway"], room)


async def converse(slixmpp, facts, transcript):
    xmpp, irc = facts["xmpp"], facts["irc"]
    person = Person(PERSON, transcript)
    await person.join(irc["server"], int(irc["port"]), irc["room"])
    password = xmpp.get("accounts", {}).get(NAME, "anything")
    client = Client(slixmpp, f"{NAME}@{xmpp['domain']}/demo", password, transcript)
    try:
        await client.log_in(xmpp["server"], int(xmpp["port"]), xmpp["certificate"])
        talk = talk_in_gateway_mode if xmpp["mode"] == "gateway" else talk_in_server_mode
        await talk(client, person, xmpp, irc["room"])
    except (slixmpp.exceptions.IqError, slixmpp.exceptions.IqTimeout) as error:
        raise Failed(f"The server refused or did not answer: {error!r}.") from None
    finally:
        # When it fails, the failure is the news, not how the goodbye went.
        with contextlib.suppress(Exception):
            await asyncio.wait_for(client.xmpp.disconnect(), 2)
        person.writer.close()
    transcript.tell("", "everything arrived")


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


async def run(slixmpp, options):
    words = [options.spectrum2, "try", "irc", "--machine"] + (["--gateway"] if options.gateway else [])
    trial = await asyncio.create_subprocess_exec(*words, stdout=asyncio.subprocess.PIPE,
                                                 start_new_session=True, preexec_fn=die_with_parent)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    work = asyncio.create_task(show(slixmpp, options, trial, stop))
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        return work.result() if work.done() else 1
    finally:
        work.cancel()
        if trial.returncode is None:
            trial.terminate()
        await trial.wait()


async def show(slixmpp, options, trial, stop):
    line = await trial.stdout.readline()
    if not line:
        # It has said why on its standard error.
        return 1
    facts = json.loads(line)
    await converse(slixmpp, facts["modules"], Transcript())
    if options.once:
        return 0
    print(f"\n{facts['text']}\n\nCtrl-C ends it.", flush=True)
    ended = asyncio.create_task(trial.wait())
    await asyncio.wait({ended, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
    return 1 if ended.done() else 0


def missing(options):
    """What is not installed, or None."""
    try:
        import slixmpp  # noqa: F401
    except ImportError:
        return "python3-slixmpp"
    folders = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    for program in ["ngircd", "openssl"] + (["prosody"] if options.gateway else []):
        if shutil.which(program, path=folders) is None:
            return program
    return None


def main():
    parser = argparse.ArgumentParser(description="Holds a conversation through a private trial of Spectrum 2.")
    parser.add_argument("spectrum2", help="the executable")
    parser.add_argument("--gateway", action="store_true", help="behind a private Prosody")
    parser.add_argument("--once", action="store_true", help="end after the conversation")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if package := missing(options):
        print(f"The package {package} is not installed.", file=sys.stderr)
        return 1 if os.environ.get("SPECTRUM_REQUIRE_INTEGRATION") == "1" else SKIPPED
    import slixmpp
    try:
        return asyncio.run(run(slixmpp, options))
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
