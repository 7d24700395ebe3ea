# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Rows 19, 25 and 27, direct TLS and the certificate: what happens below the stream."""

import socket
import ssl
import struct
import subprocess
import time

from .case import collector
from .client import DOMAIN, HEADER, PATIENCE, STARTTLS, Failed, Peer, bind, plain, tls_context
from .server import CONNECTIONS, LOGIN_SECONDS, PER_ADDRESS

CASES = []
case = collector(CASES)


def still_open(peers):
    """Which of them the server has not closed."""
    count = 0
    for peer in peers:
        while peer._read(time.monotonic() + 0.001):
            pass
        count += not peer.is_closed
    return count


@case(19, "fresh", lines=1)
def silent_connections_of_one_address(_, server):
    before = server.descriptors()
    crowd = [Peer(server.port, "127.0.0.19") for _ in range(300)]
    server.peer("bound").close()
    held = server.descriptors() - before
    if not 1 <= held <= PER_ADDRESS + 5:
        raise Failed(f"expected at most {PER_ADDRESS} connections, got {held} more descriptors")
    if still_open(crowd) > PER_ADDRESS:
        raise Failed(f"expected {PER_ADDRESS} connections to stay, got {still_open(crowd)}")
    for peer in crowd:
        peer.close()
    server.wait_for_descriptors(before + 1, PATIENCE)


@case(19, "fresh", lines=None)
def silent_connections_of_many_addresses(_, server):
    """The oldest of those that have not logged in make room."""
    before = server.descriptors()
    crowd = [Peer(server.port, f"127.0.1.{n % 20 + 1}") for n in range(400)]
    server.peer("bound").close()
    held = server.descriptors() - before
    if held > CONNECTIONS + 70:  # those that leave have two seconds to hear why
        raise Failed(f"expected at most {CONNECTIONS} connections, got {held} more descriptors")
    if b"<resource-constraint " not in crowd[0].hear_end():
        raise Failed(f"expected resource-constraint, got {crowd[0].heard!r}")
    crowd[-1].say(HEADER)
    crowd[-1].hear("</stream:features>")
    for peer in crowd:
        peer.close()
    server.wait_for_descriptors(before + 1, PATIENCE)


@case(19, "fresh", lines=None)
def connect_and_close(_, server):
    before, cpu = server.descriptors(), server.cpu_seconds()
    for n in range(1000):
        sock = socket.create_connection(("127.0.0.1", server.port), source_address=("127.0.0.20", 0))
        if n % 2:  # a reset, not an end
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.close()
    server.peer("bound").close()
    server.wait_for_descriptors(before + 1, PATIENCE)
    if server.cpu_seconds() - cpu > 10:
        raise Failed(f"expected little work, got {server.cpu_seconds() - cpu:.1f} s")


@case(19, "fresh", lines=None)
def reset_in_every_state(_, server):
    before = server.descriptors()
    for stage in ("fresh", "clear", "secured", "features", "bound"):
        for last in (b"", b"<message", b"<!-- x -->", HEADER.encode(), plain("mallory").encode()):
            peer = server.peer(stage)
            peer.say(last)
            peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            peer.close()
    server.wait_for_descriptors(before + 1, PATIENCE)


def check_nothing_was_processed(peer):
    peer.say(HEADER)
    heard = peer.hear("^.*</stream:features>")[0]
    peer.has_stream = True
    if b"<success" in heard or b"<jid>" in heard or b"PLAIN" not in heard:
        raise Failed(f"expected a stream without a login, got {heard!r}")
    peer.say(bind("a"))
    peer.hear_error("not-authorized")


@case(25, "clear")
def login_behind_starttls(peer, _):
    peer.say(STARTTLS + plain("mallory") + bind("a"))
    peer.hear("<proceed [^>]*>")
    peer.wrap()
    check_nothing_was_processed(peer)


@case(25, "clear")
def stream_behind_starttls(peer, _):
    peer.say(STARTTLS + HEADER + plain("mallory"))
    peer.hear("<proceed [^>]*>")
    peer.wrap()
    check_nothing_was_processed(peer)


@case(25, "fresh")
def everything_in_one_segment(peer, _):
    peer.say(HEADER + STARTTLS + plain("mallory") + HEADER + bind("a"))
    peer.hear("<proceed [^>]*>")
    peer.wrap()
    check_nothing_was_processed(peer)


@case(27, "clear")
def plaintext_after_proceed(peer, _):
    peer.say(STARTTLS)
    peer.hear("<proceed [^>]*>")
    peer.say(HEADER + plain("mallory"))
    if b"stream" in peer.hear_end():
        raise Failed(f"expected no stream, got {peer.heard!r}")


@case(27, "clear")
def handshake_of_nonsense(peer, _):
    peer.say(STARTTLS)
    peer.hear("<proceed [^>]*>")
    peer.say(b"\x16\x03\x01\xff\xff\x01\x00\xff\xfb" + b"\0" * 65535)
    peer.hear_end()


@case(27, "clear")
def hello_by_the_byte(peer, server):
    """The deadline ends it, and nobody spins while it lasts."""
    begin, cpu = time.monotonic(), server.cpu_seconds()
    peer.say(STARTTLS)
    peer.hear("<proceed [^>]*>")
    hello = client_hello()
    for n in range(200):
        if not peer.say(hello[n:n + 1]) or (peer._read(time.monotonic() + 0.03), peer.is_closed)[1]:
            break
    peer.hear_end()
    took = time.monotonic() - begin
    if took > LOGIN_SECONDS + 2:
        raise Failed(f"expected an end after {LOGIN_SECONDS} s, got it after {took:.1f} s")
    if server.cpu_seconds() - cpu > 1:
        raise Failed("the process was busy with nothing")


