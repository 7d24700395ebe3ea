#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Gateway mode behind a real XMPP server, with slixmpp as the client and ngircd as the network.

usage: gateway.py PROGRAM prosody|ejabberd
"""

import asyncio
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage import child
from stage.host import Host, free_port

from server_mode import leave, log_in, wait_for
from slixmpp.xmlstream.handler import Callback
from slixmpp.xmlstream.matcher import MatchXPath

JID = "irc.localhost"
SECRET = "component-secret"
LIMIT = 100

PROSODY = """\
data_path = "{dir}/data"
log = {{ warn = "*console" }}
run_as_root = true
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {c2s} }}
c2s_direct_tls_ports = {{}}
component_interfaces = {{ "127.0.0.1" }}
component_ports = {{ {component} }}
modules_enabled = {{ "roster", "saslauth", "tls", "disco", "ping", "posix" }}
modules_disabled = {{ "s2s" }}
authentication = "internal_plain"
ssl = {{ key = "{dir}/key.pem", certificate = "{dir}/cert.pem" }}
VirtualHost "localhost"
  disco_items = {{ {{ "irc.localhost", "IRC" }} }}
Component "irc.localhost"
  component_secret = "{secret}"
"""

EJABBERD = """\
hosts: ["localhost"]
loglevel: warning
certfiles: ["{dir}/both.pem"]
auth_method: [anonymous]
anonymous_protocol: login_anon
allow_multiple_connections: true
listen:
  - {{port: {c2s}, ip: "127.0.0.1", module: ejabberd_c2s, starttls: true}}
  - {{port: {component}, ip: "127.0.0.1", module: ejabberd_service, hosts: {{"irc.localhost": {{password: "{secret}"}}}}}}
modules:
  mod_disco: {{extra_domains: ["irc.localhost"]}}
  mod_roster: {{}}
  mod_ping: {{}}
"""

# What an IRC user can say that XML cannot hold, or that turns the direction of text (spec: cleaned, stream stays up).
HOSTILE = [b"bell \x07 bold \x02b\x02 escape \x1b[31m", b"broken \xc0\x80 \xff\xfe utf-8", b"\xed\xa0\x80 surrogate",
           "bidi \u202e override and \ufffe".encode(), b"</body></message></stream:stream>"]


class Server:
    """A private Prosody or ejabberd, without anything of the machine's own."""

    def __init__(self, kind, directory):
        self.directory = directory
        self.c2s, self.component = free_port(), free_port()
        facts = {"dir": directory, "c2s": self.c2s, "component": self.component, "secret": SECRET}
        self.environment = dict(os.environ)
        if kind == "prosody":
            program = shutil.which("prosody") or leave("prosody is not installed.")
            accounts = directory / "data/localhost/accounts"
            accounts.mkdir(parents=True)
            (accounts / "romeo.dat").write_text('return { ["password"] = "secret" };\n')
            (directory / "prosody.cfg.lua").write_text(PROSODY.format(**facts))
            self.command = [program, "-F", "--config", directory / "prosody.cfg.lua"]
        else:
            program = shutil.which("erl") or leave("erlang is not installed.")
            if not list(pathlib.Path("/usr/lib").glob("*/ejabberd-*")):
                leave("ejabberd is not installed.")
            (directory / "ejabberd.yml").write_text(EJABBERD.format(**facts))
            libraries = next(iter(pathlib.Path("/usr/lib").glob("*/ejabberd-*"))).parent
            self.environment |= {"EJABBERD_CONFIG_PATH": str(directory / "ejabberd.yml"), "ERL_LIBS": str(libraries),
                                 "EJABBERD_LOG_PATH": str(directory / "ejabberd.log")}
            # Without a node name there is no distribution, and no epmd that would outlive the test.
            self.command = [program, "-noinput", "-mnesia", "dir", f'"{directory}/spool"', "-ejabberd", "quiet", "true",
                            "-s", "ejabberd"]
        self.process = None

    def start(self):
        log = open(self.directory / "server.log", "ab")
        self.process = child.start(self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=log)

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()


class Network:
    """A private ngircd that can be away for a while."""

    def __init__(self, program, directory, port):
        self.port = port
        self.command = [program, "-n", "-f", directory / "ngircd.conf"]
        self.process = None

    def start(self):
        self.process = child.start(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)

    async def person(self):
        person = Person(*await wait_for(self.port))
        person.say("NICK juliet")
        person.say("USER juliet 0 * :juliet")
        await person.hear(" 001 ")
        return person


