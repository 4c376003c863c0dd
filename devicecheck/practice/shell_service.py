# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The services `shell:`, `shell,v2:` and `exec:`: a script runs, its output streams back."""

import struct
import time

from devicecheck.practice.shell.script import run_script
from devicecheck.practice.shell.session import Environment, Shell, Streams
from devicecheck.practice.streams import Stream

STDOUT, STDERR, EXIT = 1, 2, 3
FRAME = struct.Struct("<BI")
PIPE_BYTES = 65536
LONGEST_WAIT = 0.05
"""Seconds that what was written waits for more; who reads a pipe takes what there is."""


class _Output:
    """Gathers small writes as a pipe would; in version 2 each piece has its origin and length before it."""

    def __init__(self, stream: Stream, *, framed: bool) -> None:
        self._stream = stream
        self._framed = framed
        self._origin = STDOUT
        self._pending = bytearray()
        self._sent_at = time.monotonic()

    def write(self, origin: int, data: bytes) -> None:
        if self._framed and origin != self._origin:
            self.flush()
        self._origin = origin
        self._pending += data
        if len(self._pending) >= PIPE_BYTES or time.monotonic() - self._sent_at > LONGEST_WAIT:
            self.flush()

    def flush(self) -> None:
        if self._pending:
            frame = FRAME.pack(self._origin, len(self._pending)) if self._framed else b""
            self._stream.write(frame + bytes(self._pending))
            self._pending.clear()
        self._sent_at = time.monotonic()


def run(environment: Environment, script: str, stream: Stream, *, framed: bool) -> None:
    """Run a script; framed is version 2, with error output apart and an exit code at the end."""
    output = _Output(stream, framed=framed)
    streams = Streams(lambda data: output.write(STDOUT, data), lambda data: output.write(STDERR, data))
    code = run_script(script, Shell(environment, output.flush), streams)
    if framed:
        output.write(EXIT, bytes([code & 255]))
    output.flush()
