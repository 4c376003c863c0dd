# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Android reader as a program, `python -I -m devicecheck.readers.android`: speaks readers.wire on its pipes."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from devicecheck.readers import bounds, program, wire
from devicecheck.readers.android import table
from devicecheck.readers.android.backends import WAYS, Place, link_to

MEMORY, CPU_SECONDS, OUTPUT = 2 << 30, 1_800, 2 << 30
"""Units: bytes, seconds, bytes of one file. Far above what a large phone needs; a reader that wants more is ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        return program.print_table(table, given.json)
    program.need_folder(parser, given)
    if given.clean_up:
        return _clean_up(given.folder)
    return _session(given, program.own_topics(parser, given, table))


def _parser() -> argparse.ArgumentParser:
    parser = program.options("devicecheck.readers.android", __doc__)
    parser.add_argument("--via", choices=WAYS)
    parser.add_argument("--serial", default=os.environ.get(wire.PHONE_VARIABLE))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int)
    parser.add_argument("--connect-deadline", type=program.seconds_to_connect, default=120.0, metavar="SECONDS")
    return parser


def _session(given: argparse.Namespace, agreed: frozenset[str]) -> int:
    from devicecheck.readers.android.session import Session, hello  # noqa: PLC0415
    from devicecheck.readers.orders import Orders  # noqa: PLC0415 - wrong usage must answer at once

    bounds.confine(MEMORY, CPU_SECONDS, OUTPUT, nice=0)
    tell = program.pipe_to_parent()

    def serve() -> int:
        tell(hello())
        place = Place(given.via, given.serial, given.host, given.port)
        link = link_to(place, given.folder, lambda state: tell(wire.StateMessage(state)))
        return Session(link, Orders(sys.stdin.fileno()), tell, given.folder, agreed).run(given.connect_deadline)

    return program.until_parent_leaves(serve)


def _clean_up(folder: Path) -> int:
    from devicecheck.readers.android import adb_key  # noqa: PLC0415

    adb_key.remove(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
