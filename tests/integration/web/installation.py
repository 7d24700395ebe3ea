# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""The clients from npm, where packaging/install-deps --tests has put them."""

import hashlib
import os
import pathlib
import shutil

HERE = pathlib.Path(__file__).resolve().parent


def prefix():
    """The same path as in packaging/lib/web.sh."""
    cache = os.environ.get("SPECTRUM_CACHE")
    if not cache:
        cache = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "spectrum2")
    locks = b"".join((HERE / name).read_bytes() for name in ("package-lock.json", "converse.lock"))
    return pathlib.Path(cache) / f"web-{hashlib.sha256(locks).hexdigest()[:16]}"


def missing():
    """What is not installed, or None."""
    if shutil.which("node") is None:
        return "nodejs is not installed."
    if not (prefix() / ".complete").exists():
        return f"There are no clients in {prefix()}; packaging/install-deps --tests puts them there."
    return None


def place(script, folder):
    """A copy of the script of this folder that finds the packages beside it, where node looks for them."""
    modules = pathlib.Path(folder) / "node_modules"
    if not modules.exists():
        modules.symlink_to(prefix() / "node_modules")
    return shutil.copy(HERE / script, folder)
