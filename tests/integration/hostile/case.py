# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What a case is: a row of the table of bad input, the stages at which it is tried, and what is done then."""

import dataclasses
import typing


@dataclasses.dataclass
class Case:
    row: int
    name: str
    stages: tuple
    # Of the log, by which it grows; None = any number.
    lines: typing.Optional[int]
    # play(peer, server) raises Failed.
    play: typing.Callable


def collector(cases):
    """A decorator that makes cases of functions, under their names."""
    def case(row, *stages, lines=1):
        def take(function):
            cases.append(Case(row, function.__name__.replace("_", " "), stages, lines, function))
            return function
        return take
    return case
