#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""libpurple's own plugins behind a real XMPP server: prpl-jabber with a Prosody, prpl-irc with an ngircd as the network.

usage: purple.py PROGRAM jabber|irc
"""

import asyncio
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage import child
from stage.host import Host, free_port

import gateway
import slixmpp
from gateway import JID, SECRET, Client, Network, connect, hold, make_certificate
from server_mode import connect as connect_client, leave, wait_for

# The network: another host of the same server, with rooms.
OTHER = """
VirtualHost "verona.test"
  modules_enabled = { "roster", "saslauth", "tls", "disco", "ping", "vcard" }
  c2s_require_encryption = false
Component "conference.verona.test" "muc"
"""
NAME = {"jabber": "romeo@verona.test", "irc": "romeo@127.0.0.1"}
PASSWORD = "sesame-of-the-network"


class Server(gateway.Server):
    """A Prosody that is the user's server and, for prpl-jabber, the network as well."""

    def __init__(self, directory):
        super().__init__("prosody", directory)
        configuration = directory / "prosody.cfg.lua"
        configuration.write_text(configuration.read_text() + OTHER)
        accounts = directory / "data/verona%2etest/accounts"
        accounts.mkdir(parents=True)
        for name in ("romeo", "juliet"):
            (accounts / f"{name}.dat").write_text(f'return {{ ["password"] = "{PASSWORD}" }};\n')


async def log_in_juliet(server, authority):
    """Somebody of the network, with a client of her own."""
    client = slixmpp.ClientXMPP("juliet@verona.test", PASSWORD)
    client.ca_certs = authority
    # The certificate is for another name; what this test is about is on the other side.
    client.add_event_handler("ssl_invalid_cert", lambda _: None)
    client.register_plugin("xep_0045")
    began = asyncio.get_running_loop().create_future()
    client.add_event_handler("session_start", lambda _: began.done() or began.set_result(None))
    connect_client(client, server.c2s)
    await asyncio.wait_for(began, 15)
    juliet = Client(client)
    client.send_presence()
    return juliet


async def register(user, fields):
    form = str(await user.ask("get", "<query xmlns='jabber:iq:register'/>"))
    assert "username" in form and "password" in form, form
    values = "".join(f"<field var='{key}'><value>{value}</value></field>" for key, value in fields.items())
    await user.ask("set", "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'>"
                   "<field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>"
                   f"{values}</x></query>")
    user.raw(f"<presence to='{JID}'/>")
    await user.hear("that the account is online", lambda s: s.name == "presence" and str(s["from"]) == JID
                    and s["type"] == "available" and s["show"] == "")


async def play_jabber(server, authority, host):
    juliet = await log_in_juliet(server, authority)
    user = await connect(server, authority)
    await register(user, {"username": NAME["jabber"], "password": PASSWORD, "connect_server": "127.0.0.1",
                          "port": server.c2s, "connection_security": "require_tls"})
    there = f"juliet\\40verona.test@{JID}"
    user.client.send_message(there, "But soft 🌙 <&>", mtype="chat")
    await juliet.message("romeo@verona.test", "But soft 🌙 <&>")
    juliet.client.send_message("romeo@verona.test", "Ay me", mtype="chat")
    await user.message(there, "Ay me")
    await befriend(user, juliet, there)
    await meet(user, juliet)


async def befriend(user, juliet, there):
    user.raw(f"<presence to='{there}' type='subscribe'/>")
    await juliet.hear("that romeo asks", lambda s: s.name == "presence" and s["type"] == "subscribe"
                      and str(s["from"]) == "romeo@verona.test")
    juliet.raw("<presence to='romeo@verona.test' type='subscribed'/>")
    await user.hear("that juliet is there", lambda s: s.name == "presence" and s["type"] == "available"
                    and str(s["from"]).startswith(there))
    juliet.raw("<presence><show>away</show><status>on the balcony</status></presence>")
    await user.hear("that juliet is away", lambda s: s.name == "presence" and s["show"] == "away"
                    and str(s["from"]).startswith(there) and s["status"] == "on the balcony")


