# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The frames of `shell,v2`: a kind, a length, bytes. Pure."""

import struct
from collections.abc import Iterator

from devicecheck.readers.android.faults import ReaderFault
from devicecheck.readers.wire import Fault

STDOUT, STDERR, EXIT = 1, 2, 3
FRAME = struct.Struct("<BI")
FRAME_LIMIT = 1 << 30
"""Only to notice what is no frame at all: nothing is allocated by an announced length."""


class FrameParser:
    """Takes a stream in any pieces and gives (kind, bytes) as they come, in pieces too."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._kind = 0
        self._left = 0

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The output in these bytes. Errors: ReaderFault(PROTOCOL) for an unknown kind or an impossible length."""
        rest = memoryview(data)
        while rest:
            if self._left:
                piece, rest = bytes(rest[: self._left]), rest[self._left :]
                self._left -= len(piece)
                yield self._kind, piece
                continue
            missing = FRAME.size - len(self._head)
            self._head += rest[:missing]
            rest = rest[missing:]
            if len(self._head) == FRAME.size:
                self._begin()

    def _begin(self) -> None:
        self._kind, self._left = FRAME.unpack(self._head)
        self._head.clear()
        if self._kind not in (STDOUT, STDERR, EXIT) or self._left > FRAME_LIMIT:
            raise ReaderFault(Fault.PROTOCOL, {"what": "frame"})
