# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that goes away in the middle of writing: said at once, and what was acknowledged is there when it is back.

Under the running program every open file of the case is exchanged for one that refuses, and its folder gets another
name. So each read, write and sync below SQLCipher fails as on a stick that was pulled out, at whatever point it is.
"""

import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.casefile.store import new_case, open_case

pytestmark = pytest.mark.slow

TIMES = int(os.environ.get("DEVICECHECK_KILLS", "40"))
"""How often the long test takes the disk away, in each of two ways."""
WRITER = """
import os, sys, threading, time
from datetime import UTC, datetime
from pathlib import Path
from devicecheck.casefile.store import open_case

folder, after, how = Path(sys.argv[1]), float(sys.argv[2]), sys.argv[3]
case = open_case(folder, "right")

some_written = threading.Event()

def take_away():
    some_written.wait()
    time.sleep(after)
    names = {number: os.readlink(f"/proc/self/fd/{number}") for number in map(int, os.listdir("/proc/self/fd"))
             if os.path.exists(f"/proc/self/fd/{number}")}
    folder.rename(folder.with_name("gone"))
    for number, name in names.items():
        if name.startswith(str(folder)):
            now = name.replace(str(folder), str(folder.with_name("gone")), 1)
            os.dup2(os.open(now, os.O_PATH if how == "closed" else os.O_RDONLY), number)

threading.Thread(target=take_away).start()
for number in range(100000):
    case.add(datetime.now(UTC), "seen", {"n": str(number), "text": "x" * (number % 7 * 900)})
    print(number, flush=True)
    if number == 3:
        some_written.set()
"""


@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform != "linux", reason="/proc and O_PATH are of Linux")
@pytest.mark.parametrize("how", ["closed", "read-only"])
@pytest.mark.parametrize("times", [1, pytest.param(TIMES, marks=pytest.mark.long)])
def test_what_was_acknowledged_is_there_when_the_disk_is_back(tmp_path: Path, how: str, times: int) -> None:
    folder, chance, acknowledged = tmp_path / "case", random.Random(times), 0
    new_case(folder, "right", "recovery words").close()
    for _ in range(times):
        ended = subprocess.run(
            [sys.executable, "-c", WRITER, str(folder), str(chance.uniform(0, 0.15)), how],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert "not-written" in ended.stderr, ended.stderr[-500:]
        (tmp_path / "gone").rename(folder)
        acknowledged += len(ended.stdout.splitlines())
        case = open_case(folder, "right")
        found = len(case.lines())
        assert found >= acknowledged
        case.add(datetime.now(UTC), "back", {})
        case.close()
        acknowledged = found + 1
    assert acknowledged > times * 3