async def meet(user, juliet):
    room = "balcony@conference.verona.test"
    juliet.client.plugin["xep_0045"].join_muc(room, "juliet")
    await juliet.hear("that the room is there", lambda s: s.name == "presence" and str(s["from"]) == f"{room}/juliet")
    # A room of this kind of server is locked until its owner has said how it shall be.
    await juliet.ask("set", "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' "
                     "type='submit'/></query>", to=room)
    here = f"balcony\\40conference.verona.test@{JID}"
    user.raw(f"<presence to='{here}/romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await user.hear("juliet in the room", lambda s: s.name == "presence" and str(s["from"]) == f"{here}/juliet")
    await user.hear("itself in the room", lambda s: s.name == "presence" and str(s["from"]) == f"{here}/romeo")
    user.client.send_message(here, "a rose", mtype="groupchat")
    await juliet.message(f"{room}/romeo", "a rose", "groupchat")
    juliet.client.send_message(room, "by any other name", mtype="groupchat")
    await user.message(f"{here}/juliet", "by any other name", "groupchat")


async def play_irc(server, authority, network):
    person = await network.person()
    user = await connect(server, authority)
    await register(user, {"username": NAME["irc"], "password": "", "port": network.port})
    user.client.send_message(f"juliet@{JID}", "But soft 🌙", mtype="chat")
    await person.hear("PRIVMSG juliet :But soft 🌙")
    person.say("PRIVMSG romeo :Ay me <&>")
    await user.message(f"juliet@{JID}", "Ay me <&>")
    person.say("JOIN #verona")
    await person.hear(" 366 ")
    room = f"#verona@{JID}"
    user.raw(f"<presence to='{room}/romeo'><x xmlns='http://jabber.org/protocol/muc'/></presence>")
    await user.hear("juliet", lambda s: s.name == "presence" and str(s["from"]) == f"{room}/juliet")
    await user.hear("itself", lambda s: s.name == "presence" and str(s["from"]) == f"{room}/romeo")
    user.client.send_message(room, "a plague", mtype="groupchat")
    await person.hear("PRIVMSG #verona :a plague")
    person.say("PRIVMSG #verona :hear hear")
    await user.message(f"{room}/juliet", "hear hear", "groupchat")


async def play(kind, server, authority, network, host):
    await wait_for(server.component)
    host.start()
    while f"{JID} is ready" not in host.log:
        host.check_alive()
        await asyncio.sleep(0.02)
    if kind == "jabber":
        await play_jabber(server, authority, host)
    else:
        await play_irc(server, authority, network)
    assert PASSWORD not in host.log, "the log has a password"


def main(program, kind):
    ngircd = shutil.which("ngircd", path=os.environ["PATH"] + ":/usr/sbin") or leave("ngircd is not installed.")
    with tempfile.TemporaryDirectory(prefix="spectrum2-purple-") as name:
        where = pathlib.Path(name)
        authority = make_certificate(where)
        irc = free_port()
        (where / "ngircd.conf").write_text(f"[Global]\nName=irc.test\nInfo=t\nListen=127.0.0.1\nPorts={irc}\n"
                                           "[Limits]\nMaxPenaltyTime=0\n[Options]\nDNS=no\nIdent=no\nPAM=no\n")
        server = Server(where)
        host = Host(program, name, {key: [value] for key, value in {
            "service.jid": JID, "service.server": "127.0.0.1", "service.port": server.component,
            "service.password": SECRET, "service.network": "purple", "service.protocol": f"prpl-{kind}",
            # The server's certificate is for another name.
            "service.verify_certs": "0", "database.type": "sqlcipher",
            "database.database": where / "store/spectrum2.db", "database.key_file": where / "spectrum2.key"}.items()})
        network = Network(ngircd, where, irc)
        network.start()
        try:
            hold(where, server, host, play(kind, server, authority, network, host), gateway.LIMIT)
        finally:
            network.stop()
    print(f"prpl-{kind}: registration, chat, room" + (", contact, presence" if kind == "jabber" else ""))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
