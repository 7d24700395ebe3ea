# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows 40 and 41: IQs that are none, or that nobody here understands."""

from .case import Case, collector
from .client import DOMAIN, Failed

CASES = []
case = collector(CASES)

PAYLOAD = "<ping xmlns='urn:xmpp:ping'/>"
NOBODY = "<query xmlns='urn:example:nothing'/>"
PLACES = {"nobody": "", "the own address": f" to='mallory@{DOMAIN}'", "the service": f" to='{DOMAIN}'",
          "a contact": f" to='echo@{DOMAIN}'", "a client of a contact": f" to='echo@{DOMAIN}/a'",
          "an unknown contact": f" to='nobody@{DOMAIN}'", "a room": f" to='#loopback@{DOMAIN}'",
          "a participant": f" to='#loopback@{DOMAIN}/echo'", "elsewhere": " to='a@other.example'"}


def answered(row, name, data, *conditions):
    def play(peer, _):
        peer.say(data)
        found = peer.hear("^<iq ([^>]*)>(.*?)</iq>")
        if b'type="error"' not in found[1] or not any(f"<{c} xmlns=".encode() in found[2] for c in conditions):
            raise Failed(f"expected {' or '.join(conditions)}, got {found[0]!r}")
        peer.check_silence()
    CASES.append(Case(row, name, ("bound",), 0, play))


def ignored(row, name, data):
    def play(peer, _):
        peer.say(data)
        peer.check_silence()
    CASES.append(Case(row, name, ("bound",), 0, play))


answered(40, "no id", f"<iq type='get' to='{DOMAIN}'>{PAYLOAD}</iq>", "bad-request")
answered(40, "unknown type", f"<iq type='foo' id='a' to='{DOMAIN}'>{PAYLOAD}</iq>", "bad-request")
answered(40, "no type", f"<iq id='a' to='{DOMAIN}'>{PAYLOAD}</iq>", "bad-request")
for kind in ("get", "set"):
    answered(40, f"{kind} of nothing", f"<iq type='{kind}' id='a' to='{DOMAIN}'/>", "bad-request")
    answered(40, f"{kind} of two things", f"<iq type='{kind}' id='a' to='{DOMAIN}'>{PAYLOAD}{PAYLOAD}</iq>",
             "bad-request")
    for place, to in PLACES.items():
        answered(41, f"unknown {kind} to {place}", f"<iq type='{kind}' id='a'{to}>{NOBODY}</iq>",
                 "service-unavailable", "item-not-found", "remote-server-not-found")
    answered(40, f"session of {kind} with an id of markup",
             f"<iq type='{kind}' id='&lt;a&apos;&quot;&amp;' to='{DOMAIN}'>{NOBODY}</iq>", "service-unavailable")
for kind in ("result", "error"):
    for place, to in PLACES.items():
        ignored(40, f"{kind} that nobody waits for to {place}", f"<iq type='{kind}' id='a'{to}>{NOBODY}</iq>")
ignored(40, "error to an error", f"<message type='error' id='a' to='echo@{DOMAIN}'><body>a</body><error/></message>")
ignored(40, "session in a result",
        "<iq type='result' id='a'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>")
answered(40, "session and more", "<iq type='set' id='a'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>"
         f"{PAYLOAD}</iq>", "bad-request")
answered(40, "bind again", "<iq type='set' id='a'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>",
         "not-allowed", "service-unavailable")


@case(40, "bound", lines=0)
def same_id_twice(peer, _):
    request = f"<iq type='get' id='a' to='{DOMAIN}'>{PAYLOAD}</iq>"
    peer.say(request * 2)
    peer.hear('id="a".*id="a"')


@case(40, "bound", lines=0)
def to_no_address(peer, _):
    for to in ("@", "/", "a@", f"@{DOMAIN}", f"{DOMAIN}/", "a@b@c", "x" * 1024 + f"@{DOMAIN}",
               f"a@{DOMAIN}/" + "y" * 1024):
        peer.say(f"<iq type='get' id='a' to='{to}'>{PAYLOAD}</iq>"
                 f"<message to='{to}' type='chat'><body>a</body></message>")
        peer.hear('<iq [^>]*type="error"')
        peer.check_answer()
