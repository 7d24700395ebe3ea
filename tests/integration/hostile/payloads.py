# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows 38, 44, 45, 48 and 54 on a client's stream: what is absurd in forms, archives, pictures and addresses."""

import re

from .case import Case, collector
from .client import DOMAIN, Failed

CASES = []
case = collector(CASES)

ERROR = "<({}) xmlns="
FORM = "<x xmlns='jabber:x:data' type='submit'>{}</x>"
ARCHIVE = "<field var='FORM_TYPE'><value>urn:xmpp:mam:2</value></field>"
COMMAND = "xmlns='http://jabber.org/protocol/commands'"
PUBSUB = "http://jabber.org/protocol/pubsub"


def request(content, kind="set", to=""):
    target = f" to='{to}'" if to else ""
    return f"<iq type='{kind}' id='a'{target}>{content}</iq>"


def answered(row, name, data, *conditions):
    """With one of the conditions, or with a result if none is named; there is one answer, and the next ping's."""
    def play(peer, _):
        peer.say(data)
        found = peer.hear(r'<iq (?=[^>]*id="a")([^>]*?)(/>|>.*?</iq>)')
        is_error = b'type="error"' in found[1]
        if is_error != bool(conditions) or (
                conditions and not re.search(ERROR.format("|".join(conditions)).encode(), found[2])):
            raise Failed(f"expected {' or '.join(conditions) or 'a result'}, got {found[0][:500]!r}")
        if b'id="a"' in peer.check_answer():
            raise Failed("there are two answers")
    CASES.append(Case(row, name, ("bound",), None, play))


def archive(fields="", page="", to=""):
    form = FORM.format(ARCHIVE + fields) if fields else ""
    pages = f"<set xmlns='http://jabber.org/protocol/rsm'>{page}</set>" if page else ""
    return request(f"<query xmlns='urn:xmpp:mam:2'>{form}{pages}</query>", to=to)


def field(name, *values):
    return f"<field var='{name}'>" + "".join(f"<value>{value}</value>" for value in values) + "</field>"


# -- archives -----------------------------------------------------------------------------------------------

answered(48, "a page of a thousand million", archive(page="<max>1000000000</max>"))
for wrong in ("-1", "99999999999999999999", "1e9", "ten", "0x10", ""):
    answered(48, f"a page of {wrong!r}", archive(page=f"<max>{wrong}</max>"), "bad-request")
for place in ("after", "before"):
    answered(48, f"{place} an id that nobody gave", archive(page=f"<{place}>nobody</{place}>"), "item-not-found")
    answered(48, f"{place} a long id", archive(page=f"<{place}>{'9' * 10000}</{place}>"), "item-not-found")
for wrong in ("yesterday", "2020-13-45T00:00:00Z", "99999-01-01T00:00:00Z", "2020-01-01", "-1",
              "2020-01-01T00:00:00+99:99", "T" * 10000):
    answered(48, f"from {wrong[:30]!r} on", archive(field("start", wrong)), "bad-request")
answered(48, "an end before its start", archive(field("start", "2030-01-01T00:00:00Z")
                                                + field("end", "2020-01-01T00:00:00Z")))
