# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck commands`: the whole of what can be asked of a phone or a file, as the readers themselves print it."""

import json
import subprocess
import sys

from devicecheck.cli.exits import Exit
from devicecheck.frontend.evidence_pack import READERS


def run(as_json: bool) -> int:
    """Print the command table of every reader; the exit code."""
    if as_json:
        rows = [{"reader": reader} | row for reader in READERS for row in json.loads(_table(reader, "--json"))]
        print(json.dumps(rows, indent=2))
    else:
        sys.stdout.write("".join(_table(reader) for reader in READERS))
    return Exit.DONE


def _table(reader: str, *form: str) -> str:
    argv = [sys.executable, "-I", "-m", f"devicecheck.readers.{reader}", "--table", *form]
    return subprocess.run(argv, capture_output=True, check=True, text=True, timeout=30).stdout
