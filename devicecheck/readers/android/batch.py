# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many commands in one stream: the script with a random marker, and the parser that cuts its output apart. Pure.

After each command the script prints a line of its own with the marker, a number and the exit code; then what the
command wrote as errors, and a second such line. A part without its line did not end, whatever stands in it. Errors go
the same way as answers, one after the other, because every change between two outputs costs a round trip on the wire.
"""

import re
from collections.abc import Iterator, Sequence

SCRIPT_LIMIT = 100_000
"""Bytes of one script: a shell takes at most 128 KiB as one argument."""
_EXIT = re.compile(rb"(\d{1,3})\n")
_LINE_LIMIT = 16
"""Bytes of a marker line beside the marker: line ends, blanks, number, exit code."""


HEAD = b"exec 3>&1\n"
"""Keeps the output itself under a number of its own, past the one that collects errors."""


def line(command: bytes, marker: str, number: int) -> bytes:
    """One command of a script: in a subshell of its own, with nothing on its standard input."""
    answer, errors = 2 * number, 2 * number + 1
    ends = f'echo; echo {marker} {answer} $r; echo " $e"; echo; echo {marker} {errors} $r\n'
    return b"e=$( ( " + command + b"\n) </dev/null 2>&1 >&3 ); r=$?; " + ends.encode()


def script(commands: Sequence[bytes], marker: str) -> bytes:
    """All commands as one script."""
    return HEAD + b"".join(line(command, marker, number) for number, command in enumerate(commands))


def fitting(commands: Sequence[bytes], limit: int, marker: str) -> int:
    """How many of the commands fit into one script of at most `limit` bytes; at least one."""
    used = len(HEAD)
    for number, command in enumerate(commands):
        used += len(line(command, marker, number))
        if used > min(limit, SCRIPT_LIMIT) and number:
            return number
    return len(commands)


class SectionParser:
    """Cuts the output of a script into its parts, however it arrives: answer, errors, answer, errors.

    Shape: `feed` gives, in order, bytes of the running part, and a whole number (the exit code) where it ends.
    """

    def __init__(self, marker: str) -> None:
        self._marker = marker.encode()
        self._held = bytearray()
        self.number = 0

    def feed(self, data: bytes) -> Iterator[bytes | int]:
        """Take what came; hold back only what could be the beginning of a marker line."""
        self._held += data
        while found := self._end():
            start, exit_code, end = found
            before = bytes(self._held[:start])
            del self._held[:end]
            if before:
                yield before
            self.number += 1
            yield exit_code
        spare = len(self._held) - len(self._marker) - _LINE_LIMIT
        if spare > 0:
            yield bytes(self._held[:spare])
            del self._held[:spare]

    def rest(self) -> bytes:
        """What was held back, when the stream has ended, without the beginning of a marker line."""
        held, line_start = bytes(self._held), b"\n%b %d " % (self._marker, self.number)
        self._held.clear()
        begun = held.find(line_start)
        if begun < 0:
            lengths = range(min(len(line_start), len(held)), 0, -1)
            begun = next((len(held) - length for length in lengths if held.endswith(line_start[:length])), len(held))
        return held[:begun] if held[begun : begun + 2] != b"\n" else held

    def _end(self) -> tuple[int, int, int] | None:
        """Where the marker line of the running section begins, the exit code in it, and where it ends."""
        begun = b"\n%b %d " % (self._marker, self.number)
        start = self._held.find(begun)
        while start >= 0:
            if found := _EXIT.match(self._held, start + len(begun)):
                return start, int(found[1]), found.end()
            start = self._held.find(begun, start + 1)
        return None
