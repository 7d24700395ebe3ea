# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Finds and uses the things that a program shows in its windows, the way that screen readers do (AT-SPI)."""

import contextlib
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = 20
LOOK_AGAIN = 100


def role_of(thing):
    """What kind of thing it is, by the older of the names that AT-SPI has had for it."""
    role = thing.get_role_name()
    return "push button" if role == "button" else role


class NotSeen(Exception):
    """What the program should have shown did not show in time."""


class Screen:
    """All windows of the programs that are started once it is there. It shows nothing by itself."""

    def __init__(self):
        # The bus of the windows, and the list of programs on it, are there from now on.
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                      Gio.DBusCallFlags.NONE, PATIENCE * 1000)
        Atspi.get_desktop(0).get_child_count()

    def windows(self):
        desktop = Atspi.get_desktop(0)
        for program in self.children(desktop):
            yield from self.children(program)

    @staticmethod
    def children(parent):
        for place in range(parent.get_child_count()):
            child = parent.get_child_at_index(place)
            if child is not None:
                yield child

    def everything(self, root):
        """Everything that is visible in a window, from the outside to the inside."""
        yield root
        for child in self.children(root):
            if child.get_state_set().contains(Atspi.StateType.SHOWING) or role_of(child) == "menu item":
                yield from self.everything(child)

    def look(self, wanted, window):
        """The first thing for which wanted() holds, in the windows with this word in their title."""
        for one in list(self.windows()):
            if window not in (one.get_name() or ""):
                continue
            for thing in self.everything(one):
                if wanted(thing):
                    return thing
        return None

    def find(self, role, name="", window=""):
        return self.look(lambda one: role_of(one) == role and name in (one.get_name() or ""), window)

    def wait(self, condition, what):
        """Waits until condition() returns something, and returns it."""
        deadline = time.monotonic() + PATIENCE
        ticker = GLib.timeout_add(LOOK_AGAIN, lambda: True)
        try:
            while time.monotonic() < deadline:
                # A window may go while it is being read.
                with contextlib.suppress(GLib.Error):
                    if found := condition():
                        return found
                GLib.MainContext.default().iteration(True)
        finally:
            GLib.source_remove(ticker)
        raise NotSeen(f"{what} was not seen within {PATIENCE} seconds.")

    def see(self, role, name="", window=""):
        return self.wait(lambda: self.find(role, name, window), f"{role} \"{name}\" in the window \"{window}\"")

    @staticmethod
    def place(thing):
        box = thing.get_extents(Atspi.CoordType.SCREEN)
        return box.x, box.y, box.width, box.height

    @staticmethod
    def window_of(thing):
        while thing.get_parent().get_role_name() != "application":
            thing = thing.get_parent()
        return thing

    def click(self, thing, button=1, times=1):
        x, y, width, height = self.place(thing)
        self.order("mousemove", x + width // 2, y + height // 2, "click", "--repeat", times, "--delay", 60, button)

    def see_text(self, text, window=""):
        """Waits for a text field or a view with this text in it."""
        def wanted(one):
            view = one.get_text_iface()
            return view and role_of(one) == "text" and text in Atspi.Text.get_text(one, 0, -1)
        return self.wait(lambda: self.look(wanted, window), f"\"{text}\" in the window \"{window}\"")

    def see_editor(self):
        """Waits for a text of several lines that can be changed."""
        def wanted(one):
            states = one.get_state_set()
            return states.contains(Atspi.StateType.EDITABLE) and states.contains(Atspi.StateType.MULTI_LINE)
        return self.wait(lambda: self.look(wanted, ""), "a text that can be changed")

    def write_in(self, field, text):
        """Writes with the keyboard into an empty field; when it returns, the text is there."""
        self.click(field)
        self.wait(lambda: field.get_state_set().contains(Atspi.StateType.FOCUSED), "the keyboard in the field")
        self.type(text)
        self.wait(lambda: Atspi.Text.get_text(field, 0, -1) == text, f"\"{text}\" in the field")

    def arrange(self, title, x, y, width=0, height=0):
        """Waits for the window with this title (a regular expression) and gives it its place."""
        words = ["search", "--sync", "--onlyvisible", "--limit", 1, "--name", f"^{title}$"]
        self.order(*words, "windowactivate", "--sync", "windowmove", x, y,
                   *(["windowsize", "--sync", width, height] if width else []))

    def type(self, text):
        self.order("type", "--delay", 15, text)

    def key(self, *names):
        self.order("key", *names)

    @staticmethod
    def order(*words):
        subprocess.run(["xdotool", *map(str, words)], check=True)

    def describe(self):
        """Everything that is visible, a line each; for those who extend the test."""
        for window in list(self.windows()):
            for thing in self.everything(window):
                text = thing.get_text_iface() and Atspi.Text.get_text(thing, 0, -1)
                print(role_of(thing), repr(thing.get_name()), repr(text or ""), self.place(thing))
