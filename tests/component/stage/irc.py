# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The IRC network of the stage (RFC 2812): registers whoever comes, keeps what they say for the play."""

from .wire import Connection, listen

NAME = "irc.test"


class Client(Connection):
    """The network's side of one connection of the host."""

    def __init__(self, network, sock):
        self.network = network
        self.nickname = ""
        self.lines = []
        self.has_user = False
        self.is_registered = False
        self._input = b""
        super().__init__(network.loop, sock)

    def take(self, data):
        self._input += data
        *lines, self._input = self._input.split(b"\n")
        for line in lines:
            text = line.rstrip(b"\r").decode("utf-8", "surrogateescape")
            self.lines.append(text)
            if self.network.is_helpful:
                self._answer(text)

    def say(self, line):
        self.send(line.encode("utf-8", "surrogateescape") + b"\r\n")

    def _numeric(self, number, rest):
        self.say(f":{NAME} {number} {self.nickname} {rest}")

    def _answer(self, line):
        command, _, rest = line.partition(" ")
        if command == "CAP" and rest.startswith("LS"):
            self.say(f":{NAME} CAP * LS :")
        elif command == "PING":
            self.say(f":{NAME} PONG {NAME} {rest}")
        elif command == "NICK":
            self._take_nickname(rest.lstrip(":"))
        elif command == "USER":
            self.has_user = True
            self._welcome()
        elif command == "JOIN":
            self._join(rest.split(" ")[0])
        elif command == "PART":
            self.say(f":{self.nickname}!u@host PART {rest}")
        elif command == "TOPIC" and ":" in rest:
            self.say(f":{self.nickname}!u@host TOPIC {rest}")
        elif command == "ISON":
            here = [n for n in rest.lstrip(":").split() if n in self.network.people]
            self._numeric("303", ":" + " ".join(here))
        elif command == "SILENCE":
            self.say(f":{self.nickname}!u@host SILENCE {rest}")
        elif command == "QUIT":
            self.say("ERROR :Closing link")
            self.close()

    def _take_nickname(self, nickname):
        if nickname in self.network.people:
            self.say(f":{NAME} 433 {self.nickname or '*'} {nickname} :Nickname is already in use")
            return
        if self.is_registered:
            self.say(f":{self.nickname}!u@host NICK :{nickname}")
        self.nickname = nickname
        self._welcome()

    def _welcome(self):
        if self.is_registered or not self.has_user or not self.nickname:
            return
        self.is_registered = True
        self._numeric("001", ":Welcome")
        self._numeric("002", ":Your host")
        self._numeric("003", ":Since today")
        self._numeric("004", f"{NAME} 1 i n")
        self._numeric("005", f"{self.network.tokens} :are supported by this server")
        self._numeric("422", ":No message of the day")

    def _join(self, channels):
        for channel in channels.split(","):
            people = " ".join([*self.network.channel_people, self.nickname])
            self.say(f":{self.nickname}!u@host JOIN {channel}")
            self._numeric("332", f"{channel} :The subject")
            self._numeric("353", f"= {channel} :{people}")
            self._numeric("366", f"{channel} :End of /NAMES list")


class Network:
    """Listens for the host. With is_helpful off, the play says everything itself."""

    def __init__(self, loop):
        self.loop = loop
        self.listener = listen()
        self.port = self.listener.getsockname()[1]
        self.clients = []
        self.is_helpful = True
        self.is_away = False
        self.tokens = "CASEMAPPING=ascii CHANTYPES=# PREFIX=(ov)@+"
        self.people = {"juliet"}
        self.channel_people = ["@juliet"]
        loop.add(self.listener, self._accept)

    def _accept(self):
        sock, _ = self.listener.accept()
        if self.is_away:
            sock.close()
            return
        sock.setblocking(False)
        self.clients.append(Client(self, sock))

    def set_away(self, is_away):
        """Away: everybody is cut off, and whoever comes is cut off at once."""
        self.is_away = is_away
        for client in self.clients if is_away else []:
            client.close()

    def find(self, nickname):
        """The newest open connection with that nickname; `*` is the newest of all."""
        for client in reversed(self.clients):
            if client.is_open and nickname in ("*", client.nickname):
                return client
        return None

    def stop(self):
        self.loop.remove(self.listener)
        self.listener.close()
        for client in self.clients:
            client.close()
