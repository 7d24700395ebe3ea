#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What clients expect of their own server, asked by slixmpp: storage, own events, blocking, the archive, versions."""

import asyncio
import sys

from server_mode import log_in, stage, wait_for

from slixmpp.exceptions import IqError
from slixmpp.xmlstream import ET

PLUGINS = ("xep_0030", "xep_0049", "xep_0054", "xep_0060", "xep_0163", "xep_0191", "xep_0199", "xep_0202", "xep_0313")
OWN = "romeo@localhost"
JULIET = "juliet@localhost"


async def heard(client, body):
    while (message := await client.heard.get())["body"] != body:
        pass
    return message


async def check_storage(client):
    bookmark = ET.fromstring("<conference xmlns='urn:xmpp:bookmarks:1' name='Verona' autojoin='true'/>")
    await client["xep_0060"].publish(OWN, "urn:xmpp:bookmarks:1", id="#verona@localhost", payload=bookmark)
    items = (await client["xep_0060"].get_items(OWN, "urn:xmpp:bookmarks:1"))["pubsub"]["items"]
    assert [item["id"] for item in items] == ["#verona@localhost"], items
    try:
        await client["xep_0060"].publish(OWN, "eu.siacs.conversations.axolotl.devicelist", payload=bookmark)
        raise AssertionError("keys for encryption were taken")
    except IqError as error:
        assert error.condition == "not-allowed", error.condition
    card = client["xep_0054"].make_vcard()
    card["FN"] = "Romeo Montague"
    await client["xep_0054"].publish_vcard(vcard=card)
    kept = await client["xep_0054"].get_vcard(OWN, cached=False)
    assert kept["vcard_temp"]["FN"] == "Romeo Montague", kept
    time = await client["xep_0202"].get_entity_time("localhost")
    assert time.xml.find(".//{urn:xmpp:time}utc").text.endswith("Z"), time
    assert await client["xep_0199"].ping("localhost") < 10


async def check_features(client):
    account = (await client["xep_0030"].get_info(jid=OWN))["disco_info"]
    assert ("pubsub", "pep") in {identity[:2] for identity in account["identities"]}, account
    assert "urn:xmpp:mam:2" in account["features"], account
    server = (await client["xep_0030"].get_info(jid="localhost"))["disco_info"]
    assert ("server", "im") in {identity[:2] for identity in server["identities"]}, server
    assert "urn:xmpp:blocking" in server["features"], server


async def check_archive(client, writer):
    client.send_message(JULIET, "But soft", mtype="chat")
    writer.write(b"PRIVMSG romeo :Ay me\r\n")
    message = await heard(client, "Ay me")
    name = message.xml.find("{urn:xmpp:sid:0}stanza-id").get("id")
    read = []
    async for result in client["xep_0313"].iterate(rsm={"max": 1}, with_jid=JULIET):
        read.append((result["mam_result"]["id"], result["mam_result"]["forwarded"]["stanza"]["body"]))
    assert sorted(body for _, body in read) == ["Ay me", "But soft"], read
    assert (name, "Ay me") in read, (read, name)


async def check_blocking(client, writer):
    await client["xep_0191"].block(JULIET)
    blocked = await client["xep_0191"].get_blocked()
    assert {str(each) for each in blocked["blocklist"]["items"]} == {JULIET}, blocked
    # The same connection under another name: what it says arrives in order.
    writer.write(b"PRIVMSG romeo :unheard\r\nNICK tybalt\r\nPRIVMSG romeo :villain\r\nNICK juliet\r\n")
    while (message := await client.heard.get())["body"] != "villain":
        assert message["body"] != "unheard", message
    await client["xep_0191"].unblock(JULIET)
    writer.write(b"PRIVMSG romeo :heard again\r\n")
    await heard(client, "heard again")


async def check_roster_version(client):
    roster = await client.get_roster()
    version = roster["roster"]["ver"]
    assert version, roster
    question = client.make_iq_get(queryxmlns="jabber:iq:roster")
    question["roster"]["ver"] = version
    answer = await question.send()
    assert answer.xml.find("{jabber:iq:roster}query") is None, answer


async def play(xmpp, irc, authority):
    await wait_for(xmpp)
    _, writer = await wait_for(irc)
    writer.write(b"PASS sesame\r\nNICK juliet\r\nUSER juliet 0 * :juliet\r\n")
    client, outcome = await log_in(xmpp, "sesame", authority, PLUGINS)
    assert outcome == "session_start", outcome
    client.send_presence()
    await check_storage(client)
    await check_features(client)
    await check_archive(client, writer)
    await check_blocking(client, writer)
    await check_roster_version(client)


if __name__ == "__main__":
    stage(sys.argv[1], play)
