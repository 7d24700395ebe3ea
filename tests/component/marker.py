#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A password that was registered stands nowhere: not in a file, the store's log, the log (with everything that goes
over the wire), a copy, a core dump, or what other processes can see of the host.

usage: marker.py PROGRAM
"""

import base64
import os
import pathlib
import resource
import signal
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage.gateway import Gateway

MARKER = "MARKER-p4ssw0rd-MARKER"
CHANGED = "MARKER-changed-MARKER"
OPERATOR = "MARKER-operator-MARKER"
USER = "markeduser"


def spellings(text):
    raw = text.encode()
    # Base64 of a text within another begins at any of three places.
    inner = {base64.b64encode(b"x" * shift + raw)[4:-4] for shift in range(3)}
    return {raw, raw.hex().encode(), raw.hex().upper().encode(), text.encode("utf-16-le"), *inner}


def expect_nowhere(directory, texts):
    for path in directory.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        for text in texts:
            assert not any(spelling in data for spelling in spellings(text)), f"{text!r} stands in {path}"


def expect_no_core(gateway):
    process = gateway.process.pid
    limits = pathlib.Path(f"/proc/{process}/limits").read_text(encoding="ascii")
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size")).split()
    assert core[4:6] == ["0", "0"], core
    # Who is not dumpable belongs to root there, and no other process of its user may look into it.
    owner = os.stat(f"/proc/{process}/mem").st_uid
    assert owner == 0, owner
    # The words of its command line and its environment are everybody's.
    for name in ("cmdline", "environ"):
        assert MARKER.encode() not in pathlib.Path(f"/proc/{process}/{name}").read_bytes()


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    with tempfile.TemporaryDirectory() as directory:
        folder = pathlib.Path(directory)
        gateway = Gateway(sys.argv[1], directory, {"logging.level": ["debug"],
                                                   "logging.rules": ["*.debug=true", "*.wire=true"]})
        gateway.start()
        gateway.register(USER, USER, MARKER)
        gateway.log_in(USER)
        gateway.register(USER, USER, CHANGED)
        gateway.ctl("register", "other@users.example", "other", text=OPERATOR + "\n")
        # A form in which the password is wrong in place, and one that is cut.
        gateway.say(f"<iq type='set' id='odd' from='{USER}@users.example/play' to='irc.example'><query xmlns='jabber:iq:"
                    f"register'><x xmlns='jabber:x:data' type='submit'><field var='username'><value>{USER}</value>"
                    f"</field><field var='password'><value>{MARKER}</value></field></x></query></iq>")
        gateway.wait_until(lambda: gateway.take("result", "odd") or gateway.take("error", "odd"), "the form")
        gateway.ctl("user", f"{USER}@users.example")
        gateway.ctl("backup", str(folder / "copy.db"))
        gateway.ctl("rotate-key")
        secrets = (MARKER, CHANGED, OPERATOR)
        assert "spectrum.xmpp.wire" in gateway.log, "the wire is not in the log"
        expect_nowhere(folder, secrets)
        expect_no_core(gateway)
        # It dies of a signal that dumps memory, in its own directory.
        gateway.process.send_signal(signal.SIGABRT)
        gateway.process.wait(10)
        expect_nowhere(folder, secrets)
        (folder / "copy.db").unlink()

        gateway.start()
        gateway.ctl("delete", f"{USER}@users.example")
        gateway.ctl("delete", "other@users.example")
        gateway.stop()
        expect_nowhere(folder, secrets)


if __name__ == "__main__":
    main()
