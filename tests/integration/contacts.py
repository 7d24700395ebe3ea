#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""How contacts come into the list of a user of a real XMPP server: with its privilege module, and without.

usage: contacts.py PROGRAM prosody|ejabberd with|without
"""

import asyncio
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage.host import Host

from gateway import JID, SECRET, Server, connect, discover_and_register, hold, make_certificate
from server_mode import leave, wait_for

MANY = 20
LIMIT = 60
MODULE = pathlib.Path("/usr/lib/prosody/modules/mod_privilege")
REGISTER = 'ejabberd_auth:try_register(<<"romeo">>, <<"localhost">>, <<"secret">>).'


def writes_rosters(kind):
    """Whether the module of that server can do what it grants: ejabberd fails at each change before 23.10."""
    if kind == "prosody":
        return True
    version = next(iter(pathlib.Path("/usr/lib").glob("*/ejabberd-*"))).name.split("-")[1]
    return tuple(map(int, version.split("."))) >= (23, 10)


def keep_lists(kind, server):
    """No server keeps a list for an account that is anonymous. Copies are asked for of Prosody only."""
    if kind == "prosody":
        path = server.directory / "prosody.cfg.lua"
        path.write_text(path.read_text().replace('"posix" }', '"carbons", "posix" }'))
    if kind == "ejabberd":
        server.command += ["-eval", REGISTER]
        path = server.directory / "ejabberd.yml"
        path.write_text(path.read_text().replace("[anonymous]", "[internal]"))


def allow(kind, server):
    """Lets the gateway change rosters and send messages, as the module's own documentation says."""
    if kind == "prosody":
        if not MODULE.exists():
            leave("prosody-modules is not installed.")
        path = server.directory / "prosody.cfg.lua"
        text = path.read_text().replace('"posix" }', '"posix", "privilege" }')
        text = text.replace('Component "', '  privileged_entities = { ["irc.localhost"] = { roster = "both", message = '
                            '"outgoing" } }\nComponent "')
        path.write_text(text + '  modules_enabled = { "privilege" }\n')
    else:
        path = server.directory / "ejabberd.yml"
        path.write_text(path.read_text() + "  mod_privilege:\n    roster: {both: all}\n    message: {outgoing: all}\n")


async def roster(user):
    """What the user's list has of the gateway: name, subscription and groups by address."""
    iq = user.client.make_iq(itype="get")
    iq.enable("roster")
    answer = await iq.send(timeout=15)
    items = answer["roster"]["items"].items()
    return {str(jid): (item["name"], item["subscription"], list(item["groups"])) for jid, item in items
            if jid.domain == JID and jid.local}


async def until_roster(user, wanted, what):
    found = None
    for _ in range(100):
        found = await roster(user)
        if wanted(found):
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"the list does not show {what}: {found}")


def say(user, number, text):
    user.client.send_message(f"friends-{number}@{JID}", text, mtype="chat")


async def all_come(user):
    say(user, MANY, "Work")
    await until_roster(user, lambda items: len(items) == MANY and all(
        item[1:] == ("both", ["Work"]) and item[0].startswith("Friend ") for item in items.values()), "all")


async def friend_is_seen(user, number):
    await user.hear("a friend", lambda s: s.name == "presence" and s["type"] == "available"
                    and str(s["from"]).startswith(f"friend\\20{number}@"))


async def writes_elsewhere(user, second, is_copied):
    """What the user writes with another client of the network: a copy for each resource, or words."""
    for each in (user, second):
        await each.ask("set", "<enable xmlns='urn:xmpp:carbons:2'/>", to=each.client.boundjid.bare)
    text = "from my telephone"
    user.client.send_message(f"telephone@{JID}", text, mtype="chat")

    def is_copy(stanza):
        sent = stanza.xml.find("{urn:xmpp:carbons:2}sent/{urn:xmpp:forward:0}forwarded/{jabber:client}message")
        return (sent is not None and sent.get("to") == f"echo@{JID}"
                and sent.findtext("{jabber:client}body") == text)

    for each in (user, second):
        if is_copied:
            await each.hear("the copy", lambda s: s.name == "message" and is_copy(s))
        else:
            await each.message(f"echo@{JID}", f"(You wrote with another client:) {text}")


async def with_privilege(user, host):
    await all_come(user)
    await friend_is_seen(user, 1)
    say(user, 1, "Home")
    await until_roster(user, lambda items: ["Home"] in [item[2] for item in items.values()], "another group")
    say(user, MANY, "leave")
    await until_roster(user, lambda items: not items, "that all have left")
    assert "refuses it" not in host.log, host.log
    assert "change contact lists; send messages of users;" in host.log, host.log


async def with_broken_privilege(user, host):
    """The server fails at what it granted: it is told once, and the contacts come by requests."""
    say(user, MANY, "Work")
    await until_roster(user, lambda items: len(items) == MANY and all(
        item[1] == "both" for item in items.values()), "all")
    await friend_is_seen(user, 1)
    assert host.log.count("ejabberd can it since 23.10") == 1, host.log
    say(user, MANY, "leave")
    await until_roster(user, lambda items: all(item[1] == "none" for item in items.values()), "that all have left")


async def without_privilege(user, host):
    # The user decides.
    user.client.auto_authorize, user.client.auto_subscribe = None, False
    say(user, MANY, "Work")
    asked = set()
    while len(asked) < MANY:
        stanza = await user.hear("a request", lambda s: s.name == "presence" and s["type"] == "subscribe")
        assert str(stanza["from"]) not in asked, "asked twice"
        asked.add(str(stanza["from"]))
    assert "granted a privilege" not in host.log, host.log
    friend = f"friend\\201@{JID}"
    user.client.send_presence(pto=friend, ptype="subscribed")
    user.client.send_presence(pto=friend, ptype="subscribe")
    await friend_is_seen(user, 1)
    await until_roster(user, lambda items: items[friend][1] == "both", "the friend as a contact of both")


async def play(server, authority, host, act, is_copied):
    await wait_for(server.component)
    host.start()
    # LIMIT bounds it.
    while f"{JID} is ready" not in host.log:
        host.check_alive()
        await asyncio.sleep(0.02)
    user = await connect(server, authority)
    await discover_and_register(user)
    if is_copied is not None:
        second = await connect(server, authority)
        await user.hear("of the other resource", lambda s: s.name == "presence"
                        and s["from"] == second.client.boundjid)
        await writes_elsewhere(user, second, is_copied)
        second.client.abort()
    await act(user, host)
    user.client.abort()


def main(program, kind, privilege):
    with tempfile.TemporaryDirectory(prefix="spectrum2-contacts-") as name:
        where = pathlib.Path(name)
        authority = make_certificate(where)
        server = Server(kind, where)
        keep_lists(kind, server)
        act = without_privilege
        is_copied = privilege == "with" if kind == "prosody" else None
        if privilege == "with":
            allow(kind, server)
            act = with_privilege if writes_rosters(kind) else with_broken_privilege
        host = Host(program, name, {key: [value] for key, value in {
            "service.jid": JID, "service.server": "127.0.0.1", "service.port": server.component,
            "service.password": SECRET, "service.network": "loopback", "database.type": "sqlcipher",
            "database.database": where / "store/spectrum2.db", "database.key_file": where / "spectrum2.key"}.items()})
        hold(where, server, host, play(server, authority, host, act, is_copied), LIMIT)
    print(f"{kind} {privilege} its privilege module: contacts come, change and go")


if __name__ == "__main__":
    main(*sys.argv[1:4])
