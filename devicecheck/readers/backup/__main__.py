# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of iPhone backups as a program, `python -I -m devicecheck.readers.backup`; it speaks readers.wire."""

import argparse
import os
import sys
from collections.abc import Sequence

from devicecheck.readers import program, wire
from devicecheck.readers.backup import limits, table


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        return program.print_table(table, given.json)
    program.need_folder(parser, given)
    if given.clean_up:
        return 0
    return _session(given.backup, program.agreed_topics(parser, given, table, "backup"))


def _parser() -> argparse.ArgumentParser:
    parser = program.options("devicecheck.readers.backup", __doc__)
    told = os.environ.get(wire.FILE_VARIABLE)
    parser.add_argument("--backup", default=told, help="the backup's folder; a password comes on the input, never here")
    return parser


def _session(backup: str, agreed: frozenset[str]) -> int:
    sys.dont_write_bytecode = True  # from here on, not one byte may be written into a file
    limits.confine()
    from devicecheck.readers.backup.session import hello, session  # noqa: PLC0415 - wrong usage must answer at once

    tell = program.pipe_to_parent()

    def serve() -> int:
        tell(hello())
        return session(backup, agreed, tell, sys.stdin.fileno()).run()

    return program.until_parent_leaves(serve)


if __name__ == "__main__":
    sys.exit(main())
