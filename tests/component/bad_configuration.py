#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the program does about a configuration that does not work: at the start, on reload, and while it runs.

usage: bad_configuration.py PROGRAM
"""

import pathlib
import re
import socket
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage.host import Host, free_port
from stage.wire import PlayFailed

LIMIT = 15
NOWHERE = "no-such-host.invalid"


class Case:
    """One host with its settings; server mode on the loopback address, unless they say otherwise."""

    def __init__(self, program, directory, **settings):
        self.port = free_port()
        self.settings = {"service.jid": "localhost", "service.server_mode": "1", "service.server": "127.0.0.1",
                         "service.port": self.port, "service.direct_tls_port": "0", "service.tls": "none",
                         "service.network": "loopback", "database.type": "none"}
        self.settings |= {key.replace("__", "."): value for key, value in settings.items()}
        self.host = Host(program, directory, {key: [value] for key, value in self.settings.items() if value is not None})

    def __enter__(self):
        self.host.start()
        return self

    def __exit__(self, *_):
        self.host.stop()

    def await_log(self, pattern, count=1):
        deadline = time.monotonic() + LIMIT
        while len(found := re.findall(pattern, self.host.log)) < count:
            if time.monotonic() > deadline:
                raise PlayFailed(f"the log never says {pattern!r}:\n{self.host.log[-3000:]}")
            self.host.check_alive()
            time.sleep(0.02)
        return found

    def fails_to_start(self, code, pattern):
        self.host.start()
        ended = self.host.wait_for_end(LIMIT)
        said = self.host.log
        self.host.process = None
        assert ended == code, f"ended with {ended}, not {code}: {said}"
        assert re.search(pattern, said), said
        return said


def gateway(program, directory, **settings):
    return Case(program, directory, **{"service__jid": "irc.example", "service__server_mode": "0", "service__tls": None,
                                       "service__direct_tls_port": None, "service__password": "component-secret",
                                       "database__type": "sqlcipher",
                                       "database__database": f"{directory}/data/spectrum2.db",
                                       "database__key_file": f"{directory}/spectrum2.key",
                                       **settings})


def reload_with_a_mistake(program, directory):
    with Case(program, directory) as case:
        config = pathlib.Path(directory, "host.cfg")
        case.await_log("Listening|listening|up|ready")
        good = config.read_text(encoding="utf-8")
        config.write_text(good.replace("direct_tls_port=0", "direct_tls_port=often\nno_such_key=1"), encoding="utf-8")
        case.host.signal("HUP")
        case.await_log("everything goes on as before")
        line = 1 + good[:good.index("direct_tls_port")].count("\n")
        case.await_log(rf"{re.escape(str(config))}:{line}: service\.direct_tls_port: ")
        case.await_log(rf"{re.escape(str(config))}:{line + 1}: service\.no_such_key: there is no such key")
        socket.create_connection(("127.0.0.1", case.port), timeout=2).close()
        # And it can be mended.
        config.write_text(good, encoding="utf-8")
        case.host.signal("HUP")
        case.await_log("The configuration was read again")


def port_in_use(program, directory):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = Case(program, directory, service__port=port).fails_to_start(69, r"service\.port")
        assert str(port) in said and "in use" in said, said
        said = Case(program, directory, service__websocket_port=port).fails_to_start(69, r"service\.websocket_port")
        assert str(port) in said and "in use" in said, said


def places_that_are_none(program, directory):
    for path in ("chat", "//example.org/chat", "/a path", "/chat?x"):
        Case(program, directory, service__websocket_path=path).fails_to_start(78, r"service\.websocket_path must be a path")
    Case(program, directory, service__websocket_proxies="nginx").fails_to_start(78, r"service\.websocket_proxies must be IP")


def unknown_server(program, directory):
    """A name that has no address may have one tomorrow."""
    with gateway(program, directory, service__server=NOWHERE, service__port="5347", reconnect__min="1") as case:
        case.await_log(rf"(?=.*service\.server).*{re.escape(NOWHERE)}")
        attempts = case.host.log.count(NOWHERE)
        time.sleep(1.5)
        case.host.check_alive()
        assert case.host.log.count(NOWHERE) - attempts <= 3, "it tries again and again:\n" + case.host.log


def missing_secret_file(program, directory):
    said = gateway(program, directory, service__password=None, service__password_file="/nowhere/secret").fails_to_start(
        78, r"host\.cfg:\d+: service\.password_file: /nowhere/secret cannot be read")
    assert "component-secret" not in said


def readable_secrets(program, directory):
    secret = pathlib.Path(directory, "secret")
    secret.write_text("component-secret\n", encoding="utf-8")
    secret.chmod(0o644)
    with gateway(program, directory, service__password=None, service__password_file=secret, service__port=free_port(),
                 service__server="127.0.0.1") as case:
        case.await_log(rf"service\.password_file: {secret} can be read by everybody; run: chmod o-rwx {secret}")
        assert "component-secret" not in case.host.log
        assert case.host.log.count("can be read by everybody") == 1, case.host.log


CASES = (reload_with_a_mistake, port_in_use, places_that_are_none, unknown_server, missing_secret_file, readable_secrets)


def main(program):
    failed = 0
    for case in CASES:
        with tempfile.TemporaryDirectory() as directory:
            try:
                case(program, directory)
            except (PlayFailed, AssertionError) as failure:
                failed += 1
                print(f"{case.__name__}: {failure}")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
