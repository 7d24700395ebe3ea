#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Registration behind a real XMPP server that demands STARTTLS, with its accounts as those that must vouch for users
(registration.require_local_account), and ngircd with a password as the network that can refuse.

usage: registration.py PROGRAM prosody|ejabberd
"""

import asyncio
import pathlib
import shutil
import ssl
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage.host import Host, free_port

from contacts import allow, until_roster
from gateway import JID, SECRET, Network, Server, connect, hold, make_certificate
from server_mode import leave, wait_for
from slixmpp.exceptions import IqError

LIMIT = 100
REGISTER = "jabber:iq:register"
STRICT_EJABBERD = {
    "auth_method: [anonymous]\nanonymous_protocol: login_anon\nallow_multiple_connections: true":
        "auth_method: [internal]\nregistration_timeout: infinity",
    "starttls: true": "starttls_required: true",
    "  mod_ping: {}\n": "  mod_ping: {}\n  mod_register: {ip_access: all, access: all}\n"}


def demand_encryption(kind, server):
    """And accounts with passwords."""
    if kind == "prosody":
        path = server.directory / "prosody.cfg.lua"
        path.write_text("c2s_require_encryption = true\n" + path.read_text())
        return
    path = server.directory / "ejabberd.yml"
    text = path.read_text()
    for old, new in STRICT_EJABBERD.items():
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text)


OPEN = (b"<?xml version='1.0'?><stream:stream xmlns='jabber:client' version='1.0' to='localhost' "
        b"xmlns:stream='http://etherx.jabber.org/streams'>")


async def make_account(server, authority):
    """As any client does that finds no account (XEP-0077)."""
    reader, writer = await wait_for(server.c2s)
    writer.write(OPEN)
    await reader.readuntil(b"</stream:features>")
    writer.write(b"<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
    await reader.readuntil(b"<proceed")
    await reader.readuntil(b">")
    await writer.start_tls(ssl.create_default_context(cafile=authority), server_hostname="localhost")
    writer.write(OPEN)
    await reader.readuntil(b"</stream:features>")
    writer.write(f"<iq type='set' id='r'><query xmlns='{REGISTER}'><username>romeo</username>"
                 "<password>secret</password></query></iq>".encode())
    answer = await reader.readuntil(b">")
    assert b"result" in answer, answer
    writer.close()


async def refuses_plain_text(port):
    """What the check has to cope with: no password is accepted before TLS."""
    reader, writer = await wait_for(port)
    writer.write(OPEN)
    features = await reader.readuntil(b"</stream:features>")
    assert b"urn:ietf:params:xml:ns:xmpp-tls" in features and b"PLAIN" not in features, features
    writer.close()


async def form_of(user):
    answer = await user.ask("get", f"<query xmlns='{REGISTER}'/>")
    return ElementTree.fromstring(str(answer)).find(f"{{{REGISTER}}}query")


def names(form):
    return [field.get("var") for field in form.iter("{jabber:x:data}field") if field.get("type") != "hidden"]


def is_registered(form):
    return form.find(f"{{{REGISTER}}}registered") is not None


async def submit(user, **answers):
    """None, or the condition and the text of the error."""
    fields = "".join(f"<field var='{name}'><value>{value}</value></field>" for name, value in
                     {"FORM_TYPE": REGISTER, **answers}.items())
    try:
        await user.ask("set", f"<query xmlns='{REGISTER}'><x xmlns='jabber:x:data' type='submit'>{fields}</x></query>")
    except IqError as error:
        return error.iq["error"]["condition"], error.iq["error"]["text"]
    return None


async def is_told(user, what, wanted):
    await user.hear(what, lambda s: s.name == "presence" and str(s["from"]) == JID and wanted(s))


async def enrol(user):
    form = await form_of(user)
    assert not is_registered(form), form
    assert {"username", "password", "language", "local_username", "local_password"} <= set(names(form)), names(form)
    local = {"local_username": "romeo", "local_password": "secret"}
    refusals = [({"local_username": "romeo", "local_password": "wrong"}, "not-authorized", "local account"),
                ({"local_username": "nobody", "local_password": "secret"}, "not-authorized", "local account"),
                ({}, "not-acceptable", "missing"),
                ({**local, "password": "wrong"}, "not-authorized", "password"),
                ({**local, "language": "tlh"}, "not-acceptable", "choices")]
    for answers, condition, text in refusals:
        refused = await submit(user, **{"username": "romeo", "password": "sesame", **answers})
        assert refused and refused[0] == condition and text in refused[1], (answers, refused)
        assert not is_registered(await form_of(user)), answers
    assert await submit(user, username="romeo", password="sesame", **local) is None
    assert is_registered(await form_of(user))
    user.raw(f"<presence to='{JID}'/>")
    await is_told(user, "that the account is online", lambda s: s["type"] == "available" and s["show"] == "")


async def befriend(user):
    user.raw(f"<presence to='juliet@{JID}' type='subscribe'/>")
    await until_roster(user, lambda items: items.get(f"juliet@{JID}", ("", "none"))[1] in ("to", "both"), "juliet")


async def change_password(user, network):
    """A network that refuses the kept password is not asked for ever; a new one is used at once."""
    network.stop()
    path = network.command[-1]
    path.write_text(path.read_text().replace("Password=sesame", "Password=verona"))
    network.start()
    await is_told(user, "that the password is wrong", lambda s: "password" in s["status"].lower())
    local = {"local_username": "romeo", "local_password": "secret"}
    refused = await submit(user, username="romeo", password="sesame", **local)
    assert refused and refused[0] == "not-authorized", refused
    assert await submit(user, username="romeo", password="verona", **local) is None
    await is_told(user, "that the account is online again", lambda s: s["type"] == "available" and s["show"] == "")


async def is_clean(user, how):
    """Nobody is left who belongs to the gateway; a server that does not let it change the list keeps bare names."""
    await until_roster(user, lambda items: all(item[1] == "none" and not user.is_privileged for item in items.values()),
                       f"that nobody is left after {how}")
    assert not is_registered(await form_of(user)), how


async def remove(user, host):
    await befriend(user)
    await user.ask("set", f"<query xmlns='{REGISTER}'><remove/></query>")
    await is_clean(user, "the removal")
    local = {"local_username": "romeo@localhost", "local_password": "secret"}
    assert await submit(user, username="romeo", password="verona", **local) is None
    user.raw(f"<presence to='{JID}'/>")
    await is_told(user, "that the account is online", lambda s: s["type"] == "available" and s["show"] == "")
    await befriend(user)
    ctl = await asyncio.create_subprocess_exec(host.program, "ctl", "--socket", host.settings["admin.socket"][0],
                                               "unregister", "romeo@localhost")
    assert await ctl.wait() == 0
    await is_clean(user, "ctl unregister")


async def play(kind, server, network, authority, host):
    await wait_for(server.component)
    host.start()
    # LIMIT bounds it.
    while f"{JID} is ready" not in host.log:
        host.check_alive()
        await asyncio.sleep(0.02)
    if kind == "ejabberd":
        await make_account(server, authority)
    await refuses_plain_text(server.c2s)
    user = await connect(server, authority)
    # ejabberd before 23.10 grants changes of lists, and fails at each.
    user.is_privileged = kind == "prosody"
    await enrol(user)
    await befriend(user)
    await change_password(user, network)
    await remove(user, host)
    user.client.abort()


def main(program, kind):
    ngircd = shutil.which("ngircd", path="/usr/sbin:/usr/bin:/usr/local/bin") or leave("ngircd is not installed.")
    with tempfile.TemporaryDirectory(prefix="spectrum2-registration-") as name:
        where = pathlib.Path(name)
        authority = make_certificate(where)
        irc = free_port()
        (where / "ngircd.conf").write_text(f"[Global]\nName=irc.test\nInfo=t\nPassword=sesame\nListen=127.0.0.1\n"
                                           f"Ports={irc}\n[Limits]\nMaxPenaltyTime=0\n[Options]\nDNS=no\nIdent=no\n"
                                           "PAM=no\n")
        server = Server(kind, where)
        allow(kind, server)
        demand_encryption(kind, server)
        host = Host(program, name, {key: [value] for key, value in {
            "service.jid": JID, "service.server": "127.0.0.1", "service.port": server.component,
            "service.password": SECRET, "service.network": "irc", "irc.server": "127.0.0.1", "irc.port": irc,
            "irc.tls": "false", "irc.flood_rate": "0", "irc.send_password": "pass",
            "registration.require_local_account": "1",
            "registration.local_account_server": f"localhost:{server.c2s}", "reconnect.min": "1",
            "database.type": "sqlcipher", "database.database": where / "store/spectrum2.db",
            "database.key_file": where / "spectrum2.key"}.items()})
        network = Network(ngircd, where, irc)
        network.start()
        try:
            hold(where, server, host, play(kind, server, network, authority, host), LIMIT)
        finally:
            network.stop()
    print(f"{kind}: local accounts over STARTTLS, forms, wrong passwords, a new password, removal by the user and by ctl")


if __name__ == "__main__":
    main(*sys.argv[1:3])
