# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs a parsed script as Android's shell would: words, redirections, pipes, exit codes."""

import errno
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from devicecheck.practice.audit import Audit
from devicecheck.practice.file_system import FileSystem, FileSystemError
from devicecheck.practice.shell import syntax
from devicecheck.practice.shell.parser import Parser, ShellSyntaxError

Write = Callable[[bytes], None]
COMMAND_FOLDER = "/system/bin/"
SDK_OF_ANDROID_10 = 29
NOT_FOUND = 127
STDIN, STDOUT, STDERR = range(3)


@dataclass(frozen=True, slots=True)
class Streams:
    """Standard input, output and error of a command."""

    stdin: bytes
    out: Write
    err: Write

    def print(self, text: str) -> None:
        """Write text to standard output."""
        self.out(text.encode("utf-8", "surrogateescape"))

    def complain(self, text: str) -> None:
        """Write text to standard error."""
        self.err(text.encode("utf-8", "surrogateescape"))


Run: TypeAlias = Callable[["Shell", list[str], Streams], int]


class Exit(Exception):
    """The script, or subshell, asked to end."""

    def __init__(self, code: int) -> None:
        self.code = code


@dataclass
class Environment:
    """What a phone gives each of its shells."""

    file_system: FileSystem
    audit: Audit
    sdk: int
    commands: dict[str, Run]
    stopped: threading.Event
    overrides: list[tuple[re.Pattern[str], Run]] = field(default_factory=list)


class Shell:
    """One running shell; a subshell is a copy with variables of its own."""

    def __init__(self, environment: Environment, flush: Callable[[], None]) -> None:
        self.environment = environment
        self.flush = flush
        self.variables = {"PATH": "/system/bin", "HOME": "/", "PWD": "/"}
        self.last_code = 0

    def run_script(self, text: str, streams: Streams) -> int:
        """Run a script and return its exit code."""
        try:
            return self._in_subshell(Parser(text).program(), streams)
        except ShellSyntaxError as error:
            streams.complain(f"/system/bin/sh: {error}\n")
            return 1

    def _in_subshell(self, body: syntax.Sequence, streams: Streams) -> int:
        shell = Shell(self.environment, self.flush)
        shell.variables = dict(self.variables)
        shell.last_code = self.last_code
        try:
            return shell._sequence(body, streams)
        except Exit as exit_request:
            return exit_request.code

    def _sequence(self, sequence: syntax.Sequence, streams: Streams) -> int:
        for item in sequence.items:
            self.last_code = self._and_or(item, streams)
        return self.last_code

    def _and_or(self, item: syntax.AndOr | syntax.Pipeline, streams: Streams) -> int:
        if isinstance(item, syntax.Pipeline):
            return self._pipeline(item, streams)
        self.last_code = self._and_or(item.left, streams)
        if (self.last_code == 0) == (item.operator == "&&"):
            return self._pipeline(item.right, streams)
        return self.last_code

    def _pipeline(self, pipeline: syntax.Pipeline, streams: Streams) -> int:
        stdin = streams.stdin
        for command in pipeline.commands[:-1]:
            piped = bytearray()
            body = syntax.Sequence((syntax.Pipeline((command,), False),))
            self._in_subshell(body, Streams(stdin, piped.extend, streams.err))
            stdin = bytes(piped)
        code = self._command(pipeline.commands[-1], replace(streams, stdin=stdin))
        return int(code == 0) if pipeline.negated else code

    def _command(self, command: syntax.Command, streams: Streams) -> int:
        try:
            return self._undirected(command, self._redirected(command.redirections, streams))
        except FileSystemError as error:
            streams.complain(f"/system/bin/sh: can't open {error.filename}: {error.strerror}\n")
            return 1

    def _undirected(self, command: syntax.Command, streams: Streams) -> int:
        match command:
            case syntax.Simple():
                return self._simple(command, streams)
            case syntax.Group(body=body, subshell=True):
                return self._in_subshell(body, streams)
            case syntax.Group(body=body):
                return self._sequence(body, streams)
            case syntax.Conditional():
                return self._conditional(command, streams)
            case syntax.Loop():
                return self._loop(command, streams)

    def _conditional(self, command: syntax.Conditional, streams: Streams) -> int:
        for condition, body in command.branches:
            if self._sequence(condition, streams) == 0:
                return self._sequence(body, streams)
        return self._sequence(command.otherwise, streams) if command.otherwise else 0

    def _loop(self, command: syntax.Loop, streams: Streams) -> int:
        code = 0
        for value in self._fields(command.words, streams):
            self.variables[command.variable] = value
            code = self._sequence(command.body, streams)
        return code

    def _redirected(self, redirections: syntax.Redirections, streams: Streams) -> Streams:
        """Return the streams as redirected; a file is never written, and the attempt is noted."""
        stdin, sinks = streams.stdin, {STDOUT: streams.out, STDERR: streams.err}
        for redirection in redirections:
            target = self._text(redirection.target, streams)
            if redirection.operator == ">&":
                sinks[redirection.descriptor] = sinks[int(target)]
            elif redirection.operator == "<":
                stdin = b"" if target == "/dev/null" else self.environment.file_system.read(target)
            elif target == "/dev/null":
                sinks[redirection.descriptor] = lambda data: None
            else:
                self.environment.audit.change(f"write {target}")
                raise FileSystemError(errno.EACCES, target)
        return Streams(stdin, sinks[STDOUT], sinks[STDERR])

    def _simple(self, command: syntax.Simple, streams: Streams) -> int:
        argv = self._fields(command.words, streams)
        if not argv:
            self.last_code = 0
            for name, value in command.assignments:
                self.variables[name] = self._text(value, streams)
            return self.last_code
        return self.execute(argv, streams)

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
        if run is None:
            modern = self.environment.sdk >= SDK_OF_ANDROID_10
            streams.complain(f"/system/bin/sh: {argv[0]}: {'inaccessible or ' if modern else ''}not found\n")
            return NOT_FOUND
        return run(self, argv, streams)

    def _part(self, part: syntax.WordPart, streams: Streams) -> str:
        match part:
            case syntax.Literal(text=text):
                return text
            case syntax.Variable(name="?"):
                return str(self.last_code)
            case syntax.Variable(name=name):
                return self.variables.get(name, "")
            case syntax.Substitution(body=body):
                output = bytearray()
                self.last_code = self._in_subshell(body, replace(streams, out=output.extend))
                return output.decode("utf-8", "surrogateescape").rstrip("\n")

    def _text(self, word: syntax.Word, streams: Streams) -> str:
        return "".join(self._part(part, streams) for part in word)

    def _fields(self, words: tuple[syntax.Word, ...], streams: Streams) -> list[str]:
        """Expand words; what came from an unquoted variable or substitution is split at white space."""
        fields = []
        for word in words:
            marked = ""
            for part in word:
                text = self._part(part, streams)
                split = not part.quoted and not isinstance(part, syntax.Literal)
                marked += re.sub(r"\s+", "\0", text) if split else text
            found = marked.split("\0") if "\0" in marked else [marked]
            quoted = any(part.quoted for part in word)
            fields += [field for field in found if field or quoted]
        return fields
