# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""A display that nobody sees, with a window manager and what screen readers need, for one test alone."""

import ctypes
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "component"))
from stage import child

PR_SET_CHILD_SUBREAPER = 36
PATIENCE = 20
PROGRAMS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "import": "imagemagick",
            "dbus-daemon": "dbus-daemon", "/usr/libexec/at-spi-bus-launcher": "at-spi2-core"}


def missing():
    """The package that is not installed, or None."""
    for program, package in PROGRAMS.items():
        if shutil.which(program) is None:
            return package
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        return "python3-gi gir1.2-atspi-2.0"
    return None


class Desktop:
    """Programs that are started while it is there show their windows on it; os.environ says where. All end with it."""

    def __init__(self, home, size="1280x900"):
        # What the buses start belongs to this process when its parent has ended.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.log = open(pathlib.Path(home) / "desktop.log", "ab")
        for name in [one for one in os.environ if one.startswith(("XDG_", "DBUS_", "LC_", "QT_", "AT_SPI"))]:
            del os.environ[name]
        runtime = pathlib.Path(home) / "run"
        runtime.mkdir(mode=0o700)
        os.environ.update(HOME=str(home), LANG="C.UTF-8", XDG_RUNTIME_DIR=str(runtime), NO_AT_BRIDGE="0",
                          QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        # It would begin anew, and end who is just connecting, whenever its only client leaves: xdotool, below.
        os.environ["DISPLAY"] = ":" + self.ask(["Xvfb", "-screen", "0", size + "x24", "-nolisten", "tcp", "-wr",
                                                "-noreset", "-displayfd"])
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self.ask(["dbus-daemon", "--session", "--nofork", "--print-address"])
        self.start(["openbox", "--sm-disable"])
        self.wait_for_window_manager()

    def start(self, command, **options):
        return child.start(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, **options)

    def ask(self, command):
        """Starts a server that writes where it is to the file descriptor that is its last word."""
        theirs, ours = os.pipe()
        with open(theirs, encoding="utf-8") as answer:
            self.start([*command, str(ours)] if command[0] == "Xvfb" else [*command[:-1], f"{command[-1]}={ours}"],
                       pass_fds=[ours])
            os.close(ours)
            return answer.readline().strip()

    @staticmethod
    def wait_for_window_manager():
        deadline = time.monotonic() + PATIENCE
        while subprocess.run(["xdotool", "get_desktop"], capture_output=True, check=False).returncode != 0:
            if time.monotonic() > deadline:
                raise TimeoutError(f"The window manager did not start within {PATIENCE} seconds.")
            time.sleep(0.05)

    def picture(self, path, box):
        """What is on the display in a box of x, y, width, height, in 256 colours."""
        x, y, width, height = box
        subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "+repage", "-dither", "None",
                        "-colors", "255", "-define", "png:compression-level=9", "-strip", f"PNG8:{path}"], check=True)

    @staticmethod
    def close():
        """Ends what was started here and what that has started, youngest first, each by its number."""
        own = pathlib.Path(f"/proc/self/task/{os.getpid()}/children")
        while children := own.read_text().split():
            process = int(children[-1])
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
