# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzzing of everything that reads what others wrote: `python -m tests.fuzz`.

Prints a line for each target and the sum; ends with 1 when anything broke, and then keeps the inputs in --keep.
"""

import argparse
import resource
import sys
from pathlib import Path

from tests.fuzz import backups, documents, files, phones, running, streams
from tests.fuzz.running import Figures

TARGETS = (*phones.TARGETS, *files.TARGETS, *backups.TARGETS, *streams.TARGETS, *documents.TARGETS)
MEMORY = 2 << 30
"""Bytes of address space: a target that wants more ends with MemoryError, which is a fault."""


def main() -> int:
    asked = _arguments()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chosen = [target for target in TARGETS if not asked.target or target.name in asked.target]
    print(f"{'target':<32}{'runs':>9}{'per s':>8}{'slowest ms':>12}{'refused':>9}{'noise':>8}  broken")
    told = []
    for target in chosen:
        told.append(running.run(target, asked.executions, asked.seed))
        print(_row(told[-1]), flush=True)
    print(f"{'all':<32}{sum(each.executions for each in told):>9}")
    files.remove_written()
    broken = [(each.name, kind, data) for each in told for kind, data in each.broken.items()]
    for number, (name, kind, data) in enumerate(broken):
        asked.keep.mkdir(parents=True, exist_ok=True)
        (asked.keep / f"{number}-{name.replace(' ', '-')}").write_bytes(data)
        print(f"BROKEN {name}: {kind}")
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--executions", type=int, default=20_000, help="for each target")
    parser.add_argument("--seed", type=int, default=1, help="the same number gives the same inputs")
    parser.add_argument("--target", action="append", choices=[target.name for target in TARGETS])
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"), help="folder for inputs that broke something")
    return parser.parse_args()


def _row(told: Figures) -> str:
    speed = told.executions / max(told.seconds, 0.001)
    return (
        f"{told.name:<32}{told.executions:>9}{speed:>8.0f}{told.slowest * 1000:>12.1f}{told.refused:>9}"
        f"{told.noise:>8}  {len(told.broken)}"
    )


if __name__ == "__main__":
    sys.exit(main())
