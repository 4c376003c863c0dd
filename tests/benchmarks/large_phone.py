# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice phone with 400 apps, most of them from no store; as a program of its own it serves one until stdin closes.

Shape: the program prints one JSON line with `port`, and at the end one with `opens`, the streams that were opened.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

from devicecheck.practice.phone import PracticePhone
from devicecheck.practice.stories import apps_of, load_story

ROOT = Path(__file__).parents[2]
APPS = 400
SCHEMES = ([1], [2], [1, 2], [2, 3])
FILLER = 300_000
LARGE, LARGE_FILLER = 10, 3_200_000
"""Every tenth of the added apps is larger than 3 MB."""


def story() -> dict[str, Any]:
    """The story of a watched phone, with so many apps from no store that it has 400."""
    told = load_story("watched")
    told["apps"] += [
        {
            "package": f"org.unknown.app{number}",
            "installer": None,
            "schemes": SCHEMES[number % len(SCHEMES)],
            "filler_bytes": LARGE_FILLER if number % LARGE == 0 else FILLER,
        }
        for number in range(APPS - len(apps_of(told)))
    ]
    return told


@contextmanager
def phone_of_its_own() -> Iterator[tuple[int, list[int]]]:
    """The port of such a phone in a process of its own; at the end its number of streams stands in the list."""
    opens: list[int] = []
    argv = (sys.executable, "-m", "tests.benchmarks.large_phone")
    with Popen(argv, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as program:
        assert program.stdin and program.stdout
        yield json.loads(program.stdout.readline())["port"], opens
        program.stdin.close()
        opens.append(json.loads(program.stdout.readline())["opens"])


def main() -> None:
    """Serve one phone."""
    with PracticePhone(story()) as phone:
        print(json.dumps({"port": phone.port}), flush=True)
        sys.stdin.read()
    print(json.dumps({"opens": phone.audit.opens}), flush=True)


if __name__ == "__main__":
    main()
