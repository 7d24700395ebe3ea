#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Server mode with a verified certificate: slixmpp, and an ngircd that asks for a password, right and wrong."""

import asyncio
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "component"))
from stage import child
from stage.host import Host, free_port


def leave(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(1 if os.environ.get("SPECTRUM_REQUIRE_INTEGRATION") == "1" else 77)


try:
    import slixmpp
except ImportError:
    leave("slixmpp is not installed.")


LIMIT = 60


async def wait_for(port):
    while True:
        try:
            return await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)


async def log_in(port, password, authority, plugins=()):
    client = slixmpp.ClientXMPP("romeo@localhost", password)
    client.ca_certs = authority
    for plugin in plugins:
        client.register_plugin(plugin)
    end = asyncio.get_running_loop().create_future()
    client.heard = asyncio.Queue()
    client.add_event_handler("message", client.heard.put_nowait)
    for event in ("session_start", "failed_all_auth", "ssl_invalid_chain"):
        client.add_event_handler(event, lambda _, name=event: end.done() or end.set_result(name))
    connect(client, port)
    return client, await end


def connect(client, port):
    if slixmpp.__version_info__ >= (1, 9):
        client.connect("127.0.0.1", port)
    else:
        client.connect(("127.0.0.1", port))


async def play(xmpp, irc, authority):
    await wait_for(xmpp)
    reader, writer = await wait_for(irc)
    writer.write(b"PASS sesame\r\nNICK juliet\r\nUSER juliet 0 * :juliet\r\n")
    _, outcome = await log_in(xmpp, "wrong", authority)
    assert outcome == "failed_all_auth", outcome
    client, outcome = await log_in(xmpp, "sesame", authority)
    assert outcome == "session_start", outcome
    client.send_presence()
    client.send_message("juliet@localhost", "But soft", mtype="chat")
    while b"PRIVMSG juliet :But soft" not in (line := await reader.readline()):
        assert line, "the IRC server closed the connection"
    writer.write(b"PRIVMSG romeo :Ay me\r\n")
    while (await client.heard.get())["body"] != "Ay me":
        pass


def certify(where):
    """An authority of its own, as authority.pem, and its certificate for this host, with the key, as cert.pem."""
    request = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    subprocess.run([*request, "-subj", "/CN=Authority of a test", "-keyout", where / "authority.key",
                    "-out", where / "authority.pem"], check=True, capture_output=True)
    subprocess.run([*request, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-addext", "basicConstraints=critical,CA:FALSE", "-CA", where / "authority.pem",
                    "-CAkey", where / "authority.key", "-keyout", where / "key.pem", "-out", where / "cert.pem"],
                   check=True, capture_output=True)


def stage(program, play, settings=None, limit=LIMIT):
    """Plays it with a host in server mode and an ngircd; it gets their ports and the authority to trust."""
    ngircd = shutil.which("ngircd", path=os.environ["PATH"] + ":/usr/sbin") or leave("ngircd is not installed.")
    with tempfile.TemporaryDirectory() as name:
        where = pathlib.Path(name)
        irc, xmpp = free_port(), free_port()
        certify(where)
        (where / "ngircd.conf").write_text(f"[Global]\nName=irc.test\nInfo=t\nPassword=sesame\nListen=127.0.0.1\n"
                                           f"Ports={irc}\n[Options]\nDNS=no\nIdent=no\nPAM=no\n")
        host = Host(program, name, {key: [value] for key, value in {
            "service.jid": "localhost", "service.server_mode": "true", "service.port": xmpp,
            "service.direct_tls_port": 0, "service.server": "127.0.0.1", "service.network": "irc", "service.cert": where / "cert.pem",
            "service.cert_key": where / "key.pem", "database.database": where / "data/spectrum2.db",
            "database.key_file": where / "spectrum2.key",
            "irc.server": "127.0.0.1", "irc.port": irc, "irc.tls": "false", "irc.send_password": "pass",
            **(settings or {})}.items()})
        server = child.start([ngircd, "-n", "-f", where / "ngircd.conf"], stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
        try:
            host.start()
            asyncio.run(asyncio.wait_for(play(xmpp, irc, str(where / "authority.pem")), limit))
        except BaseException:
            print(host.log[-4000:], file=sys.stderr)
            raise
        finally:
            for process in (host.process, server):
                if process:
                    process.terminate()
                    process.wait(10)


if __name__ == "__main__":
    stage(sys.argv[1], play)
