# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apple File Conduit, to read only: a tree of files that lives in the story. Source: libimobiledevice's afc.h."""

import ssl
import struct
from collections.abc import Mapping
from types import MappingProxyType

from devicecheck.practice.iphone.channel import LARGEST, receive
from devicecheck.practice.iphone.faults import Drop
from devicecheck.practice.iphone.phone import PracticeIPhone

MAGIC = b"CFA6LPAA"
HEAD = struct.Struct("<8sQQQQ")
NAMES: Mapping[int, str] = MappingProxyType({
    0x03: "READ_DIR", 0x04: "READ_FILE", 0x05: "WRITE_FILE", 0x06: "WRITE_PART", 0x07: "TRUNCATE",
    0x08: "REMOVE_PATH", 0x09: "MAKE_DIR", 0x0A: "GET_FILE_INFO", 0x0B: "GET_DEVINFO", 0x0C: "WRITE_FILE_ATOM",
    0x0D: "FILE_OPEN", 0x0F: "READ", 0x10: "WRITE", 0x11: "FILE_SEEK", 0x12: "FILE_TELL", 0x14: "FILE_CLOSE",
    0x15: "FILE_SET_SIZE", 0x16: "GET_CON_INFO", 0x17: "SET_CON_OPTIONS", 0x18: "RENAME_PATH", 0x1B: "FILE_LOCK",
    0x1C: "MAKE_LINK", 0x1E: "SET_FILE_TIME", 0x22: "REMOVE_PATH_AND_CONTENTS",
})  # fmt: skip
CHANGES = frozenset({
    "WRITE_FILE", "WRITE_PART", "TRUNCATE", "REMOVE_PATH", "MAKE_DIR", "WRITE_FILE_ATOM", "WRITE", "FILE_SET_SIZE",
    "RENAME_PATH", "MAKE_LINK", "SET_FILE_TIME", "REMOVE_PATH_AND_CONTENTS", "FILE_LOCK",
})  # fmt: skip
STATUS, DATA, HANDLE = 0x01, 0x02, 0x0E
DONE, INVALID, NOT_FOUND, IS_FOLDER, NOT_ALLOWED, NOT_SUPPORTED = 0, 7, 8, 9, 10, 15
READ_ONLY = 1
HUGE = 1 << 62


def serve(phone: PracticeIPhone, connection: ssl.SSLSocket, files: Mapping[str, bytes], name: str) -> None:
    """Serve one client. Shape: `files` by path without the first slash. Errors: Drop, OSError."""
    _Conduit(phone, connection, files, name).run()


class _Conduit:
    def __init__(self, phone: PracticeIPhone, connection: ssl.SSLSocket, files: Mapping[str, bytes], name: str) -> None:
        self._phone, self._connection, self._files, self._name = phone, connection, files, name
        self._open: dict[int, tuple[str, int]] = {}
        self._number = 0

    def run(self) -> None:
        while True:
            magic, total, _, self._number, code = HEAD.unpack(receive(self._connection, HEAD.size))
            if magic != MAGIC or not HEAD.size <= total <= LARGEST:
                raise Drop("no AFC")
            body = receive(self._connection, total - HEAD.size)
            operation = NAMES.get(code, f"0x{code:x}")
            opens = operation == "FILE_OPEN"
            changes = operation in CHANGES or (opens and struct.unpack_from("<Q", body)[0] != READ_ONLY)
            self._phone.note(self._name, operation, changes=changes)
            if changes:
                self._status(operation, NOT_ALLOWED)
            else:
                self._answer(operation, body)

    def _answer(self, operation: str, body: bytes) -> None:
        match operation:
            case "READ_DIR":
                self._read_folder(operation, _path(body))
            case "GET_FILE_INFO":
                self._file_info(operation, _path(body))
            case "GET_DEVINFO":
                told: dict[str, str | int] = {
                    "Model": "iPhone",
                    "FSTotalBytes": 127934164992,
                    "FSFreeBytes": 50000000000,
                    "FSBlockSize": 4096,
                }
                self._send(operation, DATA, b"", _pairs(told))
            case "FILE_OPEN":
                self._open_file(operation, _path(body[8:]))
            case "READ":
                self._read(operation, *struct.unpack_from("<QQ", body))
            case "FILE_CLOSE":
                gone = self._open.pop(struct.unpack_from("<Q", body)[0], None)
                self._status(operation, DONE if gone else INVALID)
            case _:
                self._status(operation, NOT_SUPPORTED)

    def _children(self, path: str) -> list[str] | None:
        start = f"{path}/" if path else ""
        below = {name[len(start) :].split("/")[0] for name in self._files if name.startswith(start)}
        return sorted(below) if below or not path else None

    def _read_folder(self, operation: str, path: str) -> None:
        if path in self._files:
            self._status(operation, IS_FOLDER)
        elif (names := self._children(path)) is None:
            self._status(operation, NOT_FOUND)
        else:
            self._send(operation, DATA, b"", b"".join(f"{name}\0".encode() for name in (".", "..", *names)))

    def _file_info(self, operation: str, path: str) -> None:
        if path not in self._files and self._children(path) is None:
            self._status(operation, NOT_FOUND)
            return
        size, kind = (len(self._files[path]), "S_IFREG") if path in self._files else (64, "S_IFDIR")
        times = {"st_mtime": 1_780_000_000_000_000_000, "st_birthtime": 1_780_000_000_000_000_000}
        blocks = (size + 511) // 512
        told: dict[str, str | int] = {"st_size": size, "st_blocks": blocks, "st_nlink": 1, "st_ifmt": kind, **times}
        self._send(operation, DATA, b"", _pairs(told))

    def _open_file(self, operation: str, path: str) -> None:
        if path not in self._files:
            self._status(operation, NOT_FOUND if self._children(path) is None else IS_FOLDER)
            return
        handle = len(self._open) + 1
        self._open[handle] = (path, 0)
        self._send(operation, HANDLE, struct.pack("<Q", handle))

    def _read(self, operation: str, handle: int, size: int) -> None:
        if handle not in self._open:
            self._status(operation, INVALID)
            return
        path, at = self._open[handle]
        part = self._files[path][at : at + min(size, LARGEST)]
        self._open[handle] = (path, at + len(part))
        self._send(operation, DATA, b"", part)

    def _status(self, operation: str, code: int) -> None:
        self._send(operation, STATUS, struct.pack("<Q", code))

    def _send(self, operation: str, kind: int, data: bytes, payload: bytes = b"") -> None:
        head = (HEAD.size + len(data), self._number, kind)
        fault = self._phone.faults.at(f"{self._name}:{operation}")
        if fault is None or fault.kind == "slow":
            self._phone.faults.stopped.wait(fault.delay if fault else 0)
            total = HEAD.size + len(data) + len(payload)
            self._connection.sendall(HEAD.pack(MAGIC, total, *head) + data + payload)
        elif fault.kind == "garbage":
            self._connection.sendall(b"\xde\xad\xbe\xef" * 10)
        elif fault.kind == "oversize":
            self._connection.sendall(HEAD.pack(MAGIC, HUGE, *head))
        else:
            self._phone.faults.stopped.wait(fault.delay if fault.kind == "hang" else 0)
            raise Drop(operation)


def _path(raw: bytes) -> str:
    return "/".join(part for part in raw.split(b"\0")[0].decode("utf-8", "replace").split("/") if part not in ("", "."))


def _pairs(told: Mapping[str, str | int]) -> bytes:
    return b"".join(f"{key}\0{value}\0".encode() for key, value in told.items())
