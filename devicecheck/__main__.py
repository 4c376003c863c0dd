# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program: without arguments the terminal app, with arguments the command line."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from devicecheck import process_log
from devicecheck.cli.colours import asked_for


def main() -> int:
    """Start the front end that was asked for; its exit code."""
    _open_streams()
    process_log.settle()
    colours = asked_for(sys.argv[1:])
    if colours is not None and sys.stdin.isatty() and sys.stdout.isatty():
        from devicecheck.tui.app import run

        return run(colours)
    from devicecheck.cli.app import run as run_command

    return run_command(sys.argv[1:] or ["--help"])


def _open_streams() -> None:
    """Give the program all three streams: a closed one is an empty one, a letter that one cannot show becomes "?"."""
    nothing = Path(os.devnull)
    sys.stdin = sys.stdin or nothing.open(encoding="utf-8")
    sys.stdout = sys.stdout or nothing.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nothing.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
