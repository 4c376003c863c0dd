# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of app files as a program, `python -I -m devicecheck.readers.apk`: speaks readers.wire on its pipes."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from devicecheck.readers import program, wire
from devicecheck.readers.apk import limits, table

WRONG_USAGE = 2


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 closed as told, 1 a fault that was reported, 2 wrong usage (nothing was started)."""
    parser = _parser()
    given = parser.parse_args(argv)
    if given.table:
        return program.print_table(table, given.json)
    if given.check_rules:
        return _check_rules()
    program.need_folder(parser, given)
    if given.clean_up:
        return 0
    return _session(given, program.agreed_topics(parser, given, table, "file"))


def _parser() -> argparse.ArgumentParser:
    parser = program.options("devicecheck.readers.apk", __doc__)
    parser.add_argument("--check-rules", action="store_true", help="try the rules on stdin, name the bad ones")
    parser.add_argument("--file", default=os.environ.get(wire.FILE_VARIABLE), help="the app's file")
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
    """Its folder holds the rules in rules.json."""
    limits.confine()
    from devicecheck.readers.apk.session import hello, session  # noqa: PLC0415 - wrong usage must answer at once

    tell = program.pipe_to_parent()

    def serve() -> int:
        tell(hello())
        return session(given.file, given.folder, agreed, tell, sys.stdin.fileno()).run()

    return program.until_parent_leaves(serve)


if __name__ == "__main__":
    sys.exit(main())
