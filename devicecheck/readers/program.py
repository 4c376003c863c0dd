# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-2.0-or-later
"""What every reader's program does alike: options, what ends it before anything starts, and its pipe to the parent.

Standard library only, and GPL-2.0-or-later, because the reader of a network loads it too.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from devicecheck.readers import wire

FAILED = 1
Tell = Callable[[wire.FromReader], None]


class Table(Protocol):
    """A reader's module `table`: everything that it can be asked."""

    @property
    def TOPICS(self) -> Collection[str]:
        """The names of what can be asked."""

    def as_rows(self) -> Sequence[Any]:
        """For a machine: what JSON can hold."""

    def as_text(self) -> str:
        """For a person, with a line end."""


def options(reader: str, about: str | None) -> argparse.ArgumentParser:
    """The options that each reader knows; it adds its own. `reader`: its module."""
    parser = argparse.ArgumentParser(prog=reader, description=about, allow_abbrev=False)
    parser.add_argument("--table", action="store_true", help="print everything this reader can be asked, open nothing")
    parser.add_argument("--json", action="store_true", help="the table for machines")
    parser.add_argument("--clean-up", action="store_true", help="undo what a killed reader left, where there is any")
    parser.add_argument("--agreed", metavar="TOPIC,...", help="what the client agreed to; all else is refused")
    parser.add_argument("--folder", type=Path, help="the private folder of the visit")
    return parser


def print_table(table: Table, as_json: bool) -> int:
    """Print the table and touch nothing; the exit code."""
    sys.stdout.write(json.dumps(table.as_rows(), indent=2) + "\n" if as_json else table.as_text())
    return 0


def need_folder(parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    """End with wrong usage unless the private folder is there."""
    if given.folder is None or not given.folder.is_dir():
        parser.error("--folder must name the private folder")


def agreed_topics(
    parser: argparse.ArgumentParser, given: argparse.Namespace, table: Table, *needs: str
) -> frozenset[str]:
    """What the client agreed to; ends with wrong usage if that names another topic, or one of `needs` was not given.

    A need is an option's name; `file|socket` asks for one of the two.
    """
    agreed = frozenset(filter(None, (given.agreed or "").split(",")))
    has_all = all(sum(getattr(given, each) is not None for each in need.split("|")) == 1 for need in needs)
    if not has_all or not agreed or not agreed <= set(table.TOPICS):
        named = " and ".join(f"--{need.replace('|', ' or --')}" for need in (*needs, "agreed"))
        parser.error(f"{named} with topics of the table are needed; nothing was started")
    return agreed


def own_topics(parser: argparse.ArgumentParser, given: argparse.Namespace, table: Table) -> frozenset[str]:
    """What the client agreed to of this reader's topics: other topics of a visit are for other readers of phones.

    Ends with wrong usage if none is left, or no way to the phone was given.
    """
    agreed = frozenset(table.TOPICS).intersection((given.agreed or "").split(","))
    if given.via is None or not agreed:
        parser.error("--via and --agreed with topics of the table are needed; nothing was started")
    return agreed


def pipe_to_parent() -> Tell:
    """Take stdout for messages alone: from now on whatever a library prints goes to stderr."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return partial(wire.write, output)


def until_parent_leaves(serve: Callable[[], int]) -> int:
    """The exit code of `serve`, or FAILED where nobody reads the pipe any more."""
    try:
        return serve()
    except BrokenPipeError:
        return FAILED


def seconds_to_connect(text: str, most: float = 600.0) -> float:
    """An option's value: how long a phone may take to answer first, in seconds. Errors: ArgumentTypeError."""
    seconds = float(text)
    if not 0 < seconds <= most:
        raise argparse.ArgumentTypeError(f"use a number of seconds up to {most:.0f}")
    return seconds
