# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows 1-18 and 20: what is no XML, no XML that a stream may hold, or too much of it."""

import codecs
import socket
import time

from .case import Case, collector
from .client import DOMAIN, HEADER, PATIENCE, STREAMS, Failed
from .server import LOGIN_SECONDS

CASES = []
case = collector(CASES)

# Where a header is expected, where an element is, and where an element may be a stanza.
START = ("fresh", "secured")
INSIDE = ("clear", "features", "bound")
DECLARATION = "<?xml version='1.0'?>"
LIMIT = 262144
LOGIN_LIMIT = 10000


def refused(row, name, data, conditions, stages):
    def play(peer, _):
        peer.say(data)
        peer.hear_error(*conditions.split("/"))
    CASES.append(Case(row, name, stages, 1, play))


def message(body, attributes="type='chat' to='echo@im.example'"):
    return f"<message {attributes}><body>{body}</body></message>"


LAUGHS = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
refused(1, "billion laughs", f"{DECLARATION}<!DOCTYPE s [{LAUGHS}]><stream:stream a='&a9;'>", "restricted-xml", START)
refused(1, "document type inside", f"<!DOCTYPE s [{LAUGHS}]>" + message("&a9;"),
        "not-well-formed/restricted-xml", INSIDE)
for url in ("file:///etc/passwd", "http://127.0.0.1:1/"):
    refused(2, f"external entity {url[:4]}", f"{DECLARATION}<!DOCTYPE s [<!ENTITY x SYSTEM '{url}'>]>",
            "restricted-xml", START)
