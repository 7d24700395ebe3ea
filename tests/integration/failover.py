#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Two hosts with one address, as in resources/examples/two-machines: slixmpp goes where the SRV records lead, one host is
killed, and the user chats on from the other one; then that one is shut down, and the first is back.

usage: failover.py PROGRAM
"""

import asyncio
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage import child
from stage.host import free_port

from server_mode import connect, leave, wait_for

import slixmpp

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "resources/examples/two-machines"
DOMAIN = "irc.example.org"
LIMIT = 90


def records():
    """The machines that the zone names for clients with STARTTLS, in the order in which they are to be tried."""
    found = re.findall(rf"^_xmpp-client\._tcp\.{DOMAIN}\.\s+\d+ IN SRV (\d+) (\d+) \d+ (\S+)\.$",
                       (EXAMPLE / "example.org.zone").read_text(), re.M)
    assert len(found) == 2, found
    return [target for _, _, target in sorted(found, key=lambda record: int(record[0]))]


class Machine:
    """A host on the example's configuration; its command line says where everything is here."""

    def __init__(self, program, where, name, network):
        self.port = free_port()
        self.log = where / f"{name}.log"
        self.command = [program, "run", "--config", EXAMPLE / f"{DOMAIN}.cfg", "--service.server=127.0.0.1",
                        f"--service.port={self.port}", "--service.direct_tls_port=0",
                        f"--service.cert={where}/cert.pem", f"--service.cert_key={where}/key.pem",
                        "--irc.server=127.0.0.1", f"--irc.port={network}", "--irc.tls=0", "--irc.send_password=pass",
                        f"--admin.socket={where}/{name}.sock"]
        self.process = None

    def start(self):
        with open(self.log, "ab") as log:
            self.process = child.start(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def end(self, how):
        self.process.send_signal(how)
        self.process.wait(10)


class User:
    """Follows the records: a client that loses its machine tries the next one that answers."""

    def __init__(self, machines, authority):
        self.machines = machines
        self.authority = authority
        self.client = None
        self.at = None

    async def log_in(self):
        for _ in range(LIMIT):
            for machine in self.machines:
                if await self.try_machine(machine):
                    self.at = machine
                    return
            await asyncio.sleep(0.2)
        raise AssertionError("no machine answers")

    async def try_machine(self, machine):
        # Once it has begun, slixmpp tries an address for ever.
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", machine.port)
        except OSError:
            return False
        writer.close()
        client = slixmpp.ClientXMPP(f"romeo@{DOMAIN}", "sesame")
        client.ca_certs = self.authority
        end = asyncio.get_running_loop().create_future()
        client.heard, client.lost = asyncio.Queue(), asyncio.Event()
        client.add_event_handler("message", client.heard.put_nowait)
        client.add_event_handler("disconnected", lambda _: client.lost.set())
        for event in ("session_start", "failed_all_auth", "ssl_invalid_chain"):
            client.add_event_handler(event, lambda _, name=event: end.done() or end.set_result(name))
        connect(client, machine.port)
        outcome = await end
        assert outcome == "session_start", outcome
        client.send_presence()
        self.client = client
        return True


async def chat(user, reader, writer, text):
    """Both ways."""
    user.client.send_message(f"juliet@{DOMAIN}", text, mtype="chat")
    while f"PRIVMSG juliet :{text}".encode() not in (line := await reader.readline()):
        assert line, "the IRC server closed the connection"
    writer.write(f"PRIVMSG romeo :{text} too\r\n".encode())
    while (await user.client.heard.get())["body"] != f"{text} too":
        pass


async def play(machines, network, authority):
    for machine in machines:
        await wait_for(machine.port)
    reader, writer = await wait_for(network)
    writer.write(b"PASS sesame\r\nNICK juliet\r\nUSER juliet 0 * :juliet\r\n")
    user = User(machines, authority)
    await user.log_in()
    assert user.at is machines[0]
    await chat(user, reader, writer, "the first machine")

    machines[0].end(signal.SIGKILL)
    await user.client.lost.wait()
    await user.log_in()
    assert user.at is machines[1]
    await chat(user, reader, writer, "the second machine")

    machines[0].start()
    await wait_for(machines[0].port)
    machines[1].end(signal.SIGTERM)
    await user.client.lost.wait()
    await user.log_in()
    assert user.at is machines[0]
    await chat(user, reader, writer, "the first again")
    user.client.abort()


def main(program):
    ngircd = shutil.which("ngircd", path=os.environ["PATH"] + ":/usr/sbin") or leave("ngircd is not installed.")
    with tempfile.TemporaryDirectory(prefix="spectrum2-failover-") as name:
        where = pathlib.Path(name)
        network = free_port()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={DOMAIN}", "-addext",
                        f"subjectAltName=DNS:{DOMAIN}", "-keyout", where / "key.pem", "-out", where / "cert.pem"],
                       check=True, capture_output=True)
        (where / "ngircd.conf").write_text(f"[Global]\nName=irc.test\nInfo=t\nPassword=sesame\nListen=127.0.0.1\n"
                                           f"Ports={network}\n[Options]\nDNS=no\nIdent=no\nPAM=no\n")
        machines = [Machine(program, where, target, network) for target in records()]
        server = child.start([ngircd, "-n", "-f", where / "ngircd.conf"], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        try:
            for machine in machines:
                machine.start()
            asyncio.run(asyncio.wait_for(play(machines, network, str(where / "cert.pem")), LIMIT))
        except BaseException:
            for machine in machines:
                print(machine.log.read_text(errors="replace")[-3000:], file=sys.stderr)
            raise
        finally:
            for process in (server, *(machine.process for machine in machines)):
                if process and process.poll() is None:
                    process.terminate()
                    process.wait(10)
    print("the user was led from machine to machine, and lost nothing that was acknowledged")


if __name__ == "__main__":
    main(sys.argv[1])
