# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Android reader as a program, `python -I -m devicecheck.readers.android`: speaks readers.wire on its pipes."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from devicecheck.readers import bounds, wire
from devicecheck.readers.android import table
from devicecheck.readers.android.backends import WAYS, Place, link_to

WRONG_USAGE = 2
LONGEST_CONNECT = 600.0
MEMORY, CPU_SECONDS, OUTPUT = 2 << 30, 1_800, 2 << 30
"""Units: bytes, seconds, bytes of one file. Far above what a large phone needs; a reader that wants more is ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        sys.stdout.write(json.dumps(table.as_rows(), indent=2) + "\n" if given.json else table.as_text())
        return 0
    if given.folder is None or not given.folder.is_dir():
        parser.error("--folder must name the private folder")
    if given.clean_up:
        return _clean_up(given.folder)
    agreed = frozenset(table.TOPICS).intersection((given.agreed or "").split(","))  # others are for other readers
    if given.via is None or not agreed:
        parser.error("--via and --agreed with topics of the table are needed; nothing was started")
    return _session(given, agreed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="devicecheck.readers.android", description=__doc__, allow_abbrev=False)
    parser.add_argument("--table", action="store_true", help="print everything this reader can ask, connect to nothing")
    parser.add_argument("--json", action="store_true", help="the table for machines")
    parser.add_argument("--clean-up", action="store_true", help="remove what a killed session left in the folder")
    parser.add_argument("--via", choices=WAYS)
    parser.add_argument("--serial", default=os.environ.get(wire.PHONE_VARIABLE))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int)
    parser.add_argument("--agreed", metavar="TOPIC,...", help="what the client agreed to; all else is refused")
    parser.add_argument("--folder", type=Path, help="private folder for the key and for large answers")
    parser.add_argument("--connect-deadline", type=_seconds, default=120.0, metavar="SECONDS")
    return parser


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= LONGEST_CONNECT:
        raise argparse.ArgumentTypeError(f"use a number of seconds up to {LONGEST_CONNECT:.0f}")
    return seconds


def _session(given: argparse.Namespace, agreed: frozenset[str]) -> int:
    from devicecheck.readers.android.session import Session, hello  # noqa: PLC0415
    from devicecheck.readers.orders import Orders  # noqa: PLC0415 - wrong usage must answer at once

    bounds.confine(MEMORY, CPU_SECONDS, OUTPUT, nice=0)
    output = _take_stdout()

    def tell(message: wire.FromReader) -> None:
        wire.write(output, message)

    try:
        tell(hello())
        place = Place(given.via, given.serial, given.host, given.port)
        link = link_to(place, given.folder, lambda state: tell(wire.StateMessage(state)))
        return Session(link, Orders(sys.stdin.fileno()), tell, given.folder, agreed).run(given.connect_deadline)
    except BrokenPipeError:
        return 1


def _take_stdout() -> IO[bytes]:
    """The pipe to the parent, for messages alone: whatever a library prints goes to stderr."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output


def _clean_up(folder: Path) -> int:
    from devicecheck.readers.android import adb_key  # noqa: PLC0415

    adb_key.remove(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