refused(3, "comment between", "<!-- x -->", "restricted-xml", START + INSIDE)
refused(3, "comment in a stanza", "<message><!-- x --></message>", "restricted-xml", INSIDE)
refused(4, "instruction", "<?php x?>", "restricted-xml", START + INSIDE)
refused(4, "instruction in a stanza", "<message><?php x?></message>", "restricted-xml", INSIDE)
refused(5, "undefined entity", message("&nbsp;"), "not-well-formed", INSIDE)
refused(6, "XML 1.1", HEADER.replace("'1.0'?", "'1.1'?"), "unsupported-version/not-well-formed", START)
refused(6, "declaration in the middle", DECLARATION, "not-well-formed", INSIDE)
refused(6, "two declarations", DECLARATION + HEADER, "not-well-formed", START)
for name, mark in (("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE), ("utf-16-le", b""),
                   ("utf-16-be", b"")):
    refused(7, f"{name} {'with' if mark else 'without'} a mark", mark + HEADER.encode(name),
            "unsupported-encoding/restricted-xml/not-well-formed", START)
refused(7, "Latin 1", HEADER.replace("?>", " encoding='ISO-8859-1'?>"), "unsupported-encoding", START)
for bad in (b"\xC0\x80", b"\xED\xA0\x80", b"\xF4\x90\x80\x80", b"\xE2\x82", b"\xFF", b"\x00", b"&#0;", b"&#1;",
            b"&#xFFFE;"):
    row = 10 if bad[0] in b"&\x00" else 8
    refused(row, f"{bad!r} in a text", b"<message><body>" + bad + b"</body></message>", "not-well-formed", INSIDE)
    refused(row, f"{bad!r} in an attribute", b"<message to='" + bad + b"'/>", "not-well-formed", INSIDE)
    if row == 8:
        refused(row, f"{bad!r} in a name", b"<message><a" + bad + b"/></message>", "not-well-formed", INSIDE)
refused(8, "separator in a namespace", "<message xmlns:a='&#10;a'/>", "not-well-formed", INSIDE)
refused(13, "attribute twice", "<message from='a' from='b'/>", "not-well-formed", INSIDE)
for depth in (100, 10000):
    refused(15, f"depth {depth}", "<message>" + "<a>" * depth + "</a>" * depth + "</message>",
            "policy-violation", INSIDE)
refused(16, "too many attributes", "<message " + " ".join(f"a{n}=''" for n in range(1000)) + "/>",
        "policy-violation", INSIDE)
refused(16, "stanza one byte too long", message("a" * (LIMIT + 1 - len(message("")))), "policy-violation", ("bound",))
refused(16, "element one byte too long", "<a>" + "a" * (LOGIN_LIMIT + 1 - len("<a></a>")) + "</a>", "policy-violation",
        ("clear", "features"))


def changed(old, new):
    return HEADER.replace(old, new)


refused(20, "stream namespace", changed(STREAMS, "urn:x"), "invalid-namespace", START)
refused(20, "namespace of servers", changed("jabber:client", "jabber:server"), "invalid-namespace", START)
refused(20, "no to", changed(f"to='{DOMAIN}'", ""), "improper-addressing", START)
refused(20, "unknown to", changed(DOMAIN, "other.example"), "host-unknown", START)
refused(20, "to a person", changed(DOMAIN, f"a@{DOMAIN}"), "host-unknown/improper-addressing", START)
refused(20, "to a resource", changed(DOMAIN, f"{DOMAIN}/a"), "host-unknown/improper-addressing", START)
refused(20, "long language", changed(" to=", f" xml:lang='{'x' * 36}' to="), "invalid-xml", START)
refused(20, "no version", changed("version='1.0'>", ">"), "unsupported-version", START)
refused(20, "no stream", changed("<stream:stream", "<message"), "invalid-xml/not-well-formed", START)
refused(20, "no XML", "GET / HTTP/1.1\r\n\r\n", "not-well-formed", START)
refused(20, "second header", HEADER[len(DECLARATION):], "invalid-xml/not-well-formed", INSIDE)
refused(20, "text between", "hello", "bad-format", INSIDE)


@case(2, *START)
def external_entity_is_not_fetched(peer, _):
    """Neither the entity nor the document type is ever asked for where it is said to be."""
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        peer.say(f"{DECLARATION}<!DOCTYPE s SYSTEM '{url}' [<!ENTITY % p SYSTEM '{url}'> %p; "
                 f"<!ENTITY x SYSTEM '{url}'>]><stream:stream a='&x;'>&x;")
        peer.hear_error("restricted-xml")
        try:
            trap.accept()
        except TimeoutError:
            return
        raise Failed(f"{url} was opened")


@case(9, "bound", lines=0)
def characters_cut_everywhere(peer, _):
    body = "\u20ac\U0001F600\u00e4"
    stanza = message(body).encode()
    for cut in range(1, len(stanza)):
        peer.say(stanza[:cut])
        peer.say(stanza[cut:])
        peer.hear(f"<body>{body}</body>".encode())


@case(13, "bound", lines=0)
def sender_of_another_namespace(peer, _):
    peer.say(message("mine", "type='chat' to='echo@im.example' xmlns:x='urn:x' x:from='bob@im.example'"))
    peer.hear("<body>mine</body>")


@case(15, "bound", lines=0)
def depth_10(peer, _):
    peer.say(f"<message type='chat' to='echo@{DOMAIN}'><body>deep</body>" + "<a>" * 10 + "</a>" * 10 + "</message>")
    peer.hear("<body>deep</body>")


@case(15, *INSIDE)
def depth_1000000(peer, _):
    peer.say("<message>")
    peer.closes_while_pouring(b"<a>" * 10000, 3000000)
    peer.hear_error("policy-violation")


def endless(name, begin, more, stages):
    def play(peer, _):
        peer.say(begin)
        sent = peer.closes_while_pouring(more, 1 << 30)
        if sent > 32 << 20:
            raise Failed(f"expected an end within the first megabytes, but {sent} bytes were taken")
        if b"<stream:error>" in peer.heard:  # a flood may cut itself off from the last words
            peer.hear_error("policy-violation")
        peer.hear_end()
    CASES.append(Case(16, name, stages, 1, play))


endless("endless body", "<message><body>", b"a" * 65536, INSIDE)
endless("endless tag", "<message ", b"a" * 65536, INSIDE)
endless("endless attribute", "<message to='", b"a" * 65536, INSIDE)
endless("endless header", "<stream:stream to='", b"a" * 65536, START)
endless("endless attributes", "<message ", b" a='b'" * 10000, INSIDE)
endless("endless children", "<message>", b"<a/>" * 10000, INSIDE)


@case(16, "bound", lines=0)
def largest_stanza(peer, _):
    room = LIMIT - len(message("")) - 1
    peer.say(message("a" * room))
    peer.hear(rf"<(body>a{{{room}}}|error)")


@case(16, *START, lines=0)
def limit_is_announced(peer, _):
    peer.say(HEADER)
    peer.hear(f"<max-bytes>{LIMIT}</max-bytes>")


@case(18, "bound", lines=0)
def one_byte_at_a_time(peer, server):
    """Work is linear in the bytes: the last quarter costs what the first one did."""
    size = 200 * 1024
    costs = []
    peer.say(f"<message type='chat' to='echo@{DOMAIN}' id='")
    for _ in range(4):
        begin = server.cpu_seconds()
        for _ in range(size // 4):
            peer.say(b"a")
        costs.append(server.cpu_seconds() - begin)
    if costs[3] > 3 * costs[0] + 0.2:
        raise Failed(f"expected linear work, got {costs} seconds for the quarters")
    peer.say("'/>")
    peer.check_answer()


@case(18, *START, "clear", "features")
def deadline_before_the_login(peer, server):
    """However busily a client says nothing, it has only so long."""
    begin, cpu = time.monotonic(), server.cpu_seconds()
    while time.monotonic() - begin < LOGIN_SECONDS + PATIENCE and not peer.is_closed:
        peer.say(b" ")
        peer._read(time.monotonic() + 0.02)
    took = time.monotonic() - begin
    peer.hear_error("connection-timeout")
    if not LOGIN_SECONDS - 1 < took < LOGIN_SECONDS + 2:
        raise Failed(f"expected an end after {LOGIN_SECONDS} s, got it after {took:.1f} s")
    if server.cpu_seconds() - cpu > 1:
        raise Failed("the process was busy with nothing")
