# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of captured traffic as a program, `python -I -m devicecheck.readers.capture`; it speaks readers.wire."""

import argparse
import json
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from devicecheck.readers import wire
from devicecheck.readers.capture import limits, table

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
    if (given.file is None) is (given.socket is None) or not agreed or not agreed <= set(table.TOPICS):
        parser.error("--file or --socket, and --agreed with topics of the table are needed; nothing was started")
    return _session(given, agreed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="devicecheck.readers.capture", description=__doc__, allow_abbrev=False)
    parser.add_argument("--table", action="store_true", help="print everything this reader can be asked, open nothing")
    parser.add_argument("--json", action="store_true", help="the table for machines")
    parser.add_argument("--clean-up", action="store_true", help="nothing to remove; every reader knows this option")
    parser.add_argument("--file", default=os.environ.get(wire.FILE_VARIABLE), help="the capture: pcap or pcapng")
    parser.add_argument("--socket", type=int, metavar="NUMBER", help="an open socket that hears one device")
    parser.add_argument("--agreed", metavar="TOPIC,...", help="what may be asked; all else is refused")
    parser.add_argument("--folder", type=Path, help="private folder, with the servers in servers.json")
    return parser


def _session(given: argparse.Namespace, agreed: frozenset[str]) -> int:
    limits.confine()
    from devicecheck.readers.capture.session import hello, live_session, session  # noqa: PLC0415 - wrong usage must answer at once

    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def tell(message: wire.FromReader) -> None:
        wire.write(output, message)

    try:
        tell(hello())
        if given.socket is not None:
            with socket.socket(fileno=given.socket) as listening:
                return live_session(listening, given.folder, agreed, tell, sys.stdin.fileno()).run()
        return session(given.file, given.folder, agreed, tell, sys.stdin.fileno()).run()
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
