# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running shell: what a phone gives it, its variables, and how it finds and runs one command."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from devicecheck.practice.audit import Audit
from devicecheck.practice.file_system import FileSystem

COMMAND_FOLDER = "/system/bin/"
SDK_OF_ANDROID_10 = 29
NOT_FOUND = 127


@dataclass(frozen=True, slots=True)
class Streams:
    """Standard output and error of a command."""

    out: Callable[[bytes], None]
    err: Callable[[bytes], None]

    def print(self, text: str) -> None:
        """Write text to standard output."""
        self.out(text.encode("utf-8", "surrogateescape"))

    def complain(self, text: str) -> None:
        """Write text to standard error."""
        self.err(text.encode("utf-8", "surrogateescape"))


class ExitRequest(Exception):
    """The script, or subshell, asked to end."""

    def __init__(self, code: int) -> None:
        self.code = code


@dataclass
class Environment:
    """What a phone gives each of its shells."""

    files: FileSystem
    audit: Audit
    sdk: int
    commands: dict[str, "Run"]
    stopped: threading.Event
    overrides: list[tuple[re.Pattern[str], "Run"]] = field(default_factory=list)


@dataclass
class Shell:
    """One shell or subshell. `flush` sends at once what its commands have written so far."""

    environment: Environment
    flush: Callable[[], None]
    variables: dict[str, str] = field(default_factory=dict)
    last_code: int = 0
    substituted_code: int = 0
    kept: dict[int, Callable[[bytes], None]] = field(default_factory=dict)
    """Outputs that `exec N>&1` keeps under a number."""

    def in_subshell(self, step: "Step", streams: Streams) -> int:
        """Run a step in a copy, whose variables and `exit` are its own."""
        try:
            copy = Shell(self.environment, self.flush, dict(self.variables), self.last_code, kept=dict(self.kept))
            return step(copy, streams)
        except ExitRequest as request:
            return request.code

    def execute(self, argv: list[str], streams: Streams) -> int:
        """Run one command with its arguments, as the story says or as the phone does."""
        line = " ".join(argv)
        for pattern, override in self.environment.overrides:
            if pattern.search(line):
                return override(self, argv, streams)
        return self.run_command(argv, streams)

    def run_command(self, argv: list[str], streams: Streams) -> int:
        """Run one command as the phone does."""
        run = self.environment.commands.get(argv[0].removeprefix(COMMAND_FOLDER))
        if run:
            try:
                return run(self, argv, streams)
            except (IndexError, KeyError, ValueError):
                streams.complain(f"{argv[0]}: the practice phone does not know these arguments\n")
                return 1
        modern = self.environment.sdk >= SDK_OF_ANDROID_10
        streams.complain(f"/system/bin/sh: {argv[0]}: {'inaccessible or ' if modern else ''}not found\n")
        return NOT_FOUND


Step: TypeAlias = Callable[[Shell, Streams], int]
Run: TypeAlias = Callable[[Shell, list[str], Streams], int]
