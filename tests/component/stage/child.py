# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Children that end with the test, however it ends."""

import ctypes
import os
import signal
import socket
import subprocess

PR_SET_PDEATHSIG = 1
# Loaded here: between fork and exec there is no time for it.
_libc = ctypes.CDLL(None, use_errno=True)
_line = None


def start(command, **options):
    """subprocess.Popen() of a program that is killed when the test is."""
    global _line
    if _line is None:
        _line = _start_guard()
    test = os.getpid()

    def bind():
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _line.send(str(os.getpid()).encode())
        if os.getppid() != test:
            os._exit(1)
    return subprocess.Popen(command, preexec_fn=bind, **options)


def _start_guard():
    """The kernel forgets the signal when a program changes its user, as servers do that root starts. So a process
    waits for the end of the test, too."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork():
        theirs.close()
        return ours
    try:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(nowhere, number)
        line = theirs.detach()
        os.dup2(line, 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        handles = []
        while text := os.read(3, 32):
            handles.append(_handle(int(text)))
        for handle in filter(None, handles):
            _kill(handle)
    finally:
        os._exit(0)


def _handle(process):
    try:
        return os.pidfd_open(process)
    except ProcessLookupError:
        return None


def _kill(handle):
    try:
        signal.pidfd_send_signal(handle, signal.SIGKILL)
    except ProcessLookupError:
        pass
