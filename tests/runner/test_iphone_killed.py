# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole iPhone visit that is killed at random moments, alone or with its reader, and started again: nothing stays."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.practice.iphone.phones import plugged_in
from tests.runner.test_iphone_visit import VISIT, left

POINTS = 14
"""Moments of a visit, half of them with the reader killed as well, as when the power goes."""
NAMES = ("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_DATA_HOME")
SHARED = Path("/dev/shm")


def reader_of(program: int) -> list[int]:
    """The readers that this program started."""
    children = Path(f"/proc/{program}/task/{program}/children").read_text().split()
    return [int(pid) for pid in children if b"devicecheck.readers" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def kill(pid: int) -> None:
    """End it at once, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def ended(holds: Callable[[], object], seconds: float) -> bool:
    """Whether something is over within so many seconds."""
    by = time.monotonic() + seconds
    while holds() and time.monotonic() < by:
        time.sleep(0.1)
    return not holds()


def killed_and_again(lines: int, wait: float, home: Path, *, with_reader: bool) -> bool:
    """Kill a visit so long after that many of its events, let another run to its end; whether there was trust then."""
    environment = {**os.environ, **dict.fromkeys(NAMES, str(home))}
    with plugged_in("other-account") as (phone, daemon):
        argv = [sys.executable, "-c", VISIT, str(daemon.port)]
        with subprocess.Popen(argv, stdout=subprocess.PIPE, env=environment, cwd=home) as program:
            assert program.stdout
            for _, _ in zip(range(lines), program.stdout, strict=False):
                continue
            time.sleep(wait)
            readers = reader_of(program.pid) if with_reader else []
            trusted = bool(phone.trusted)
            for pid in (*readers, program.pid):
                kill(pid)
        subprocess.run(argv, env=environment, cwd=home, check=True, capture_output=True, timeout=90)
        moment = f"killed {wait:.2f} s after {lines} events, with its reader: {with_reader}"
        assert ended(lambda: phone.trusted or daemon.records, 15), moment
        assert phone.audit.changes() == [], moment
    assert ended(lambda: left(home, SHARED), 20), moment
    return trusted


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.skipif(sys.platform != "linux", reason="the processes are looked up in /proc")
def test_nothing_is_left_after_a_visit_killed_at_a_random_moment_and_one_that_ran_to_its_end(tmp_path: Path) -> None:
    with plugged_in("other-account") as (_, daemon):
        argv = [sys.executable, "-c", VISIT, str(daemon.port)]
        whole = subprocess.run(
            argv, check=True, capture_output=True, timeout=90, env=os.environ | {"HOME": str(tmp_path)}
        )
    events = len(whole.stdout.splitlines())
    trusted = []
    for point in range(POINTS):
        (home := tmp_path / str(point)).mkdir()
        lines, wait = random.randrange(events), random.random() * 0.3
        trusted.append(killed_and_again(lines, wait, home, with_reader=point % 2 == 1))
    assert any(trusted)
