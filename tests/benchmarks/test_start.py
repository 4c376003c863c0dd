# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the command line takes to start, beside a bare import of the library it is made with."""

import statistics
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.benchmark


def seconds(*argv: str) -> float:
    before = time.perf_counter()
    subprocess.run(argv, check=True, capture_output=True)
    return time.perf_counter() - before


def test_help_beside_importing_typer(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints the ratio of pairs measured in turn; the median is the figure to quote."""
    help_ = (sys.executable, "-m", "devicecheck", "--help")
    typer = (sys.executable, "-c", "import typer")
    for command in (help_, typer):
        seconds(*command)
    ratios = sorted(seconds(*help_) / seconds(*typer) for _ in range(11))
    middle, spread = statistics.median(ratios), f"{ratios[0]:.2f}-{ratios[-1]:.2f}"
    with capsys.disabled():
        print(f"\ndevicecheck --help / import typer: median {middle:.2f} ({spread})")
    assert ratios
