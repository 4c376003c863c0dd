# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service `sync:`: status, listings and contents of files, and a refusal for whoever wants to write.

Source: AOSP packages/modules/adb, SYNC.TXT and file_sync_protocol.h.
"""

import struct

from devicecheck.practice.audit import Audit
from devicecheck.practice.file_system import FileSystem, FileSystemError
from devicecheck.practice.streams import Stream

REQUEST = struct.Struct("<4sI")
STATUS = struct.Struct("<4sIII")
ENTRY = struct.Struct("<4sIIII")
MAX_PATH = 1024
PIECE_BYTES = 65536


class SyncService:
    """One client's sync stream."""

    def __init__(self, files: FileSystem, audit: Audit, stream: Stream) -> None:
        self._files = files
        self._audit = audit
        self._stream = stream

    def run(self) -> None:
        """Answer requests until the client quits or asks for something unknown."""
        answers = {b"STAT": self._status, b"LIST": self._list, b"RECV": self._send_file, b"SEND": self._refuse_file}
        while True:
            request, length = REQUEST.unpack(self._stream.read(REQUEST.size))
            if request not in answers or length > MAX_PATH:
                return
            path = self._stream.read(length).decode("utf-8", "surrogateescape")
            self._audit.record("sync", request=request.decode("latin-1"), path=path)
            answers[request](path)

    def _fail(self, message: str) -> None:
        self._stream.write(REQUEST.pack(b"FAIL", len(message)) + message.encode())

    def _status(self, path: str) -> None:
        try:
            node = self._files.find(path)
            self._stream.write(STATUS.pack(b"STAT", node.mode, node.size, node.modified))
        except FileSystemError:
            self._stream.write(STATUS.pack(b"STAT", 0, 0, 0))

    def _list(self, path: str) -> None:
        try:
            entries = self._files.entries(path)
        except FileSystemError:
            entries = {}
        answer = b""
        for name, node in entries.items():
            encoded = name.encode("utf-8", "surrogateescape")
            answer += ENTRY.pack(b"DENT", node.mode, node.size, node.modified, len(encoded)) + encoded
        self._stream.write(answer + ENTRY.pack(b"DONE", 0, 0, 0, 0))

    def _send_file(self, path: str) -> None:
        try:
            content = self._files.read(path)
        except FileSystemError as error:
            self._fail(f"open failed: {error.strerror}")
            return
        for start in range(0, len(content), PIECE_BYTES):
            piece = content[start : start + PIECE_BYTES]
            self._stream.write(REQUEST.pack(b"DATA", len(piece)) + piece)
        self._stream.write(REQUEST.pack(b"DONE", 0))

    def _refuse_file(self, path: str) -> None:
        self._audit.change(f"push {path}")
        while (header := REQUEST.unpack(self._stream.read(REQUEST.size)))[0] != b"DONE":
            self._stream.read(header[1])
        self._fail("couldn't create file: Permission denied")