class Person:
    """Somebody on IRC, on a plain socket."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.lines = []

    def say(self, line):
        self.writer.write((line if isinstance(line, bytes) else line.encode()) + b"\r\n")

    async def hear(self, part):
        """The next line with that part; what came before it is kept in lines."""
        while True:
            line = (await self.reader.readline()).decode(errors="replace").rstrip()
            assert line, f"the IRC server closed the connection before: {part}"
            self.lines.append(line)
            if line.startswith("PING"):
                self.say("PONG" + line[4:])
            if part in line:
                return line


class Client:
    """The XMPP user's client, with a queue of everything that came."""

    def __init__(self, client):
        self.client = client
        self.stanzas = asyncio.Queue()
        # Every stanza: the events of slixmpp leave out what has no body.
        for name in ("message", "presence"):
            client.register_handler(Callback(f"all {name}", MatchXPath(f"{{jabber:client}}{name}"),
                                             self.stanzas.put_nowait))

    async def hear(self, what, wanted):
        try:
            return await asyncio.wait_for(self._hear(wanted), 15)
        except asyncio.TimeoutError:
            raise AssertionError(f"the client did not hear {what}") from None

    async def _hear(self, wanted):
        while True:
            stanza = await self.stanzas.get()
            if wanted(stanza):
                return stanza

    async def message(self, sender, body, kind="chat"):
        return await self.hear(f"{body!r} from {sender}", lambda s: s.name == "message" and s["type"] == kind
                               and str(s["from"]).startswith(sender) and body in s["body"])

    async def ask(self, kind, payload, to=JID):
        iq = self.client.make_iq(ito=to, itype=kind)
        iq.append(ElementTree.fromstring(payload))
        return await iq.send(timeout=15)

    def raw(self, xml):
        self.client.send_raw(xml)


async def connect(server, authority):
    await wait_for(server.c2s)
    client, outcome = await log_in(server.c2s, "secret", authority)
    assert outcome == "session_start", outcome
    user = Client(client)
    client.send_presence()
    return user


async def discover_and_register(user):
    items = await user.ask("get", "<query xmlns='http://jabber.org/protocol/disco#items'/>", to="localhost")
    assert f'jid="{JID}"' in str(items), items
    info = await user.ask("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>")
    assert 'category="gateway"' in str(info), info
    await user.ask("set", "<query xmlns='jabber:iq:register'><username>romeo</username><password/></query>")
    user.raw(f"<presence to='{JID}'/>")
    await user.hear("that the account is online", lambda s: s.name == "presence" and str(s["from"]) == JID
                    and s["type"] == "available")


async def talk(user, person):
    user.client.send_message(f"juliet@{JID}", "But soft 🌙", mtype="chat")
    await person.hear("PRIVMSG juliet :But soft 🌙")
    person.say("PRIVMSG romeo :Ay me <&>")
    await user.message(f"juliet@{JID}", "Ay me <&>")
    user.raw(f"<message to='nobody-here@{JID}' type='chat' id='lost'><body>hello?</body></message>")
    await user.hear("the error", lambda s: s.name == "message" and s["type"] == "error" and s["id"] == "lost")


async def withstand(user, person, host):
    for number, text in enumerate(HOSTILE):
        person.say(b"PRIVMSG romeo :" + text)
        person.say(f"PRIVMSG romeo :after {number}")
        await user.message(f"juliet@{JID}", f"after {number}")
    assert host.log.count(f"as {JID}") == 1, "the component stream did not survive:\n" + host.log[-2000:]


