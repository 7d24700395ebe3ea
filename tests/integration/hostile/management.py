# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Row 51: stream management played foul."""

import re

from .case import collector
from .client import DOMAIN, HEADER, Failed

CASES = []
case = collector(CASES)

NS = "xmlns='urn:xmpp:sm:3'"
ENABLE = f"<enable {NS} resume='true'/>"
ASK = f"<r {NS}/>"


def failed(condition):
    return f'<failed xmlns="urn:xmpp:sm:3"><{condition} '


def resume(session, handled=0):
    return f"<resume {NS} previd='{session}' h='{handled}'/>"


def enable(peer):
    peer.say(ENABLE)
    return peer.hear('<enabled [^>]*id="([0-9a-f]{32})"')[1].decode()


def enter(server, name):
    """As far as a resource or a session is wanted."""
    peer = server.peer("secured", name)
    peer.log_in(name)
    peer.open_stream()
    return peer


@case(51, "bound", lines=0)
def session_of_somebody_else(peer, server):
    session = enable(peer)
    thief = enter(server, "tybalt")
    for wanted in (session, "", "x" * 1000):
        thief.say(resume(wanted))
        thief.hear(failed("item-not-found"))
    thief.close()
    peer.check_answer()


@case(51, "bound", lines=0)
def resumed_twice(peer, server):
    session = enable(peer)
    peer.close()
    second = enter(server, "mallory")
    second.say(resume(session) * 2)
    second.hear(f'<resumed [^>]*previd="{session}"')
    second.hear(failed("item-not-found"))
    second.check_answer()
    second.say("</stream:stream>")
    second.hear_end()


@case(51, "bound", lines=1)
def handled_too_much(peer, _):
    enable(peer)
    peer.say(f"<a {NS} h='4294967295'/>")
    heard = peer.hear_end()
    if not re.search(b'<stream:error><undefined-condition [^>]*/><handled-count-too-high [^>]*h="4294967295"', heard):
        raise Failed(f"expected handled-count-too-high, got {heard!r}")


@case(51, "bound", lines=None)
def never_acknowledges(peer, _):
    enable(peer)
    message = "<message type='chat' to='echo@im.example'><body>a</body></message>"
    for _ in range(200):
        if not peer.say(message * 100):
            break
        if b"resource-constraint" in peer.heard:
            break
        peer._read(0)
    heard = peer.hear_end(30)
    if b"<resource-constraint " not in heard:
        raise Failed(f"expected resource-constraint, got {heard[-300:]!r}")


@case(51, "bound", lines=0)
def flood_of_requests(peer, _):
    enable(peer)
    peer.say(ASK * 20000)
    heard = peer.check_answer()
    if heard.count(b"<a ") > 2000:
        raise Failed(f"{heard.count(b'<a ')} answers")


@case(51, "bound", lines=0)
def enabled_twice(peer, _):
    enable(peer)
    peer.say(ENABLE)
    peer.hear(failed("unexpected-request"))


@case(51, "secured", lines=1)
def resumed_before_the_login(peer, _):
    peer.say(HEADER + resume("x"))
    peer.hear_error("not-authorized")


@case(51, "bound", lines=None)
def resumed_with_too_high_a_count(peer, server):
    """The stream that asked ends."""
    session = enable(peer)
    peer.close()
    second = enter(server, "mallory")
    second.say(resume(session, 4294967295))
    heard = second.hear_end()
    if b"<handled-count-too-high " not in heard or b"<resumed " in heard:
        raise Failed(f"expected handled-count-too-high, got {heard!r}")


@case(51, "bound", lines=None)
def resumed_with_no_count(peer, server):
    """What is no number takes nobody's session, and the stream that asked may go on."""
    session = enable(peer)
    peer.close()
    second = enter(server, "mallory")
    for count in ("-1", "4294967296", "1e3", "", "x", "\u0661"):
        second.say(resume(session, count))
        found = second.hear(r"<(failed|stream:error|resumed)[ >]")
        if found[1] != b"failed":
            raise Failed(f"expected a failure for {count!r}, got {found[0]!r}")
    second.say(resume(session))
    second.hear(f'<resumed [^>]*previd="{session}"')
    second.check_answer()
    second.close()


@case(51, "bound", lines=None)
def acknowledged_with_no_count(peer, _):
    """An answer that counts nothing never takes a stanza out of what waits."""
    enable(peer)
    for count in ("-1", "1e3", "x", ""):
        if not peer.say(f"<a {NS} h='{count}'/>"):
            break
    peer.say(f"<iq type='get' id='after' to='{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>")
    peer.hear('id="after"|<stream:error>')
