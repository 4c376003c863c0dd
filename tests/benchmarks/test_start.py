# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the command line takes to start, and the terminal app to its first frame, each beside a named peer."""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from typing import NamedTuple

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


OURS = (sys.executable, "-m", "devicecheck")
THEIRS = (sys.executable, "-m", "textual")
FIRST_WORDS = {OURS: b"What would you like to do?", THEIRS: b"Textual"}
MOST_FRAME_SECONDS = 60.0


class Start(NamedTuple):
    """How long a start took by the clock on the wall, and what it took of a processor. Units: seconds."""

    wall: float
    processor: float


def first_frame(argv: tuple[str, ...]) -> Start:
    """From the start of a program in a terminal of its own to the first words on its screen."""
    before = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(argv[0], argv)
    shown = b""
    try:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        while FIRST_WORDS[argv] not in shown and time.perf_counter() - before < MOST_FRAME_SECONDS:
            if select.select([terminal], [], [], 0.5)[0]:
                shown += os.read(terminal, 1 << 16)
        wall = time.perf_counter() - before
    finally:
        os.kill(child, signal.SIGKILL)
        used = os.wait4(child, 0)[2]
        os.close(terminal)
    assert FIRST_WORDS[argv] in shown, argv
    return Start(wall, used.ru_utime + used.ru_stime)


def test_first_frame_beside_the_demo_of_textual(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints medians of pairs measured in turn, after one start of each that nobody counts."""
    for command in FIRST_WORDS:
        first_frame(command)
    pairs = [(first_frame(OURS), first_frame(THEIRS)) for _ in range(3)]
    for name in Start._fields:
        ours, theirs = (statistics.median(getattr(each, name) for each in its) for its in zip(*pairs, strict=True))
        with capsys.disabled():
            print(f"\nfirst frame, {name}: {ours:.2f} s; textual's demo {theirs:.2f} s; ratio {ours / theirs:.2f}")
    with capsys.disabled():
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    assert pairs