async def visit_room(user, person):
    person.say("JOIN #verona")
    person.say("TOPIC #verona :A public place")
    await person.hear("TOPIC #verona")
    room = f"#verona@{JID}"
    user.raw(f"<presence to='{room}/romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await user.hear("the people", lambda s: s.name == "presence" and str(s["from"]) == f"{room}/juliet")
    await user.hear("itself", lambda s: s.name == "presence" and str(s["from"]) == f"{room}/romeo")
    await user.hear("the subject", lambda s: s.name == "message" and s["subject"] == "A public place")
    user.client.send_message(room, "a plague", mtype="groupchat")
    await person.hear("PRIVMSG #verona :a plague")
    await user.message(f"{room}/romeo", "a plague", "groupchat")
    person.say("PRIVMSG #verona :hear hear")
    await user.message(f"{room}/juliet", "hear hear", "groupchat")
    user.raw(f"<presence to='{room}/romeo' type='unavailable'/>")
    await person.hear("PART #verona")


async def survive_restart(user, person, server, authority):
    before = len(person.lines)
    server.kill()
    server.start()
    user.client.abort()
    user = await connect(server, authority)
    user.raw(f"<presence to='{JID}'/>")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        person.say("PRIVMSG romeo :still there?")
        try:
            await asyncio.wait_for(user.message(f"juliet@{JID}", "still there?"), 1)
            break
        except (asyncio.TimeoutError, AssertionError):
            user.raw(f"<presence to='{JID}'/>")
    else:
        raise AssertionError("no message after the restart of the XMPP server")
    person.say("WHOIS romeo")
    await person.hear(" 318 ")
    assert not any(" QUIT " in line for line in person.lines[before:]), "the session was logged out"
    return user


async def wait_for_network(user, network):
    network.stop()
    await user.hear("that the network is away", lambda s: s.name == "presence" and str(s["from"]) == JID
                    and (s["type"] != "available" or s["show"] != ""))
    for number in range(3):
        user.raw(f"<message to='juliet@{JID}' type='chat' id='wait{number}'><body>I wait {number}</body></message>")
    network.start()
    person = await network.person()
    for number in range(3):
        await person.hear(f"PRIVMSG juliet :I wait {number}")
    person.say("PRIVMSG romeo :here I am")
    await user.message(f"juliet@{JID}", "here I am")
    assert sum("I wait" in line for line in person.lines) == 3, person.lines
    return person


async def leave_gateway(user, person):
    await user.ask("set", "<query xmlns='jabber:iq:register'><remove/></query>")
    form = await user.ask("get", "<query xmlns='jabber:iq:register'/>")
    assert "<registered" not in str(form), form
    user.client.abort()


async def play(server, network, authority, host):
    await wait_for(server.component)
    host.start()
    person = await network.person()
    # LIMIT bounds it.
    while f"{JID} is ready" not in host.log:
        host.check_alive()
        await asyncio.sleep(0.02)
    user = await connect(server, authority)
    await discover_and_register(user)
    await talk(user, person)
    await withstand(user, person, host)
    await visit_room(user, person)
    user = await survive_restart(user, person, server, authority)
    person = await wait_for_network(user, network)
    await leave_gateway(user, person)


def make_certificate(where):
    """For localhost, alone and with its key; the path of what a client is to trust."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                    where / "key.pem", "-out", where / "cert.pem"], check=True, capture_output=True)
    (where / "both.pem").write_text((where / "cert.pem").read_text() + (where / "key.pem").read_text())
    return str(where / "cert.pem")


def hold(where, server, host, conversation, limit):
    """Has the conversation with a server that runs; if it fails, the logs of both sides are shown."""
    try:
        server.start()
        asyncio.run(asyncio.wait_for(conversation, limit))
        host.stop()
    except BaseException:
        print(host.log[-4000:] if host.log_path.exists() else "the host was not started", file=sys.stderr)
        print((where / "server.log").read_text(errors="replace")[-3000:], file=sys.stderr)
        raise
    finally:
        if host.process and host.process.poll() is None:
            host.process.kill()
            host.process.wait()
        server.kill()


def main(program, kind):
    ngircd = shutil.which("ngircd", path=os.environ["PATH"] + ":/usr/sbin") or leave("ngircd is not installed.")
    with tempfile.TemporaryDirectory(prefix="spectrum2-gateway-") as name:
        where = pathlib.Path(name)
        authority = make_certificate(where)
        irc = free_port()
        (where / "ngircd.conf").write_text(f"[Global]\nName=irc.test\nInfo=t\nListen=127.0.0.1\nPorts={irc}\n"
                                           "[Limits]\nMaxPenaltyTime=0\n[Options]\nDNS=no\nIdent=no\nPAM=no\n")
        server = Server(kind, where)
        host = Host(program, name, {key: [value] for key, value in {
            "service.jid": JID, "service.server": "127.0.0.1", "service.port": server.component,
            "service.password": SECRET, "service.network": "irc", "irc.server": "127.0.0.1", "irc.port": irc,
            "irc.tls": "false", "irc.flood_rate": "0", "database.type": "sqlcipher",
            "database.database": where / "store/spectrum2.db", "database.key_file": where / "spectrum2.key"}.items()})
        network = Network(ngircd, where, irc)
        network.start()
        try:
            hold(where, server, host, play(server, network, authority, host), LIMIT)
        finally:
            network.stop()
    print(f"{kind}: discovery, registration, chat, errors, hostile text, room, restart, waiting messages, removal")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
