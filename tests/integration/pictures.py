#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures and nicknames through a real XMPP server, both ways: presences, personal events, vCards.

usage: pictures.py PROGRAM prosody|ejabberd
"""

import asyncio
import base64
import hashlib
import pathlib
import struct
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage.host import Host

from contacts import keep_lists
from gateway import JID, SECRET, Client, Server, discover_and_register, hold, make_certificate
from server_mode import log_in, wait_for

LIMIT = 90
METADATA = "urn:xmpp:avatar:metadata"
DATA = "urn:xmpp:avatar:data"
NICK = "http://jabber.org/protocol/nick"
PUBSUB = "http://jabber.org/protocol/pubsub"


def png(side):
    """As much of a picture as anybody here reads."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", side, side)


def text(picture):
    return base64.b64encode(picture).decode()


def name(picture):
    return hashlib.sha1(picture).hexdigest()


def keep_events(kind, server):
    if kind == "prosody":
        path = server.directory / "prosody.cfg.lua"
        path.write_text(path.read_text().replace('"posix" }', '"posix", "pep", "vcard_legacy" }'))
    else:
        # Of some versions, what takes care of capabilities fails without rooms.
        path = server.directory / "ejabberd.yml"
        path.write_text(path.read_text() + "  mod_caps: {}\n  mod_muc: {}\n  mod_vcard: {}\n  mod_vcard_xupdate: {}\n"
                        "  mod_pubsub:\n    plugins: [flat, pep]\n")


async def connect(server, authority):
    """A client that wants to hear of avatars."""
    await wait_for(server.c2s)
    client, outcome = await log_in(server.c2s, "secret", authority, ["xep_0030", "xep_0115"])
    assert outcome == "session_start", outcome
    await client["xep_0030"].add_feature(f"{METADATA}+notify")
    await client["xep_0115"].update_caps()
    user = Client(client)
    client.send_presence()
    await client.get_roster()
    return user


def is_event(stanza, what):
    return (stanza.name == "message" and stanza["type"] == "headline" and str(stanza["from"]) == f"model@{JID}"
            and METADATA in str(stanza) and what in str(stanza))


def is_presence(stanza, what):
    return (stanza.name == "presence" and str(stanza["from"]).startswith(f"model@{JID}")
            and f"<photo>{what}</photo>" in str(stanza))


async def hear_of(user, picture):
    """In an event and in a presence, whichever comes first."""
    left = {is_event, is_presence}
    while left:
        stanza = await user.hear("of the picture", lambda s: any(each(s, name(picture)) for each in left))
        left = {each for each in left if not each(stanza, name(picture))}


async def see_pictures(user):
    model = f"model@{JID}"
    user.client.send_presence(pto=model, ptype="subscribe")
    await user.hear("that the model is there", lambda s: s.name == "presence" and s["type"] == "available"
                    and str(s["from"]).startswith(model))
    for picture in png(8), png(9):
        user.client.send_message(model, f"picture {text(picture)}", mtype="chat")
        await hear_of(user, picture)
    card = await user.ask("get", "<vCard xmlns='vcard-temp'/>", model)
    assert text(png(9)) in str(card), card
    items = f"<pubsub xmlns='{PUBSUB}'><items node='{DATA}'><item id='{name(png(9))}'/></items></pubsub>"
    data = await user.ask("get", items, model)
    assert text(png(9)) in str(data), data
    user.client.send_message(model, "picture", mtype="chat")
    await user.hear("that there is none any more", lambda s: is_event(s, 'id="none"'))


async def publish(user, node, item, payload):
    await user.ask("set", f"<pubsub xmlns='{PUBSUB}'><publish node='{node}'><item id='{item}'>{payload}</item>"
                   f"</publish></pubsub>", user.client.boundjid.bare)


async def until_echo_shows(user, what):
    """The network's echo shows what the user shows the network."""
    card = None
    for _ in range(300):
        card = str(await user.ask("get", "<vCard xmlns='vcard-temp'/>", f"echo@{JID}"))
        if what in card:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"the network was not told of {what}: {card}")


async def come_again(user):
    """Only presences that come after the subscriptions tell a server what the gateway wants to hear of."""
    for kind in "unavailable", "available":
        user.client.send_presence(ptype=None if kind == "available" else kind)
        await user.hear(f"that the gateway is {kind}", lambda s: s.name == "presence" and s["type"] == kind
                        and str(s["from"]) == JID and not s["show"])


async def show_oneself(user):
    await publish(user, NICK, "current", f"<nick xmlns='{NICK}'>Montague</nick>")
    await until_echo_shows(user, "Montague")
    picture = png(10)
    await publish(user, DATA, name(picture), f"<data xmlns='{DATA}'>{text(picture)}</data>")
    await publish(user, METADATA, name(picture), f"<metadata xmlns='{METADATA}'><info bytes='{len(picture)}' "
                  f"id='{name(picture)}' type='image/png' width='10' height='10'/></metadata>")
    await until_echo_shows(user, text(picture))


async def play(server, authority, host):
    await wait_for(server.component)
    host.start()
    # LIMIT bounds it.
    while f"{JID} is ready" not in host.log:
        host.check_alive()
        await asyncio.sleep(0.02)
    user = await connect(server, authority)
    await discover_and_register(user)
    await see_pictures(user)
    await come_again(user)
    await show_oneself(user)
    user.client.abort()


def main(program, kind):
    with tempfile.TemporaryDirectory(prefix="spectrum2-pictures-") as directory:
        where = pathlib.Path(directory)
        authority = make_certificate(where)
        server = Server(kind, where)
        keep_lists(kind, server)
        keep_events(kind, server)
        host = Host(program, directory, {key: [value] for key, value in {
            "service.jid": JID, "service.server": "127.0.0.1", "service.port": server.component,
            "service.password": SECRET, "service.network": "loopback", "database.type": "sqlcipher",
            "database.database": where / "store/spectrum2.db", "database.key_file": where / "spectrum2.key"}.items()})
        hold(where, server, host, play(server, authority, host), LIMIT)
    print(f"{kind}: pictures of contacts by presence, event and vCard; the user's own nickname and avatar")


if __name__ == "__main__":
    main(*sys.argv[1:3])
