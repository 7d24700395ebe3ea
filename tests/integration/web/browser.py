# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Chromium without a window, led by ChromeDriver (W3C WebDriver); it verifies certificates and trusts one authority."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "component"))
from stage import child

PATIENCE = 20
PROGRAMS = {"chromium": "chromium", "chromedriver": "chromium-driver", "certutil": "libnss3-tools"}
# The latter so that it looks for nobody but the test.
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1"]
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def missing():
    """The package that is not installed, or None."""
    return next((package for program, package in PROGRAMS.items() if shutil.which(program) is None), None)


class NotSeen(Exception):
    """What the page should have shown did not show in time."""


def trust(home, authority):
    """Puts the authority where Chromium looks for those that its user trusts."""
    store = pathlib.Path(home) / ".pki/nssdb"
    store.mkdir(parents=True)
    for words in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "authority", "-i", authority]):
        subprocess.run(["certutil", "-d", f"sql:{store}", *words], check=True, capture_output=True)


class Browser:
    """One window; home is a folder of its own, and authority a file to trust, or None."""

    def __init__(self, home, authority=None, size=(1280, 800)):
        self.said = ""
        home = pathlib.Path(home)
        if authority:
            trust(home, authority)
        environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
                       "XDG_CACHE_HOME": str(home / "cache"), "XDG_DATA_HOME": str(home / "data"), "LANG": "C.UTF-8"}
        self.driver = child.start(["chromedriver", "--port=0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, env=environment, text=True)
        self.address = f"http://127.0.0.1:{self._read_port()}"
        options = {"binary": shutil.which("chromium"),
                   "args": [*FLAGS, f"--user-data-dir={home / 'profile'}", f"--window-size={size[0]},{size[1]}"]}
        wanted = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options,
                                  "goog:loggingPrefs": {"browser": "ALL"}}}
        self.address += "/session/" + self._ask("POST", "/session", {"capabilities": wanted})["sessionId"]

    def _read_port(self):
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                return int(line.rstrip(".\n").split()[-1])
        raise EOFError("ChromeDriver did not start.")

    def _ask(self, method, path, details=None):
        request = urllib.request.Request(self.address + path, method=method, headers={"Content-Type": "application/json"},
                                         data=None if method in ("GET", "DELETE") else json.dumps(details or {}).encode())
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise RuntimeError(f"{value['error']}: {value['message']}") from None

    def open(self, address):
        self._ask("POST", "/url", {"url": address})

    def run(self, script, *arguments):
        """Runs the body of a function in the page; returns what that returns."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def find(self, selector, text=""):
        """The first visible element like this with this text in it, or None."""
        return self.run("return [...document.querySelectorAll(arguments[0])].find(one =>"
                        " one.checkVisibility() && one.textContent.includes(arguments[1])) ?? null", selector, text)

    def see(self, selector, text=""):
        """Waits for it."""
        return self.wait(lambda: self.find(selector, text), f"{selector} with \"{text}\"")

    def wait(self, condition, what):
        deadline = time.monotonic() + PATIENCE
        # Each question is answered by the page when its own work is done.
        while time.monotonic() < deadline:
            if found := condition():
                return found
            self._ask("POST", "/execute/async", {"script": "setTimeout(arguments[0], 50)", "args": []})
        raise NotSeen(f"{what} was not seen within {PATIENCE} seconds.")

    def click(self, element):
        self._ask("POST", f"/element/{element[ELEMENT]}/click")

    def clear(self, element):
        self._ask("POST", f"/element/{element[ELEMENT]}/clear")

    def write(self, element, text):
        """With the keyboard; a line feed is the key Enter."""
        self._ask("POST", f"/element/{element[ELEMENT]}/value", {"text": text.replace("\n", "\ue007")})

    def picture(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self._ask("GET", "/screenshot")))

    def log(self):
        """What the page has said to its console so far."""
        for entry in self._ask("POST", "/se/log", {"type": "browser"}):
            self.said += f"{entry['level']} {entry['message']}\n"
        return self.said

    def close(self):
        try:
            self._ask("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait(10)
            self.driver.stdout.close()
