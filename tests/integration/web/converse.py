#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The web client Converse.js in Chromium uses server mode over WebSocket, with the server's certificate verified.

usage: converse.py PROGRAM [FOLDER]

It is used with its buttons and fields; the others are on an ngircd. With a FOLDER it leaves a picture there.
"""

import asyncio
import contextlib
import functools
import http.server
import pathlib
import shutil
import sys
import tempfile
import threading
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import browser as chromium
import installation
from resumption import Relay
from scripted import JULIET, PATHS, ROOM, Person
from server_mode import free_port, leave, stage, wait_for


OWN = "romeo@localhost"
# A browser is slow where others are busy.
LIMIT = 160


class Page(http.server.SimpleHTTPRequestHandler):
    """A file of the folder; nothing is said about it."""

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def site(folder):
    """Serves the page and the package on the loopback; yields the page's address."""
    package = installation.prefix() / "node_modules/converse.js/dist"
    shutil.copy(installation.HERE / "converse.html", folder)
    (pathlib.Path(folder) / "dist").symlink_to(package)
    # What the package asks of the page's own folder.
    for path in package.glob("*.wasm"):
        (pathlib.Path(folder) / path.name).symlink_to(path)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Page, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/converse.html"
        server.shutdown()


class Story:
    """What Romeo does with the page."""

    def __init__(self, browser):
        self.browser = browser

    def open(self, page, socket):
        self.browser.open(f"{page}?{urllib.parse.urlencode({'socket': socket})}")

    def log_in(self, password):
        self.fill("#converse-login-jid", OWN)
        self.fill("#converse-login-password", password)
        self.browser.click(self.browser.see("converse-login-form [type=submit]"))

    def fill(self, selector, text):
        field = self.browser.see(selector)
        self.browser.clear(field)
        self.browser.write(field, text)

    def choose(self, menu, entry):
        self.browser.click(self.browser.see(f"{menu} .dropdown-toggle"))
        self.browser.click(self.browser.see(entry))

    def enter(self, room):
        self.choose("converse-rooms-list", "a.show-add-muc-modal")
        self.fill(".modal.show input[name=chatroom]", room)
        self.fill(".modal.show input[name=nickname]", "romeo")
        self.browser.click(self.browser.see(".modal.show [name=join]"))
        self.browser.see("converse-muc .chat-textarea")

    def talk_to(self, contact):
        self.choose("converse-roster", "a.new-chat")
        self.fill(".modal.show input[name=jid]", contact)
        self.browser.click(self.browser.see(".modal.show [type=submit]"))
        self.browser.see("converse-chat .chat-textarea")

    def say(self, text):
        self.browser.write(self.browser.see(".chat-textarea"), text + "\n")
        self.browser.see(".chat-msg__text", text)

    def see_message(self, author, text):
        self.browser.see(f".chat-msg[data-from*='{author}'] .chat-msg__text", text)


def refuse(story, page, socket):
    """Nobody has said that the authority can be trusted."""
    story.open(page, socket)
    story.log_in("sesame")
    story.browser.wait(lambda: "ERR_CERT_AUTHORITY_INVALID" in story.browser.log(), "the refusal")


async def chat(story, juliet):
    await act(story.talk_to, JULIET)
    await act(story.say, "But soft, what light?")
    await juliet.hear("PRIVMSG juliet :But soft, what light?")
    juliet.say("PRIVMSG romeo :Grüße & <tags>")
    await act(story.see_message, JULIET, "Grüße & <tags>")


async def enter_room(story, juliet):
    juliet.say("JOIN #verona", "TOPIC #verona :A public place")
    await juliet.hear(" 366 ")
    await act(story.enter, ROOM)
    await act(story.browser.see, ".occupant-list", "juliet")
    await act(story.browser.see, ".chat-head__desc", "A public place")
    await act(story.say, "Good morrow, cousin.")
    await juliet.hear("PRIVMSG #verona :Good morrow, cousin.")
    juliet.say("PRIVMSG #verona :Is the day so young?")
    await act(story.see_message, "/juliet", "Is the day so young?")


async def lose_connection(story, juliet, relay):
    relay.is_dark = True
    juliet.say("PRIVMSG #verona :But new struck nine?")
    await relay.swallowed.wait()
    relay.cut()
    juliet.say("PRIVMSG #verona :Ay me! Sad hours seem long.")
    await act(story.see_message, "/juliet", "But new struck nine?")
    await act(story.see_message, "/juliet", "Ay me! Sad hours seem long.")
    await act(story.say, "Not having that, which, having, makes them short.")
    await juliet.hear("PRIVMSG #verona :Not having that")


async def read_again(story):
    """A window that was not there is told by the server."""
    await act(story.talk_to, JULIET)
    await act(story.see_message, OWN, "But soft, what light?")
    await act(story.see_message, JULIET, "Grüße & <tags>")


async def act(function, *arguments):
    """The browser is waited for in a thread, so that the connections of the others go on."""
    return await asyncio.to_thread(function, *arguments)


@contextlib.asynccontextmanager
async def window(home, authority, folder):
    pathlib.Path(home).mkdir()
    browser = await act(chromium.Browser, home, authority)
    try:
        yield Story(browser)
    except Exception:
        print(browser.log()[-20000:], file=sys.stderr)
        if folder:
            browser.picture(pathlib.Path(folder) / "failed.png")
        raise
    finally:
        await act(browser.close)


async def tell(page, home, folder, socket, irc, authority):
    await wait_for(socket)
    juliet = Person()
    await juliet.connect("juliet", irc)
    relay = Relay(socket)
    address = f"wss://localhost:{await relay.start()}{PATHS['wss']}"
    async with window(f"{home}/stranger", None, folder) as story:
        await act(refuse, story, page, address)
    async with window(f"{home}/romeo", authority, folder) as story:
        await act(story.open, page, address)
        await act(story.log_in, "wrong")
        await act(story.browser.see, ".conn-feedback", "incorrect")
        await act(story.log_in, "sesame")
        await chat(story, juliet)
        await enter_room(story, juliet)
        await lose_connection(story, juliet, relay)
        if folder:
            story.browser.picture(pathlib.Path(folder) / "converse.png")
    async with window(f"{home}/again", authority, folder) as story:
        await act(story.open, page, address)
        await act(story.log_in, "sesame")
        await read_again(story)


def main(program, folder=None):
    if package := chromium.missing():
        leave(f"{package} is not installed.")
    if problem := installation.missing():
        leave(problem)
    socket = free_port()
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as pages, site(pages) as page:
        async def play(_, irc, authority):
            await tell(page, home, folder, socket, irc, authority)
        stage(program, play, {"service.websocket_port": socket}, LIMIT)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
