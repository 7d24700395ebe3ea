#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Server mode against clients that play foul, over real sockets and real TLS, before and after the login.

    hostile_client.py PROGRAM [PART]     only the cases whose name contains PART

While the cases are played somebody else talks to a contact, and each answer comes in time. After every case the process
lives, a well-behaved client that was there all the time gets an answer to a ping, the log has grown by the lines that the
case says and holds no password, and in the end the process has not grown.
"""

import pathlib
import re
import shutil
import sys
import tempfile
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from hostile import cases
from hostile.client import PASSWORD, Failed
from hostile.conversation import Conversation
from hostile.server import Server

MEMORY = 16 * 1024  # KiB, for all cases together


def check(case, server, witness, peer_log):
    witness.check_answer()
    server.host.check_alive()
    lines = server.lines_since(peer_log, case.lines)
    if case.lines is not None and len(lines) != case.lines:
        raise Failed(f"expected {case.lines} lines in the log, got {len(lines)}:\n  " + "\n  ".join(lines))
    for line in lines:
        if re.search(PASSWORD + r"|\x1b|^fake", line):
            raise Failed(f"the log holds what it must not: {line!r}")


def run(case, stage, server, witness, conversation):
    said = conversation.check()
    peer = server.peer(stage)
    mark = server.mark()
    try:
        case.play(peer, server)
    finally:
        peer.close()
    check(case, server, witness, mark)
    conversation.check(said)


def play_all(server, part):
    failures = 0
    witness = server.peer("bound", "witness")
    for stage in cases.STAGES:  # what is made once is made before memory is measured
        server.peer(stage).close()
    witness.check_answer()
    conversation = Conversation(server.peer("bound", "talker"))
    conversation.start()
    memory, start = server.host.resident_kib(), time.monotonic()
    for case in cases.ALL:
        for stage in case.stages:
            name = f"row {case.row:<3} {stage:<8} {case.name}"
            if part not in name:
                continue
            begin = time.monotonic()
            try:
                run(case, stage, server, witness, conversation)
                print(f"ok     {name} ({time.monotonic() - begin:.2f} s)", flush=True)
            except (Failed, OSError) as problem:
                failures += 1
                print(f"FAILED {name}\n       {problem!r}", flush=True)
                if not isinstance(problem, Failed):
                    traceback.print_exc()
                server.host.check_alive()
    print(conversation.finish())
    growth = server.host.resident_kib() - memory
    print(f"{time.monotonic() - start:.1f} s, memory grew by {growth} KiB, {failures} failures")
    if growth > MEMORY:
        print(f"FAILED memory: expected less than {MEMORY} KiB, got {growth} KiB")
    return failures + (growth > MEMORY)


def main(program, part=""):
    if not shutil.which("openssl"):
        print("openssl is not installed.", file=sys.stderr)
        return 77
    with tempfile.TemporaryDirectory() as directory:
        server = Server(program, directory)
        try:
            server.start()
            return 1 if play_all(server, part) else 0
        except BaseException:
            print(server.host.log[-4000:], file=sys.stderr)
            raise
        finally:
            server.host.stop()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
