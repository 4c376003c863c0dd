# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of captured traffic as a program, `python -I -m devicecheck.readers.capture`; it speaks readers.wire."""

import argparse
import os
import socket
import sys
from collections.abc import Sequence

from devicecheck.readers import program, wire
from devicecheck.readers.capture import limits, table


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        return program.print_table(table, given.json)
    program.need_folder(parser, given)
    if given.clean_up:
        return 0
    return _session(given, program.agreed_topics(parser, given, table, "file|socket"))


def _parser() -> argparse.ArgumentParser:
    parser = program.options("devicecheck.readers.capture", __doc__)
    parser.add_argument("--file", default=os.environ.get(wire.FILE_VARIABLE), help="the capture: pcap or pcapng")
    parser.add_argument("--socket", type=int, metavar="NUMBER", help="an open socket that hears one device")
    return parser


def _session(given: argparse.Namespace, agreed: frozenset[str]) -> int:
    """Its folder holds the servers in servers.json."""
    limits.confine()
    from devicecheck.readers.capture.session import hello, live_session, session  # noqa: PLC0415 - wrong usage must answer at once

    tell = program.pipe_to_parent()

    def serve() -> int:
        tell(hello())
        if given.socket is not None:
            with socket.socket(fileno=given.socket) as listening:
                return live_session(listening, given.folder, agreed, tell, sys.stdin.fileno()).run()
        return session(given.file, given.folder, agreed, tell, sys.stdin.fileno()).run()

    return program.until_parent_leaves(serve)


if __name__ == "__main__":
    sys.exit(main())
