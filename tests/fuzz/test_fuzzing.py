# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A short slice of the fuzzing, in a program of its own, and proof that the runner notices what it is there for."""

import subprocess
import sys
from pathlib import Path

import pytest

RUNNER = """
import sys, time
from tests.fuzz import running
from tests.fuzz.target import Target

def broken(data: bytes) -> bool:
    if len(data) > 3 and data[3] == 0:
        raise IndexError
    return False

def slow(data: bytes) -> bool:
    end = time.thread_time() + 2.2
    while time.thread_time() < end:
        pass
    return False

FAULTS = {
    "raises": (broken, (), 2_000),
    "clean": (lambda data: True, (), 40),
    "slow": (slow, (), 1),
    "refuses": (lambda data: int("x") == 1, (ValueError,), 5),
}
run, refusals, executions = FAULTS[sys.argv[1]]
found = running.run(Target("t", run, lambda: (b"abcdef",), refusals), executions, 1)
print(*found.broken)
"""


def told(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("fault", "said"),
    [("raises", "IndexError"), ("clean", "FalselyClean"), ("slow", "slow"), ("refuses", "a seed is refused")],
)
def test_the_runner_notices_each_kind_of_fault(fault: str, said: str) -> None:
    assert said in told("-c", RUNNER, fault)


def test_every_target_is_there() -> None:
    """What is fuzzed is named when the program starts: a reader that has gone is noticed at once."""
    assert "network frame" in told("-m", "tests.fuzz", "--help")


@pytest.mark.slow
def test_a_slice_of_the_fuzzing_breaks_nothing(tmp_path: Path) -> None:
    """Always the same inputs, so that a red run is a change of ours; `make fuzz` looks further."""
    lines = told("-m", "tests.fuzz", "--executions", "150", "--keep", str(tmp_path)).splitlines()
    assert int(lines[-1].split()[-1]) > 9_000
