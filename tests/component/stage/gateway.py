# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A host in gateway mode on the loopback network, for tests that are programs of their own."""

import json
import pathlib
import subprocess
import time

from . import host as hosts, xmpp
from .wire import Loop, PATIENCE, PlayFailed


class Gateway(hosts.Host):
    """The host, its XMPP server, and `spectrum2 ctl`."""

    def __init__(self, program, directory, settings=None):
        directory = pathlib.Path(directory)
        self.loop = Loop()
        self.server = xmpp.ComponentServer(self.loop, hosts.SECRET)
        self.socket = directory / "admin.sock"
        self.store = directory / "data/spectrum2.db"
        self.key = directory / "key/spectrum2.key"
        super().__init__(program, directory, {
            "service.frontend": ["xmpp"], "service.network": ["loopback"], "service.jid": [hosts.JID],
            "service.server": ["127.0.0.1"], "service.port": [str(self.server.port)],
            "service.password": [hosts.SECRET], "database.database": [str(self.store)],
            "database.key_file": [str(self.key)], "admin.socket": [str(self.socket)], **(settings or {})})

    def start(self):
        """Until the XMPP server has accepted it."""
        self.launch()
        self.server.shake_hands()

    def launch(self):
        if self.server.stream:
            self.server.stream.close()
            self.server.stream = None
        super().start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.kill()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def refuses(self, code, seconds=10):
        """Its exit code after a start that must fail, and what it said."""
        self.log_path.unlink(missing_ok=True)
        self.launch()
        ended = self.wait_for_end(seconds)
        assert ended == code, f"ended with {ended}: {self.log}"
        return self.log

    def ctl(self, *words, code=0, text=""):
        """What it printed; its errors are behind that."""
        done = subprocess.run([self.program, "ctl", "--socket", self.socket, *words], input=text, text=True,
                              capture_output=True, timeout=60, check=False)
        assert done.returncode == code, f"ctl {words}: {done.returncode}, {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def ask(self, *words):
        return json.loads(self.ctl("--json", *words))

    def say(self, text):
        self.server.stream.send_text(text)

    def registration(self, user, name, password):
        return (f"<iq type='set' id='reg-{user}' from='{user}@users.example/play' to='{hosts.JID}'>"
                f"<query xmlns='jabber:iq:register'><username>{name}</username><password>{password}</password>"
                "</query></iq>")

    def take(self, kind, prefix=""):
        """The ids of all answers of that kind that came so far."""
        elements = self.server.stream.elements
        found = [e for e in elements if e.tag.endswith("}iq") and e.get("type") == kind
                 and (e.get("id") or "").startswith(prefix)]
        for element in found:
            elements.remove(element)
        return [element.get("id") for element in found]

    def register(self, user, name, password=""):
        self.say(self.registration(user, name, password))
        self.loop.until(lambda: bool(self.take("result", f"reg-{user}")), lambda: f"{user} is registered: {self.log}")

    def log_in(self, user):
        self.say(f"<presence from='{user}@users.example/play' to='{hosts.JID}'/>")
        self.wait_until(lambda: self.user(user)["state"] == "online", f"{user} is online")

    def wait_until(self, condition, what, patience=PATIENCE):
        """For what no socket of the stage tells."""
        deadline = time.monotonic() + patience
        while not condition():
            if time.monotonic() > deadline:
                raise PlayFailed(f"not within {patience:g} s: {what}: {self.log}")
            self.turn(0.02)

    def turn(self, seconds):
        """Hears what comes in that time."""
        deadline = time.monotonic() + seconds
        try:
            self.loop.until(lambda: time.monotonic() > deadline, "", seconds)
        except PlayFailed:
            pass

    def user(self, user):
        return self.ask("user", f"{user}@users.example")

    def is_registered(self, user):
        """As the protocol tells it."""
        self.say(f"<iq type='get' id='ask-{user}' from='{user}@users.example/play' to='{hosts.JID}'>"
                 "<query xmlns='jabber:iq:register'/></iq>")

        def answer():
            for element in self.server.stream.elements:
                if element.get("id") == f"ask-{user}":
                    self.server.stream.elements.remove(element)
                    return element
            return None
        element = self.loop.until(answer, f"the form of {user}")
        return element.find("{jabber:iq:register}query/{jabber:iq:register}registered") is not None
