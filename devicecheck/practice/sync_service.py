# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The service `sync:`: status, listings and contents of files, and a refusal for whoever wants to write.

Source: AOSP packages/modules/adb, SYNC.TXT and file_sync_protocol.h.
"""

import struct

from devicecheck.practice.audit import Audit
from devicecheck.practice.file_system import FileSystem, FileSystemError, Node
from devicecheck.practice.streams import PIPE_BYTES, BufferedWriter, Stream

REQUEST = struct.Struct("<4sI")
STATUS = struct.Struct("<4sIII")
STATUS_2 = struct.Struct("<4sIQQIIIIQqqq")
ENTRY = struct.Struct("<4sIIII")
MAX_PATH = 1024
DEVICE, INODE, LINKS = 64768, 1, 1


class SyncService:
    """One client's sync stream."""

    def __init__(self, files: FileSystem, audit: Audit, stream: Stream) -> None:
        self._files = files
        self._audit = audit
        self._stream = stream
        self._out = BufferedWriter(stream.write)

    def run(self) -> None:
        """Answer requests until the client quits or asks for something unknown."""
        while True:
            self._out.flush()
            request, length = REQUEST.unpack(self._stream.read(REQUEST.size))
            if request == b"QUIT" or length > MAX_PATH:
                return
            path = self._stream.read(length).decode("utf-8", "surrogateescape")
            self._audit.record("sync", request=request.decode("latin-1"), path=path)
            match request:
                case b"STAT":
                    self._status(path)
                case b"STA2" | b"LST2":
                    self._status_2(request, path)
                case b"LIST":
                    self._list(path)
                case b"RECV":
                    self._send_file(path)
                case b"SEND":
                    self._refuse_file(path)
                case _:
                    self._fail("unknown command")

    def _fail(self, message: str) -> None:
        self._out.write(REQUEST.pack(b"FAIL", len(message)) + message.encode())

    def _status(self, path: str) -> None:
        try:
            node = self._files.find(path, follow=False)
            self._out.write(STATUS.pack(b"STAT", node.mode, node.size, node.modified))
        except FileSystemError:
            self._out.write(STATUS.pack(b"STAT", 0, 0, 0))

    def _status_2(self, request: bytes, path: str) -> None:
        try:
            node = self._files.find(path, follow=request == b"STA2")
        except FileSystemError as error:
            self._out.write(STATUS_2.pack(request, error.errno or 0, *[0] * 10))
            return
        fields = (DEVICE, INODE, node.mode, LINKS, node.uid, node.gid, node.size, *[node.modified] * 3)
        self._out.write(STATUS_2.pack(request, 0, *fields))

    def _list(self, path: str) -> None:
        try:
            entries = self._files.entries(path)
        except FileSystemError:
            entries = {}
        for name, node in entries.items():
            self._entry(name.encode("utf-8", "surrogateescape"), node)
        self._out.write(ENTRY.pack(b"DONE", 0, 0, 0, 0))

    def _entry(self, name: bytes, node: Node) -> None:
        self._out.write(ENTRY.pack(b"DENT", node.mode, node.size, node.modified, len(name)) + name)

    def _send_file(self, path: str) -> None:
        try:
            content = self._files.read(path)
        except FileSystemError as error:
            self._fail(f"open failed: {error.strerror}")
            return
        for start in range(0, len(content), PIPE_BYTES):
            piece = content[start : start + PIPE_BYTES]
            self._out.write(REQUEST.pack(b"DATA", len(piece)) + piece)
        self._out.write(REQUEST.pack(b"DONE", 0))

    def _refuse_file(self, path: str) -> None:
        self._audit.change(f"push {path}")
        while True:
            kind, length = REQUEST.unpack(self._stream.read(REQUEST.size))
            if kind == b"DONE":
                break
            self._stream.read(length)
        self._fail("couldn't create file: Permission denied")
