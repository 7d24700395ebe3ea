#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""`spectrum2 ctl` and the admin socket of a running host, with peers that behave and peers that do not.

usage: ctl.py PROGRAM
"""

import json
import os
import pathlib
import socket
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage.gateway import Gateway

NOBODY = 65534


def connect(gateway):
    peer = socket.socket(socket.AF_UNIX)
    peer.settimeout(10)
    peer.connect(str(gateway.socket))
    return peer


def answer(peer):
    """The next line; what follows it stays for the next call."""
    data = b""
    while not data.endswith(b"\n"):
        more = peer.recv(1)
        if not more:
            return None
        data += more
    return json.loads(data)


def commands(gateway):
    status = gateway.ask("status")
    assert [(i["instance"], i["network"], i["state"]) for i in status["instances"]] == [
        ("irc.example", "Loopback", "ready")], status
    assert status["process"] == gateway.process.pid and status["memory"] > 0, status
    assert "irc.example (Loopback): ready, 0 users" in gateway.ctl("status")

    gateway.register("romeo", "romeo", "secret")
    gateway.log_in("romeo")
    assert gateway.ctl("register", "juliet@users.example", "juliet", text="of juliet\n") == "Done.\n"
    assert gateway.is_registered("juliet")
    # The network was asked about the account; nobody is there who would use it.
    gateway.wait_until(lambda: gateway.user("juliet")["state"] == "offline", "juliet is logged out")
    assert gateway.user("juliet") == {"user": "juliet@users.example", "state": "offline", "registered": True,
                                      "name": "juliet"}
    assert [u["user"] for u in gateway.ask("users")["users"]] == ["romeo@users.example"]
    assert [u["user"] for u in gateway.ask("users", "--all")["users"]] == ["juliet@users.example",
                                                                          "romeo@users.example"]
    text = gateway.ctl("users", "irc.example", "--all")
    assert text.startswith("juliet@users.example: offline\nromeo@users.example: online since "), text
    assert "registered as romeo" in gateway.ctl("user", "romeo@users.example")
    assert "sessions: 1" in gateway.ctl("stats")
    assert "is not registered" in gateway.ctl("user", "nobody@users.example", code=1)
    assert "no instance elsewhere" in gateway.ctl("users", "elsewhere", code=1)

    gateway.ctl("disconnect", "romeo@users.example", "Go home.")
    gateway.wait_until(lambda: gateway.user("romeo")["state"] == "offline", "romeo is logged out")
    assert "is not logged in" in gateway.ctl("disconnect", "romeo@users.example", code=1)
    removal(gateway)


def messages(gateway):
    for user in ("tybalt", "benvolio"):
        gateway.register(user, user)
    gateway.log_in("tybalt")
    heard(gateway)
    text = "Back at <noon> & well\x07."
    assert gateway.ctl("message", "benvolio@users.example", text) == "1 user was told.\n"
    gateway.wait_until(lambda: heard(gateway, keep=True), "the announcement came")
    # What XML cannot carry is left out.
    assert heard(gateway) == [("benvolio@users.example", "Back at <noon> & well\ufffd.")]
    assert gateway.ask("message", "--all", "Away.") == {"told": 1, "instance": "irc.example"}
    gateway.wait_until(lambda: heard(gateway, keep=True), "the announcement came")
    assert heard(gateway) == [("tybalt@users.example", "Away.")]
    assert "is not registered" in gateway.ctl("message", "nobody@users.example", "Hello.", code=1)
    assert "Say what to tell" in gateway.ctl("message", "--all", " ", code=1)
    assert "longer than" in gateway.ctl("message", "--all", "x" * 10001, code=1)
    for user in ("tybalt", "benvolio"):
        gateway.ctl("delete", f"{user}@users.example")


def heard(gateway, keep=False):
    """The messages of the service so far: to whom, and what."""
    elements = gateway.server.stream.elements
    found = [e for e in elements if e.tag.endswith("}message") and e.get("from") == "irc.example"]
    if not keep:
        for element in found:
            elements.remove(element)
    return [(e.get("to"), "".join(e.itertext())) for e in found]


def removal(gateway):
    """As when the user himself asks for it: his list is cleaned before the gateway forgets who was in it."""
    gateway.log_in("romeo")
    gateway.say("<presence type='subscribe' from='romeo@users.example' to='echo@irc.example'/>")
    gateway.wait_until(lambda: presences(gateway, "echo@irc.example", "subscribed"), "echo is in the list")
    gateway.server.stream.elements.clear()
    assert gateway.ctl("unregister", "romeo@users.example") == "Done.\n"
    assert not gateway.is_registered("romeo")
    for sender in ("echo@irc.example", "irc.example"):
        for kind in ("unsubscribe", "unsubscribed"):
            gateway.wait_until(lambda: presences(gateway, sender, kind), f"{sender} is taken out of the list: {kind}")
    assert "not registered" in gateway.ctl("delete", "romeo@users.example", code=1)


def presences(gateway, sender, kind):
    return [e for e in gateway.server.stream.elements if e.tag.endswith("}presence") and e.get("from") == sender
            and e.get("type") == kind and e.get("to") == "romeo@users.example"]


def configuration(gateway):
    assert gateway.ctl("reload") == "The configuration was read again.\n"
    config = gateway.directory / "host.cfg"
    good = config.read_text()
    config.write_text(good.replace("network=loopback", "network=loopback\nnonsense=1"))
    text = gateway.ctl("reload", code=78)
    assert "service.nonsense" in text and "everything goes on as before" in text, text
    config.write_text(good.replace(str(gateway.socket), str(gateway.socket) + "2"))
    assert "admin.socket" in gateway.ctl("reload")
    assert gateway.ask("reload") == {"needRestart": []}  # it was told once
    config.write_text(good)

    assert "An administrator asks for log-level" not in gateway.ctl("log-level", "warning")
    asked = gateway.log.count("An administrator asks for")
    gateway.ctl("status")
    assert gateway.log.count("An administrator asks for") == asked
    assert "must be one of" in gateway.ctl("log-level", "loud", code=1)
    gateway.ctl("log-level", "info", "spectrum.store.debug=true")


def store(gateway):
    before = gateway.key.read_bytes()
    for number in range(5):
        gateway.register(f"user{number}", f"user{number}")
        gateway.ctl("rotate-key")
    assert gateway.key.read_bytes() != before and len(gateway.key.read_bytes()) == 32
    copy = gateway.directory / "copy.db"
    gateway.ctl("backup", str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600 and copy.stat().st_size > 0
    assert "there is such a file already" in gateway.ctl("backup", str(copy), code=1)
    # What was copied is a store: a host runs on it.
    gateway.stop()
    gateway.store.unlink()
    copy.rename(gateway.store)
    gateway.start()
    assert all(gateway.is_registered(f"user{number}") for number in range(5))


def for_machines(gateway):
    """Every command answers with one JSON object a line."""
    copy = gateway.directory / "another copy.db"
    user = "paris@users.example"
    for words in (["status"], ["statistics"], ["users"], ["register", user, "paris"], ["user", user],
                  ["message", "--all", "Hello."], ["message", user, "Hello."], ["log-level", "info"], ["reload"],
                  ["rotate-key"], ["backup", str(copy)], ["unregister", user]):
        assert isinstance(json.loads(gateway.ctl("--json", *words, text="secret\n")), dict), words
    refused = subprocess.run([gateway.program, "ctl", "--socket", gateway.socket, "--json", "disconnect", user],
                             text=True, capture_output=True, check=False)
    assert refused.returncode == 1 and json.loads(refused.stdout)["error"]["kind"] == "not-connected", refused


def usage(gateway):
    for words, text in ((["relaod"], 'did you mean "reload"?'), ([], "say what to do"), (["user"], "needs a word more"),
                        (["status", "x"], 'does not take "x"'), (["--nonsense", "status"], "no option --nonsense"),
                        (["status", "--instance"], "--instance needs a value"),
                        (["status", "--all"], "does not take --all"), (["message", "--all"], "needs a word more")):
        assert text in gateway.ctl(*words, code=2), words
    done = subprocess.run([gateway.program, "ctl", "--socket", "/nonexistent/socket", "status"], text=True,
                          capture_output=True, check=False)
    assert done.returncode == 69 and "no host runs there" in done.stderr, done


def hostile_peers(gateway):
    mode = gateway.socket.stat().st_mode
    assert stat.S_ISSOCK(mode) and stat.S_IMODE(mode) == 0o600, oct(mode)
    peer = connect(gateway)
    for line in (b"nonsense\n", b"[]\n", b"\n", b"\xff\xfe\n", b'{"command": 5}\n', b"{" * 5000 + b"\n"):
        peer.sendall(line)
        assert "error" in answer(peer), line
    # A row of requests, and half of one: the answers come in order, others are served meanwhile.
    peer.sendall(b'{"command": "status"}\n' * 3 + b'{"comm')
    for _ in range(3):
        assert "result" in answer(peer)
    gateway.ctl("status")
    peer.sendall(b'and": "status"}\n')
    assert "result" in answer(peer)
    peer.sendall(b"x" * 100_000)
    assert answer(peer)["error"]["kind"] == "too-large"
    # Who asks and never reads does not hold up anybody.
    stuck = connect(gateway)
    stuck.setblocking(False)
    try:
        while True:
            stuck.send(b'{"command": "statistics"}\n' * 100)
    except BlockingIOError:
        pass
    began = time.monotonic()
    for _ in range(5):
        gateway.ctl("status")
    assert time.monotonic() - began < 5
    # No more than so many at once; the others go on, and there is room again.
    crowd = [connect(gateway) for _ in range(12)]
    refused = [p for p in crowd if (p.settimeout(0.3), first(p))[1]]
    assert len(refused) >= 4, len(refused)
    for each in (*crowd, stuck, peer):
        each.close()
    gateway.wait_until(lambda: run(gateway, "status") == 0, "there is room again")
    # Somebody else.
    if os.geteuid() == 0:
        gateway.directory.chmod(0o711)
        gateway.socket.chmod(0o666)
        other = subprocess.run([sys.executable, "-c", f"import os, socket\nos.setuid({NOBODY})\n"
                                "s = socket.socket(socket.AF_UNIX)\ns.settimeout(5)\n"
                                f"s.connect({str(gateway.socket)!r})\n"
                                "try:\n    s.send(b'{\"command\": \"stop\"}\\n')\n    print(s.recv(10))\n"
                                "except ConnectionError: print(b'')\n"],
                               capture_output=True, text=True, timeout=20, check=True)
        assert other.stdout == "b''\n", other
        gateway.socket.chmod(0o600)
    gateway.check_alive()


def first(peer):
    try:
        return peer.recv(1000)
    except TimeoutError:
        return None


def run(gateway, *words):
    return subprocess.run([gateway.program, "ctl", "--socket", gateway.socket, *words], capture_output=True,
                          check=False).returncode


def stale_and_live(gateway):
    # A host that died leaves its socket; the next one takes its place.
    gateway.kill()
    assert gateway.socket.is_socket() and run(gateway, "status") == 69
    gateway.start()
    gateway.ctl("status")
    # Another host with a store of its own does not take it.
    with tempfile.TemporaryDirectory() as directory:
        second = Gateway(gateway.program, directory, {"admin.socket": [str(gateway.socket)]})
        text = second.refuses(78)
        assert f"admin.socket: The admin socket {gateway.socket} cannot be made" in text, text
        assert f"process {gateway.process.pid}" in text, text
    gateway.ctl("status")
    # Nor is a file that is no socket touched.
    gateway.ctl("stop")
    assert gateway.wait_for_end(10) == 0 and not gateway.socket.exists()
    gateway.socket.write_text("mine")
    assert "not a socket" in gateway.refuses(78)
    assert gateway.socket.read_text() == "mine"
    gateway.socket.unlink()


def main():
    with tempfile.TemporaryDirectory() as directory:
        gateway = Gateway(sys.argv[1], directory)
        gateway.start()
        for part in (commands, messages, configuration, store, for_machines, usage, hostile_peers, stale_and_live):
            part(gateway)


if __name__ == "__main__":
    main()
