# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles a script into steps: lists, `&&`, `||`, subshells, redirections, quoting, `$name`, `$(...)`.

Batch scripts use no pipes, so there are none, and nothing reads standard input.
"""

import errno
import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from devicecheck.practice.file_system import FileSystemError
from devicecheck.practice.shell.session import Shell, Step, Streams

BLANKS = re.compile(r"(?:[ \t]|\\\n|(?:(?<=[\s;&|()])|^)#[^\n]*)*")
BLANKS_AND_LINES = re.compile(r"(?:\s|\\\n|(?:(?<=[\s;&|()])|^)#[^\n]*)*")
REDIRECTION = re.compile(r"(\d?)(>>|>&|>|<)")
ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=")
VARIABLE = re.compile(r"\$(?:\{([A-Za-z_]\w*|\?)\}|([A-Za-z_]\w*|\?))")
PLAIN = re.compile(r"[^\s;&|()<>\\'\"$`]+")
PLAIN_IN_QUOTES = re.compile(r'[^"\\$`]+')
SINGLE_QUOTED = re.compile(r"'([^']*)'")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
END_OF_WORD = re.compile(r"[\s;&|()<>]|$")
STDOUT, STDERR = 1, 2


class ShellSyntaxError(Exception):
    """The script is not in the language, or in a part of it that the practice phone lacks."""


class Part(NamedTuple):
    """A piece of a word; what an unquoted variable or substitution gives is split at white space."""

    text: Callable[[Shell, Streams], str]
    quoted: bool = True
    splits: bool = False


Word = list[Part]


class Redirection(NamedTuple):
    """`2>&1`, `</dev/null` and the like."""

    descriptor: int
    operator: str
    target: Word


def run_script(text: str, shell: Shell, streams: Streams) -> int:
    """Run a script and return its exit code."""
    try:
        return shell.in_subshell(_Compiler(text).program(), streams)
    except ShellSyntaxError as error:
        streams.complain(f"/system/bin/sh: {error}\n")
        return 1


def _text(word: Word, shell: Shell, streams: Streams) -> str:
    return "".join(part.text(shell, streams) for part in word)


def _fields(word: Word, shell: Shell, streams: Streams) -> list[str]:
    marked = "".join(
        re.sub(r"\s+", "\0", part.text(shell, streams)) if part.splits else part.text(shell, streams) for part in word
    )
    quoted = any(part.quoted for part in word)
    return [field for field in marked.split("\0") if field or quoted]


def _named_files(field: str, word: Word, shell: Shell) -> list[str]:
    """`FOLDER/*`, unquoted, gives every file of the folder, or stays as it is; no other pattern is known."""
    if not field.endswith("/*") or any(part.quoted for part in word):
        return [field]
    try:
        return [f"{field[:-1]}{name}" for name in shell.environment.files.entries(field[:-2])] or [field]
    except FileSystemError:
        return [field]


def _redirected(redirections: list[Redirection], shell: Shell, streams: Streams) -> Streams:
    """Return the streams as redirected; a file is never written, and the attempt is noted."""
    sinks = {STDOUT: streams.out, STDERR: streams.err, **shell.kept}
    for redirection in redirections:
        target = _text(redirection.target, shell, streams)
        if redirection.operator == ">&":
            sinks[redirection.descriptor] = sinks[int(target)]
            if redirection.descriptor > STDERR:
                shell.kept[redirection.descriptor] = sinks[int(target)]
        elif target == "/dev/null":
            sinks[redirection.descriptor] = lambda data: None
        elif redirection.operator == "<":
            raise FileSystemError(errno.EACCES, target)
        else:
            shell.environment.audit.change(f"write {target}")
            raise FileSystemError(errno.EACCES, target)
    return Streams(sinks[STDOUT], sinks[STDERR])


class _Compiler:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def program(self) -> Step:
        step = self._sequence()
        if self._at < len(self._text):
            raise self._unexpected()
        return step

    def _unexpected(self) -> ShellSyntaxError:
        return ShellSyntaxError(f"syntax error: unexpected '{self._text[self._at : self._at + 1] or 'EOF'}'")

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found

    def _accept(self, *texts: str, after: re.Pattern[str] = BLANKS) -> str:
        """Take the first of the texts that comes next; an empty string when none does."""
        self._take(after)
        found = next((text for text in texts if self._text.startswith(text, self._at)), "")
        self._at += len(found)
        return found

    def _expect(self, text: str) -> None:
        if not self._accept(text, after=BLANKS_AND_LINES):
            raise self._unexpected()

    def _sequence(self) -> Step:
        steps = []
        while True:
            self._take(BLANKS_AND_LINES)
            if self._at >= len(self._text) or self._text[self._at] == ")":
                break
            steps.append(self._and_or())
            self._accept(";")

        def run(shell: Shell, streams: Streams) -> int:
            for step in steps:
                shell.last_code = step(shell, streams)
            return shell.last_code

        return run

    def _and_or(self) -> Step:
        links = [("", self._command())]
        while operator := self._accept("&&", "||"):
            self._take(BLANKS_AND_LINES)
            links.append((operator, self._command()))

        def run(shell: Shell, streams: Streams) -> int:
            for operator, step in links:
                if not operator or (shell.last_code == 0) == (operator == "&&"):
                    shell.last_code = step(shell, streams)
            return shell.last_code

        return run

    def _command(self) -> Step:
        if not self._accept("("):
            return self._simple()
        body = self._sequence()
        self._expect(")")
        redirections = list(iter(self._redirection, None))
        return self._with_redirections(lambda shell, streams: shell.in_subshell(body, streams), redirections)

    @staticmethod
    def _with_redirections(step: Step, redirections: list[Redirection]) -> Step:
        def run(shell: Shell, streams: Streams) -> int:
            try:
                streams = _redirected(redirections, shell, streams)
            except FileSystemError as error:
                streams.complain(f"/system/bin/sh: can't open {error.filename}: {error.strerror}\n")
                return 1
            return step(shell, streams)

        return run

    def _redirection(self) -> Redirection | None:
        self._take(BLANKS)
        written = self._take(REDIRECTION)
        if not written:
            return None
        self._take(BLANKS)
        return Redirection(int(written[1] or (0 if written[2] == "<" else STDOUT)), written[2], self._word())

    def _simple(self) -> Step:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirections: list[Redirection] = []
        while True:
            if redirection := self._redirection():
                redirections.append(redirection)
            elif END_OF_WORD.match(self._text, self._at):
                break
            elif not words and (assigned := self._take(ASSIGNMENT)):
                assignments.append((assigned[1], self._word()))
            else:
                words.append(self._word())
        if not (assignments or words or redirections):
            raise self._unexpected()

        def run(shell: Shell, streams: Streams) -> int:
            fields = [(field, word) for word in words for field in _fields(word, shell, streams)]
            argv = [name for field, word in fields for name in _named_files(field, word, shell)]
            if argv:
                return shell.execute(argv, streams)
            shell.substituted_code = 0
            for name, value in assignments:
                shell.variables[name] = _text(value, shell, streams)
            return shell.substituted_code

        return self._with_redirections(run, redirections)

    def _word(self) -> Word:
        parts: Word = []
        while not END_OF_WORD.match(self._text, self._at):
            if plain := self._take(PLAIN):
                parts.append(_literal(plain[0], quoted=False))
            elif single := self._take(SINGLE_QUOTED):
                parts.append(_literal(single[1]))
            elif escaped := self._take(ESCAPED):
                parts.append(_literal(escaped[1]))
            elif self._text[self._at] == '"':
                parts += self._double_quoted()
            else:
                parts.append(self._dollar(quoted=False))
        return parts

    def _double_quoted(self) -> Word:
        parts = [_literal("")]
        self._at += 1
        while not self._text.startswith('"', self._at):
            if plain := self._take(PLAIN_IN_QUOTES):
                parts.append(_literal(plain[0]))
            elif escaped := self._take(ESCAPED):
                parts.append(_literal(escaped[1] if escaped[1] in '"$`\\' else escaped[0]))
            else:
                parts.append(self._dollar(quoted=True))
        self._at += 1
        return parts

    def _dollar(self, *, quoted: bool) -> Part:
        if self._text.startswith("$(", self._at):
            self._at += 2
            body = self._sequence()
            self._expect(")")
            return Part(lambda shell, streams: _substituted(body, shell, streams), quoted, not quoted)
        variable = self._take(VARIABLE)
        if not variable:
            raise self._unexpected()
        name = variable[1] or variable[2]
        if name == "?":
            return Part(lambda shell, streams: str(shell.last_code), quoted)
        return Part(lambda shell, streams: shell.variables.get(name, ""), quoted, not quoted)


def _literal(text: str, *, quoted: bool = True) -> Part:
    return Part(lambda shell, streams: text, quoted)


def _substituted(body: Step, shell: Shell, streams: Streams) -> str:
    output = bytearray()
    shell.substituted_code = shell.in_subshell(body, replace(streams, out=output.extend))
    return output.decode("utf-8", "surrogateescape").rstrip("\n")
