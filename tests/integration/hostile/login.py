# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows 22-32 without the TLS part: who says the wrong thing before, at and after the login."""

import base64

from .case import Case, collector
from .client import DOMAIN, HEADER, PASSWORD, SASL, STARTTLS, Failed, auth, bind, plain

CASES = []
case = collector(CASES)

SESSION = "<iq type='set' id='s'><session xmlns='urn:ietf:params:xml:ns:xmpp-session'/></iq>"
PING = f"<iq type='get' id='p' to='{DOMAIN}'><ping xmlns='urn:xmpp:ping'/></iq>"


def ends(row, name, data, condition, stages, lines=1):
    def play(peer, _):
        peer.say(data)
        peer.hear_error(condition)
        if b"<success" in peer.heard or b"<jid>" in peer.heard:
            raise Failed(f"expected no login, got {peer.heard!r}")
    CASES.append(Case(row, name, stages, lines, play))


def fails(row, name, data, condition, lines=1):
    """The login is refused, and a right one is possible after it."""
    def play(peer, _):
        peer.say(data)
        found = peer.hear(f'<failure xmlns="{SASL}"><([a-z-]+)/>.*?</failure>')
        if found[1].decode() != condition:
            raise Failed(f"expected {condition}, got {found[0]!r}")
        peer.say(plain("mallory"))
        peer.hear("<success [^>]*>")
    CASES.append(Case(row, name, ("features",), lines, play))


def encoded(data):
    return auth(base64.b64encode(data).decode())


for kind in ("<message/>", "<presence/>", PING):
    ends(22, f"{kind[1:4]} before the login", kind, "not-authorized", ("clear", "features"))
ends(23, "bind before the login", bind("a"), "not-authorized", ("clear", "features"))
ends(23, "session before the login", SESSION, "not-authorized", ("clear", "features"))
ends(23, "bind behind a wrong password", plain("mallory", "wrong") + bind("a") + SESSION + PING, "not-authorized",
     ("features",), None)
ends(23, "stream behind a wrong password", plain("mallory", "wrong") + HEADER[21:] + bind("a"), "invalid-xml",
     ("features",), None)
ends(22, "no stanza", "<a xmlns='urn:x'/>", "unsupported-stanza-type", ("clear", "features", "bound"))
ends(28, "two logins at once", plain("mallory") + plain("witness", "wrong"), "not-authorized", ("features",), None)
ends(28, "second login", plain("mallory"), "policy-violation", ("bound",))
ends(25, "TLS in TLS", STARTTLS, "not-authorized", ("features",))
ends(25, "TLS when bound", STARTTLS, "unsupported-stanza-type", ("bound",))

fails(28, "unknown mechanism", auth("AGEAYg==", "SCRAM-SHA-1"), "invalid-mechanism")
fails(28, "no mechanism", f"<auth xmlns='{SASL}'/>", "invalid-mechanism")
fails(28, "bad base64", auth("!!!"), "incorrect-encoding")
fails(28, "white space in base64", auth("AGEA YWI="), "incorrect-encoding")
fails(28, "empty initial response", auth("="), "malformed-request")
fails(28, "no initial response", auth(""), "malformed-request")
fails(28, "response to nothing", f"<response xmlns='{SASL}'>AGEAYg==</response>", "malformed-request")
fails(28, "abort of nothing", f"<abort xmlns='{SASL}'/>", "aborted")
fails(29, "another's name", plain("mallory", authzid=f"witness@{DOMAIN}"), "invalid-authzid")
fails(29, "another domain's name", plain("mallory", authzid="mallory@other.example"), "invalid-authzid")
fails(29, "no NUL", encoded(b"mallory"), "malformed-request")
fails(29, "one NUL", encoded(b"\0mallory"), "malformed-request")
fails(29, "three NULs", encoded(b"\0mallory\0a\0b"), "malformed-request")
fails(29, "no name", plain(""), "malformed-request")
fails(29, "no password", plain("mallory", ""), "malformed-request")
fails(29, "no UTF-8", encoded(b"\0m\xC0\x80\0a"), "malformed-request")
fails(29, "long password", plain("mallory", "x" * 5000), "malformed-request")
fails(29, "long name", plain("m" * 1024), "malformed-request")
for name in ("a/b", "a@b", "@", "a b", "a\nfake", "a\x1b[31m", "a\u0378\ue000\u202e", "ab&c"):
    fails(29, f"user {ascii(name)[:20]}", plain(name), "not-authorized")
fails(63, "name with a line end and a wrong password", plain("a\n2026-01-01 fake", "wrong"), "not-authorized")
fails(23, "wrong password", plain("mallory", "wrong"), "not-authorized")
ends(29, "endless password", auth("A" * (1 << 20)), "policy-violation", ("features",))