answered(48, "with nobody", archive(field("with", "@")), "bad-request", "jid-malformed")
answered(48, "two starts", archive(field("start", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")), "bad-request")
answered(48, "an unknown field", archive(field("colour", "red")), "bad-request", "feature-not-implemented")
answered(48, "a thousand ids", archive("".join(field("ids", *(str(n) for n in range(1000))))), "item-not-found",
         "bad-request", "resource-constraint")
answered(48, "of somebody else", archive(to=f"witness@{DOMAIN}"), "forbidden", "item-not-found", "service-unavailable")
answered(48, "of a room that one is not in", archive(to=f"#quiet@{DOMAIN}"), "forbidden")

# -- forms --------------------------------------------------------------------------------------------------

# A stanza may hold a thousand elements.
for name, fields in {"of hundreds of fields": "".join(field(f"f{n}", "v") for n in range(400)),
                     "of one long value": field("stay_connected", "x" * 200000),
                     "of hundreds of values": field("stay_connected", *(["1"] * 900)),
                     "of one field a hundred times": field("stay_connected", "1") * 400}.items():
    answered(45, f"a form {name} to no command",
             request(f"<command {COMMAND} node='nothing'>{FORM.format(fields)}</command>", to=DOMAIN),
             "item-not-found")
    answered(45, f"a form {name} to a session that never was",
             request(f"<command {COMMAND} node='settings' sessionid='none'>{FORM.format(fields)}</command>", to=DOMAIN),
             "bad-request")
    answered(44, f"a form {name} to register",
             request(f"<query xmlns='jabber:iq:register'>{FORM.format(fields)}</query>", to=DOMAIN),
             "not-acceptable", "not-allowed", "service-unavailable", "bad-request")
    answered(45, f"a form {name} to search",
             request(f"<query xmlns='jabber:iq:search'>{FORM.format(fields)}</query>", to=DOMAIN),
             "not-acceptable", "bad-request", "service-unavailable", "feature-not-implemented", "item-not-found")


@case(45, "bound", lines=1)
def a_form_of_thousands_of_fields(peer, _):
    peer.say(request(f"<command {COMMAND} node='settings'>" + FORM.format(field("f", "v") * 3000) + "</command>"))
    peer.hear_error("policy-violation")


# -- pictures, personal events, private storage ---------------------------------------------------------------

# Whatever is published is the user's own: it is kept as it stands, or refused, and read by nobody here.


@case(54, "bound", lines=None)
def portraits_that_are_none(peer, _):
    for picture in ("!!!", "", "QUJD" * 40000, "iVBORw0KGgo=", "PHN2Zz48c2NyaXB0Lz48L3N2Zz4=", "A" * 99999):
        peer.say(request(f"<vCard xmlns='vcard-temp'><PHOTO><TYPE>image/png&#10;x</TYPE><BINVAL>{picture}</BINVAL>"
                         "</PHOTO></vCard>"))
        peer.hear('<iq [^>]*id="a"[^>]*>', 20)
        for node in ("urn:xmpp:avatar:data", "urn:xmpp:avatar:metadata"):
            peer.say(request(f"<pubsub xmlns='{PUBSUB}'><publish node='{node}'><item id='../../x'>"
                             f"<data xmlns='{node}'>{picture}</data></item></publish></pubsub>"))
            peer.hear('<iq [^>]*id="a"[^>]*>', 20)


answered(54, "a publication of nothing", request(f"<pubsub xmlns='{PUBSUB}'><publish/></pubsub>"), "bad-request")
answered(54, "a node with a long name", request(
    f"<pubsub xmlns='{PUBSUB}'><publish node='{'n' * 5000}'><item><a xmlns='urn:x'/></item></publish></pubsub>"),
    "bad-request", "not-acceptable")
answered(54, "somebody else's node", request(
    f"<pubsub xmlns='{PUBSUB}'><publish node='urn:x'><item><a xmlns='urn:x'/></item></publish></pubsub>",
    to=f"witness@{DOMAIN}"), "forbidden", "feature-not-implemented", "service-unavailable")


@case(54, "bound", lines=None)
def nodes_without_end(peer, server):
    """Sooner or later there is no room for more, and what is kept is bounded."""
    before = server.host.resident_kib()
    for n in range(60):
        peer.say(request(f"<pubsub xmlns='{PUBSUB}'><publish node='urn:x:{n}'><item><a xmlns='urn:x'>{'b' * 20000}</a>"
                         "</item></publish></pubsub>"))
        peer.hear(r'<iq [^>]*id="a"[^>]*>', 20)
    grown = server.host.resident_kib() - before
    if grown > 8 * 1024:
        raise Failed(f"the process grew by {grown} KiB")


# -- addresses ----------------------------------------------------------------------------------------------

TRICKS = ("\u202eoche", "e\u200bcho", "\ufeffecho", "\uff45cho", "\u0435cho", "echo\u0301" * 50, "\\40", "\\20",
          "\\5c40", "a\\40b\\40c", "%", "%00", "..", "../../echo", "echo%s%n", "'; --",
          "\U0001f600", "\u2024", "\u00df" * 1023,
          "#\u202eloop", "#" * 500, "#loop\u200bback", "#", "con", "\u1e9e", "\u3164")


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;")


@case(38, "bound", lines=None)
def addresses_that_look_like_others(peer, _):
    """Of a person and of a room: nobody else's words come of it, and every request has one answer."""
    for trick in TRICKS:
        to = f"{escaped(trick)}@{DOMAIN}"
        peer.say(f"<message type='chat' to='{to}'><body>whose</body></message><presence to='{to}/a'>"
                 f"<x xmlns='http://jabber.org/protocol/muc'/></presence><presence type='probe' to='{to}'/>")
        for query in ("<query xmlns='http://jabber.org/protocol/disco#info'/>", "<vCard xmlns='vcard-temp'/>",
                      "<query xmlns='http://jabber.org/protocol/disco#items'/>", "<ping xmlns='urn:xmpp:ping'/>",
                      "<query xmlns='jabber:iq:version'/>", "<query xmlns='jabber:iq:last'/>"):
            peer.say(request(query, "get", to))
            peer.hear('<iq [^>]*id="a"[^>]*>', 20)


@case(38, "bound", lines=None)
def domains_that_look_like_others(peer, _):
    for domain in ("\u0456m.example", "im.example.", "IM.EXAMPLE", "im\u3002example", "im.example\u200b", "[::1]",
                   "127.0.0.1", "localhost", "x" * 1023, "im.example:5222", "xn--m-0ha.example"):
        peer.say(request("<ping xmlns='urn:xmpp:ping'/>", "get", domain))
        peer.hear('<iq [^>]*id="a"[^>]*>')
    peer.check_answer()