def client_hello():
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    half = tls_context().wrap_bio(incoming, outgoing, server_hostname=DOMAIN)
    try:
        half.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return outgoing.read()


def old_version(version):
    def old(peer, _):
        context = tls_context()
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = version
        peer.say(STARTTLS)
        peer.hear("<proceed [^>]*>")
        try:
            peer.wrap(context)
        except (ssl.SSLError, ConnectionResetError):
            return
        raise Failed(f"expected no handshake, got {peer.sock.version()}")
    old.__name__ = f"only_{version.name}"
    case(27, "clear")(old)


old_version(ssl.TLSVersion.TLSv1)
old_version(ssl.TLSVersion.TLSv1_1)


@case(27, "clear")
def weak_ciphers(peer, _):
    context = tls_context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("NULL:aNULL:@SECLEVEL=0")
    peer.say(STARTTLS)
    peer.hear("<proceed [^>]*>")
    try:
        peer.wrap(context)
    except (ssl.SSLError, ConnectionResetError):
        return
    raise Failed(f"expected no handshake, got {peer.sock.cipher()}")


@case(27, "fresh", lines=None)
def renegotiation(_, server):
    """A client that asks for handshake after handshake on TLS 1.2 gets none of them."""
    cpu = server.cpu_seconds()
    client = subprocess.Popen(["openssl", "s_client", "-connect", f"127.0.0.1:{server.direct_port}", "-tls1_2"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(5):
            client.stdin.write(b"R\n")
            client.stdin.flush()
            time.sleep(0.05)
    except BrokenPipeError:
        pass
    output, _ = client.communicate(timeout=LOGIN_SECONDS + PATIENCE)
    if output.count(b"RENEGOTIATING") and b"verify return" in output.split(b"RENEGOTIATING", 1)[1]:
        raise Failed(f"expected no second handshake, got {output[-300:]!r}")
    if server.cpu_seconds() - cpu > 1:
        raise Failed("the process was busy with handshakes")


def direct(server, context=None):
    peer = Peer(server.direct_port)
    peer.wrap(context)
    return peer


def common_name(peer):
    der = peer.sock.getpeercert(binary_form=True)
    text = subprocess.run(["openssl", "x509", "-inform", "DER", "-noout", "-subject"], input=der, check=True,
                          capture_output=True).stdout.decode()
    return text.split("=")[-1].strip()


@case(27, "fresh", lines=0)
def direct_tls(_, server):
    context = ssl.create_default_context(cafile=server.directory / "first.pem")
    context.set_alpn_protocols(["xmpp-client"])
    peer = direct(server, context)
    if peer.sock.selected_alpn_protocol() != "xmpp-client":
        raise Failed(f"expected xmpp-client, got {peer.sock.selected_alpn_protocol()}")
    peer.log_in("mallory")
    peer.bind()
    peer.check_answer()
    peer.close()


@case(27, "fresh")
def plaintext_at_direct_tls(_, server):
    peer = Peer(server.direct_port)
    peer.say(HEADER)
    if b"stream" in peer.hear_end():
        raise Failed(f"expected no stream, got {peer.heard!r}")


@case(27, "fresh")
def silence_at_direct_tls(own, server):
    own.close()
    peer = Peer(server.direct_port)
    peer.hear_end(LOGIN_SECONDS + 2)


def wait_for_certificate(server, name):
    deadline = time.monotonic() + PATIENCE
    while True:
        for make in (lambda: direct(server), lambda: server.peer("secured")):
            peer = make()
            seen = common_name(peer)
            peer.close()
            if seen != name:
                break
        else:
            return
        if time.monotonic() > deadline:
            raise Failed(f"expected the certificate {name}, got {seen}")


@case(27, "bound", lines=None)
def new_certificate(peer, server):
    server.make_certificate("second")
    wait_for_certificate(server, "first")
    server.host.signal("HUP")
    wait_for_certificate(server, "second")
    peer.check_answer()


@case(59, "bound", lines=None)
def broken_certificate(peer, server):
    """The old one stays, and one line says which option to look at."""
    good = server.certificate.read_bytes()
    for content in (b"", b"nonsense" * 100, good[:-100], None):
        mark = server.mark()
        server.certificate.unlink()
        if content is not None:
            server.certificate.write_bytes(content)
        server.host.signal("HUP")
        deadline = time.monotonic() + PATIENCE
        while not (lines := [line for line in server.lines_since(mark, None) if "service.cert" in line]):
            if time.monotonic() > deadline:
                raise Failed("expected a line that names service.cert")
            time.sleep(0.02)
        wait_for_certificate(server, "second")
        peer.check_answer()
        server.certificate.write_bytes(good)
        warnings = [line for line in server.lines_since(mark, None) if "WARN" in line.upper() or "ERR" in line.upper()]
        if len(lines) != 1 or len(warnings) > 1:
            raise Failed(f"expected one line, got {lines} {warnings}")
    server.host.signal("HUP")
    wait_for_certificate(server, "second")
