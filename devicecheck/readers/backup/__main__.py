# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of iPhone backups as a program, `python -I -m devicecheck.readers.backup`; it speaks readers.wire."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from devicecheck.readers import wire
from devicecheck.readers.backup import limits, table

WRONG_USAGE = 2


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
        return 0
    agreed = frozenset(filter(None, (given.agreed or "").split(",")))
    if given.backup is None or not agreed or not agreed <= set(table.TOPICS):
        parser.error("--backup and --agreed with topics of the table are needed; nothing was started")
    return _session(given.backup, agreed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="devicecheck.readers.backup", description=__doc__, allow_abbrev=False)
    parser.add_argument("--table", action="store_true", help="print everything this reader can be asked, open nothing")
    parser.add_argument("--json", action="store_true", help="the table for machines")
    parser.add_argument("--clean-up", action="store_true", help="nothing to remove; every reader knows this option")
    told = os.environ.get(wire.FILE_VARIABLE)
    parser.add_argument("--backup", default=told, help="the backup's folder; a password comes on the input, never here")
    parser.add_argument("--agreed", metavar="TOPIC,...", help="what may be asked; all else is refused")
    parser.add_argument("--folder", type=Path, help="private folder; nothing is written to it")
    return parser


def _session(backup: str, agreed: frozenset[str]) -> int:
    sys.dont_write_bytecode = True  # from here on, not one byte may be written into a file
    limits.confine()
    from devicecheck.readers.backup.session import hello, session  # noqa: PLC0415 - wrong usage must answer at once

    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def tell(message: wire.FromReader) -> None:
        wire.write(output, message)

    try:
        tell(hello())
        return session(backup, agreed, tell, sys.stdin.fileno()).run()
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
