#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The XMPP server restarts 20 times in a row while people talk: nobody is logged in anew on the network, what was said
meanwhile comes once, users are asked once whether they are there, and told nothing twice.

usage: stream_restarts.py PROGRAM
"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from stage import host as hosts, irc
from stage.gateway import Gateway

RESTARTS = 20
USERS = ("ann", "bea", "cora")
CLIENT = "{jabber:component:accept}"


class Restarts:
    def __init__(self, gateway, network):
        self.gateway = gateway
        self.network = network

    def elements(self, tag, **attributes):
        names = {key.rstrip("_"): value for key, value in attributes.items()}
        return [e for e in self.gateway.server.stream.elements if e.tag == CLIENT + tag
                and all(e.get(key) == value for key, value in names.items())]

    def until(self, condition, what):
        self.gateway.loop.until(lambda: bool(condition()), lambda: f"{what}: {self.gateway.log[-2000:]}", 15)

    def bodies(self, user):
        return [e.findtext(CLIENT + "body") for e in self.elements("message", to=f"{user}@users.example")]

    def log_in(self):
        for user in USERS:
            self.gateway.register(user, user)
            self.gateway.log_in(user)
        self.connections = [self.network.find(user) for user in USERS]
        assert all(self.connections)

    def restart(self, number):
        server = self.gateway.server
        before = server.connections
        server.cut()
        self.until(lambda: server.connections > before and server.stream.header is not None, "a new stream")
        # The network goes on talking while nobody can be told.
        for user in USERS:
            self.network.find(user).say(f":juliet!j@host PRIVMSG {user} :word {number}")
        self.gateway.turn(0.05)
        server.shake_hands()
        for user in USERS:
            self.until(lambda: self.bodies(user) and self.elements("presence", type="probe", to=f"{user}@users.example"),
                       f"{user} is asked and hears what was said")
        for user in USERS:
            address = f"{user}@users.example"
            assert self.bodies(user) == [f"word {number}"], self.bodies(user)
            assert len(self.elements("presence", type="probe", to=address)) == 1
            self.gateway.say(f"<presence from='{address}/play' to='{hosts.JID}'/>")
            self.gateway.say(f"<message type='chat' id='m{number}' from='{address}/play' to='juliet@{hosts.JID}'>"
                             f"<body>line {number} of {user}</body></message>")
            line = f"PRIVMSG juliet :line {number} of {user}"
            self.until(lambda: line in self.network.find(user).lines, f"{user} is heard")
            assert self.network.find(user).lines.count(line) == 1
        # The answer to the question is no news to anybody.
        told = [e for e in self.elements("presence") if e.get("type") != "probe"]
        assert not told, [(e.get("from"), e.get("to"), e.get("type")) for e in told]
        assert not self.elements("message", type="error")

    def check_network(self):
        assert [self.network.find(user) for user in USERS] == self.connections, "somebody was logged in anew"
        assert len(self.network.clients) == len(USERS)
        for client in self.connections:
            assert not [line for line in client.lines if line.startswith("QUIT")]


def main():
    with tempfile.TemporaryDirectory(prefix="spectrum2-restarts-") as directory:
        # The stage's XMPP server has the loop that the network joins.
        gateway = Gateway(sys.argv[1], directory)
        network = irc.Network(gateway.loop)
        gateway.settings |= {
            "service.network": ["irc"], "irc.server": ["127.0.0.1"], "irc.port": [str(network.port)], "irc.tls": ["0"],
            "irc.flood_rate": ["0"], "reconnect.min": ["1"], "reconnect.max": ["1"]}
        try:
            gateway.start()
            restarts = Restarts(gateway, network)
            restarts.log_in()
            before = gateway.resident_kib()
            for number in range(RESTARTS):
                restarts.restart(number)
            restarts.check_network()
            grown = gateway.resident_kib() - before
            assert grown < 16 * 1024, f"the host grew by {grown} KiB"
            gateway.stop()
        finally:
            if gateway.process and gateway.process.poll() is None:
                gateway.kill()
            network.stop()


if __name__ == "__main__":
    main()
