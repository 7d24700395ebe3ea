# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows 41, 46 and 50 on a client's stream: too much of what is right in itself, and peers that listen no more."""

import re
import socket
import time

from .case import collector
from .client import DOMAIN, PATIENCE, Failed
from .server import LOGIN_SECONDS

CASES = []
case = collector(CASES)

COUNT = 300
# A client has as many stanzas each second; the rest waits its turn.
SECONDS = PATIENCE + COUNT // 100
ONE_CASE = 8 * 1024  # KiB
MUC = "http://jabber.org/protocol/muc"


def hear_all(peer, pattern, seconds=SECONDS):
    """Everything up to the answer to a ping that was said last."""
    peer.say(f"<iq type='get' id='last' to='{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>")
    heard = peer.hear(r'^(.*?)<iq [^>]*id="last"[^>]*>', seconds)[1]
    return re.findall(pattern, heard, re.DOTALL)


@case(41, "bound", lines=0)
def flood_of_requests(peer, _):
    """Each has its answer, in the order in which they came."""
    peer.say("".join(f"<iq type='get' id='n{n}' to='{DOMAIN}'><query xmlns='urn:example:nothing'/></iq>"
                     for n in range(COUNT)))
    ids = [int(n) for n in hear_all(peer, rb'<iq [^>]*id="n(\d+)"')]
    if ids != list(range(COUNT)):
        raise Failed(f"expected {COUNT} answers in order, got {len(ids)}")


@case(50, "bound", lines=0)
def flood_of_presences(peer, _):
    """The contact follows the user's presence: what comes back is few, and the latest."""
    peer.say(f"<presence type='subscribe' to='echo@{DOMAIN}'/><presence/>")
    peer.say("".join(f"<presence><status>state {n}</status></presence>" for n in range(COUNT)))
    begin = time.monotonic()
    shown = hear_all(peer, rb'<presence [^>]*from="echo@[^>]*>')
    if len(shown) > SECONDS + 5:
        raise Failed(f"{len(shown)} presences in {time.monotonic() - begin:.1f} s")
    if f"<status>state {COUNT - 1}</status>".encode() not in peer.heard:
        peer.hear(f"<status>state {COUNT - 1}</status>")


@case(50, "bound", lines=None)
def flood_of_wishes(peer, server):
    """To be told of as many people as there are stanzas, and to be told no more."""
    before = server.host.resident_kib()
    peer.say("".join(f"<presence type='{kind}' to='friend{n}@{DOMAIN}'/>" for n in range(COUNT // 2)
                     for kind in ("subscribe", "unsubscribe")))
    hear_all(peer, b"<presence ")
    grown = server.host.resident_kib() - before
    if grown > ONE_CASE:
        raise Failed(f"the process grew by {grown} KiB")


def hear_many(peer, pattern, count, seconds=SECONDS):
    """Until so many different answers came: those of the network come in their own time."""
    end, found = time.monotonic() + seconds, set()
    while len(found) < count:
        if not peer._read(end):
            raise Failed(f"expected {count} answers, got {len(found)}")
        found.update(re.findall(pattern, peer.heard, re.DOTALL))
    peer.heard = b""


@case(46, "bound", lines=None)
def flood_of_joins(peer, server):
    """Every join has its verdict: one is there, or an error says why not."""
    before = server.host.resident_kib()
    peer.say("".join(f"<presence to='#room{n}@{DOMAIN}/mallory'><x xmlns='{MUC}'/></presence>" for n in range(COUNT)))
    hear_many(peer, rb'<presence (?:type="error" )?from="#room(\d+)@[^>]*>(?:<error|(?:(?!</presence>).)*code="110")',
              COUNT)
    grown = server.host.resident_kib() - before
    if grown > ONE_CASE:
        raise Failed(f"the process grew by {grown} KiB")


@case(46, "bound", lines=1)
def joins_that_are_taken_back(peer, _):
    """Who leaves before the network has let them in is told that they are out."""
    peer.say("".join(f"<presence to='#hasty{n}@{DOMAIN}/mallory'><x xmlns='{MUC}'/></presence>"
                     f"<presence type='unavailable' to='#hasty{n}@{DOMAIN}/mallory'/>" for n in range(COUNT // 2)))
    hear_many(peer, rb'<presence (?=[^>]*type="unavailable")[^>]*from="#hasty(\d+)@(?:(?!</presence>).)*code="110"',
              COUNT // 2)


# -- peers that do not listen -------------------------------------------------------------------------------


@case(16, "bound", lines=None)
def asks_for_much_and_reads_nothing(peer, server):
    """What waits for it is bounded, and then it is gone."""
    for _ in range(10):
        peer.say(f"<message type='chat' to='echo@{DOMAIN}'><body>{'a' * 20000}</body></message>")
        peer.hear("</body>", 20)
    before = server.host.resident_kib()
    peer.sock.settimeout(PATIENCE)
    # The last page holds the long messages, whatever was said before.
    page = "<set xmlns='http://jabber.org/protocol/rsm'><max>20</max><before/></set>"
    peer.say(f"<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'>{page}</query></iq>" * 200)
    end, most, mark = time.monotonic() + 20, 0, server.host.log.count("does not read")
    while server.host.log.count("does not read") == mark:
        most = max(most, server.host.resident_kib() - before)
        if time.monotonic() > end:
            raise Failed("the connection stays, though nobody reads what it is sent")
        time.sleep(0.02)
    if most > ONE_CASE:
        raise Failed(f"the process grew by {most} KiB")
    peer.hear_end(10)


def shut_writing(peer):
    """The end of what a client has to say, while its ears stay open."""
    raw = socket.socket(fileno=socket.dup(peer.sock.fileno()))
    raw.shutdown(socket.SHUT_WR)
    raw.close()


@case(19, "fresh", "clear", "secured", "features", "bound", lines=None)
def half_closed(peer, server):
    """The server ends its half too, and keeps no descriptor."""
    other = server.peer("bound", "tybalt")  # who comes later is served later: the first one counts by now
    before = server.descriptors()
    shut_writing(peer)
    peer.hear_end(LOGIN_SECONDS + PATIENCE)
    server.wait_for_descriptors(before - 1, PATIENCE)
    other.close()


@case(19, "clear", "features", "bound", lines=None)
def half_closed_in_a_stanza(peer, server):
    before = server.descriptors()
    peer.say("<message><body>never end")
    shut_writing(peer)
    peer.hear_end(LOGIN_SECONDS + PATIENCE)
    server.wait_for_descriptors(before - 1, PATIENCE)
