# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of app files as a program, `python -I -m devicecheck.readers.apk`: speaks readers.wire on its pipes."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from devicecheck.readers import wire
from devicecheck.readers.apk import limits, table

WRONG_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        sys.stdout.write(json.dumps(table.as_rows(), indent=2) + "\n" if given.json else table.as_text())
        return 0
    if given.check_rules:
        return _check_rules()
    if given.folder is None or not given.folder.is_dir():
        parser.error("--folder must name the private folder")
    if given.clean_up:
        return 0
    agreed = frozenset(filter(None, (given.agreed or "").split(",")))
    if given.file is None or not agreed or not agreed <= set(table.TOPICS):
        parser.error("--file and --agreed with topics of the table are needed; nothing was started")
    return _session(given, agreed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="devicecheck.readers.apk", description=__doc__, allow_abbrev=False)
    parser.add_argument("--table", action="store_true", help="print everything this reader can be asked, open nothing")
    parser.add_argument("--json", action="store_true", help="the table for machines")
    parser.add_argument("--check-rules", action="store_true", help="try the rules on stdin, name the bad ones")
    parser.add_argument("--clean-up", action="store_true", help="nothing to remove; every reader knows this option")
    parser.add_argument("--file", default=os.environ.get(wire.FILE_VARIABLE), help="the app's file")
    parser.add_argument("--agreed", metavar="TOPIC,...", help="what may be asked; all else is refused")
    parser.add_argument("--folder", type=Path, help="private folder, with the rules in rules.json")
    return parser


def _check_rules() -> int:
    """Print whose rules cannot be compiled and why, and what the others do with an ordinary app, as JSON."""
    limits.confine()
    from devicecheck.readers.apk import ordinary, rules  # noqa: PLC0415 - wrong usage must answer at once

    try:
        texts = rules.sources(sys.stdin.buffer.read(limits.RULES_LIMIT + 1))
    except ValueError:
        return WRONG_USAGE
    dropped = rules.compiled(texts).dropped
    tried = ordinary.tried({owner: text for owner, text in texts.items() if owner not in dropped})
    sys.stdout.write(json.dumps({"refused": dropped, "wide": tried.wide, "slow": tried.slow}) + "\n")
    return 0


def _session(given: argparse.Namespace, agreed: frozenset[str]) -> int:
    limits.confine()
    from devicecheck.readers.apk.session import hello, session  # noqa: PLC0415 - wrong usage must answer at once

    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def tell(message: wire.FromReader) -> None:
        wire.write(output, message)

    try:
        tell(hello())
        return session(given.file, given.folder, agreed, tell, sys.stdin.fileno()).run()
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