def prepared(name, written):
    def play(peer, _):
        peer.say(plain(written))
        peer.hear("<success [^>]*>")
        peer.say(HEADER + bind("a"))
        peer.hear(f"<jid>{name}@{DOMAIN}/a</jid>".encode())
    CASES.append(Case(29, f"prepared as {ascii(name)}", ("features",), 0, play))


prepared("mallory", "MaLLory")
prepared("\u00e4nne", "A\u0308nne")


@case(26, "clear")
def password_in_the_clear(peer, _):
    peer.say(plain("mallory"))
    peer.hear(f'<failure xmlns="{SASL}"><encryption-required/></failure>')


@case(26, "fresh", lines=0)
def nothing_offered_in_the_clear(peer, _):
    peer.say(HEADER)
    heard = peer.hear("^.*</stream:features>")[0]
    if b"mechanism" in heard or b"<required/>" not in heard:
        raise Failed(f"expected TLS to be required and no mechanism, got {heard!r}")


@case(28, "features", lines=None)
def abort_of_a_login(peer, _):
    """Whichever comes first, the verdict or the abort: there is an answer, and no session without a success."""
    peer.say(plain("mallory", "wrong") + f"<abort xmlns='{SASL}'/>")
    peer.hear("<(aborted|not-authorized)/>")
    peer.say(plain("mallory"))
    peer.hear("<success [^>]*>")


@case(31, "features", lines=None)
def guessing(peer, _):
    for _ in range(5):
        peer.say(plain("mallory", "wrong"))
    peer.hear_error("policy-violation", "not-authorized")


@case(31, "features", lines=6)
def patient_guessing(peer, _):
    for attempt in range(5):
        peer.say(plain("mallory", "wrong"))
        peer.hear("<not-authorized/>.*?</failure>")
    peer.hear_error("policy-violation")


@case(31, "fresh", lines=None)
def guessing_from_one_address(_, server):
    """After a hundred failures nobody there is heard for a while, and elsewhere nobody notices."""
    for _ in range(20):
        guesser = server.peer("features", source="127.0.0.31")
        for _ in range(5):
            guesser.say(plain("mallory", "wrong"))
            guesser.hear("<not-authorized/>.*?</failure>")
        guesser.hear_error("policy-violation")
        guesser.close()
    guesser = server.peer("features", source="127.0.0.31")
    guesser.say(plain("mallory"))
    guesser.hear("<temporary-auth-failure/>.*?</failure>")
    guesser.close()
    server.peer("bound").close()
    if "too many failed logins from 127.0.0.31" not in server.host.log:
        raise Failed("expected a line in the log about 127.0.0.31")


for sender in (f"witness@{DOMAIN}", f"mallory@{DOMAIN}/other", "mallory@other.example", DOMAIN, "@",
               f"witness@{DOMAIN}/test"):
    ends(32, f"stanza from {sender}", f"<message from='{sender}' to='echo@{DOMAIN}'><body>a</body></message>",
         "invalid-from", ("bound",))


@case(32, "bound", lines=0)
def own_address(peer, _):
    for sender in (f"mallory@{DOMAIN}", f"mallory@{DOMAIN}/test"):
        peer.say(f"<message type='chat' from='{sender}' to='echo@{DOMAIN}'><body>own</body></message>")
        peer.hear("<body>own</body>")


@case(63, "bound", lines=None)
def lines_of_the_log_in_a_stanza(peer, _):
    peer.say(f"<message type='chat' to='echo@{DOMAIN}'><body>a\nfake 2026-01-01 ERROR &#x9;</body></message>")
    peer.hear("fake 2026")
    peer.say(f"<iq type='set' id='a'><query xmlns='jabber:iq:auth'><password>{PASSWORD}</password></query></iq>")
    peer.hear('type="error"')
    peer.say(f"<message type='chat' to='a\nfake@{DOMAIN}/&#10;fake'><body>{PASSWORD}</body></message>")
    peer.check_answer()
    peer.say(f"<iq type='get' id='&#10;fake' to='{DOMAIN}'><x xmlns='fake'/></iq>")
    peer.hear('type="error"')


@case(63, "features", lines=None)
def resource_with_control_characters(peer, _):
    peer.say(plain("mallory"))
    peer.hear("<success [^>]*>")
    peer.open_stream()
    for resource in ("a&#10;fake", "a&#9;b", "x" * 2000):
        peer.say(bind(resource))
        peer.hear("<bad-request ")
    peer.say(bind("a"))
    peer.hear("<jid>")
