# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of Bluetooth as a program, `python -I -m devicecheck.readers.bluetooth`; it speaks readers.wire."""

import sys
from collections.abc import Sequence
from pathlib import Path

from devicecheck.readers import program
from devicecheck.readers.bluetooth import limits, table


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = program.options("devicecheck.readers.bluetooth", __doc__)
    given = parser.parse_args(argv)
    if given.table:
        return program.print_table(table, given.json)
    program.need_folder(parser, given)
    if given.clean_up:
        return 0
    return _session(given.folder, program.agreed_topics(parser, given, table))


def _session(folder: Path, agreed: frozenset[str]) -> int:
    """`folder`: with the prints of tags in prints.json."""
    limits.confine()
    from devicecheck.readers.bluetooth.session import hello, session  # noqa: PLC0415 - wrong usage must answer at once

    tell = program.pipe_to_parent()

    def serve() -> int:
        tell(hello())
        return session(folder, agreed, tell, sys.stdin.fileno()).run()

    return program.until_parent_leaves(serve)


if __name__ == "__main__":
    sys.exit(main())
