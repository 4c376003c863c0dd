# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck commands`: the whole of what can be asked of a phone, as the reader itself prints it."""

import subprocess
import sys

from devicecheck.cli.exits import Exit

READERS = ("android",)


def run(as_json: bool) -> int:
    """Print the command table of every reader; the exit code."""
    for reader in READERS:
        argv = [
            sys.executable,
            "-I",
            "-m",
            f"devicecheck.readers.{reader}",
            "--table",
            *(["--json"] if as_json else []),
        ]
        printed = subprocess.run(argv, capture_output=True, check=True, text=True, timeout=30)
        sys.stdout.write(printed.stdout)
    return Exit.DONE
