# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that a story makes answer otherwise: other text, another exit code, late, never, or only in part."""

import re
from collections.abc import Callable
from typing import Any

from devicecheck.practice.faults import FaultPlan
from devicecheck.practice.shell.session import Run, Shell, Streams

KEYS = frozenset({"match", "text", "stderr", "exit", "delay", "hang", "falls_silent_after_bytes"})


def from_story(entries: list[dict[str, Any]], plan: FaultPlan) -> list[tuple[re.Pattern[str], Run]]:
    """Read the `commands` entry of a story; `match` is a regular expression on the command with its arguments."""
    found = []
    for entry in entries:
        if unknown := set(entry) - KEYS:
            raise ValueError(f"commands {sorted(unknown)}: use {', '.join(sorted(KEYS))}")
        cut = "falls_silent_after_bytes" in entry
        found.append((re.compile(entry["match"]), _cut_answer(entry, plan) if cut else _other_answer(entry)))
    return found


def _other_answer(entry: dict[str, Any]) -> Run:
    def run(shell: Shell, _argv: list[str], streams: Streams) -> int:
        shell.flush()
        shell.environment.stopped.wait(entry.get("delay", 0))
        streams.print(entry.get("text", ""))
        streams.complain(entry.get("stderr", ""))
        shell.flush()
        shell.environment.stopped.wait(entry.get("hang", 0))
        return int(entry.get("exit", 0))

    return run


def _cut_answer(entry: dict[str, Any], plan: FaultPlan) -> Run:
    """The phone's own answer, up to a byte; from there on the whole phone is silent."""

    def run(shell: Shell, argv: list[str], streams: Streams) -> int:
        left = int(entry["falls_silent_after_bytes"])

        def write(data: bytes) -> None:
            nonlocal left
            streams.out(data[:left])
            left -= len(data)
            if left <= 0:
                fall_silent(shell.flush)

        return shell.run_command(argv, Streams(write, streams.err))

    def fall_silent(flush: Callable[[], None]) -> None:
        flush()
        plan.silent = True
        plan.wait_for_ever()

    return run
