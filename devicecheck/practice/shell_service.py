# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The services `shell:`, `shell,v2:` and `exec:`: a script runs, its output streams back."""

import struct

from devicecheck.practice.shell.interpreter import Environment, Shell, Streams
from devicecheck.practice.streams import PIPE_BYTES, BufferedWriter, Stream, Write

STDOUT, STDERR, EXIT = 1, 2, 3
FRAME = struct.Struct("<BI")


class FramedOutput:
    """Output and error of shell protocol version 2, each piece with its origin and length before it."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._origin = STDOUT
        self._pending = bytearray()

    def write(self, origin: int, data: bytes) -> None:
        """Take a piece; pieces of one origin are sent together."""
        if origin != self._origin:
            self.flush()
            self._origin = origin
        self._pending += data
        if len(self._pending) >= PIPE_BYTES - FRAME.size:
            self.flush()

    def flush(self) -> None:
        """Send what is left."""
        if self._pending:
            self._write(FRAME.pack(self._origin, len(self._pending)) + bytes(self._pending))
            self._pending.clear()


def run_framed(environment: Environment, script: str, stream: Stream) -> None:
    """Run a script with separate error output and an exit code."""
    output = FramedOutput(stream.write)
    shell = Shell(environment, output.flush)
    code = shell.run_script(
        script, Streams(b"", lambda data: output.write(STDOUT, data), lambda data: output.write(STDERR, data))
    )
    output.write(EXIT, bytes([code & 255]))
    output.flush()


def run_raw(environment: Environment, script: str, stream: Stream) -> None:
    """Run a script with error output among the output, and no exit code."""
    output = BufferedWriter(stream.write)
    shell = Shell(environment, output.flush)
    shell.run_script(script, Streams(b"", output.write, output.write))
    output.flush()
