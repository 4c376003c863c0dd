# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The backup folder as an untrusted place: nothing but the named files, no links, nothing larger than it may be."""

import os
import stat
from pathlib import Path

from devicecheck.readers.file_session import NotLooked

STEP = 1 << 20
_PLAIN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_FILE = _PLAIN | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BY_HANDLE = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")
_REPARSE = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400)


class Missing(NotLooked):
    """Raised when a file is not there."""

    def __init__(self) -> None:
        super().__init__("missing-file")


class Folder:
    """One backup folder, and the reading of named files in it.

    Errors of all reading: Missing; NotLooked `link`, `not-a-file`, `too-large`; OSError.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = os.open(path, _PLAIN | os.O_DIRECTORY) if _BY_HANDLE else None

    def read(self, most: int, *names: str) -> bytearray:
        """A whole file, by the names of the folders to it and its own."""
        descriptor = self._open(names)
        try:
            told = os.fstat(descriptor)
            if not stat.S_ISREG(told.st_mode):
                raise NotLooked("not-a-file")
            if told.st_size > most:
                raise NotLooked("too-large")
            return _all(descriptor, most)
        finally:
            os.close(descriptor)

    def _open(self, names: tuple[str, ...]) -> int:
        try:
            return self._by_handle(names) if self._handle is not None else self._by_path(names)
        except FileNotFoundError:
            raise Missing from None
        except OSError as error:
            if self._is_link(names):
                raise NotLooked("link") from None
            raise error

    def _by_handle(self, names: tuple[str, ...]) -> int:
        """Each folder opened inside the one before, so that none can be swapped for a link in between."""
        held = self._handle
        opened: list[int] = []
        try:
            for name in names[:-1]:
                opened.append(os.open(name, _PLAIN | os.O_NOFOLLOW | os.O_DIRECTORY, dir_fd=held))
                held = opened[-1]
            return os.open(names[-1], _FILE, dir_fd=held)
        finally:
            for descriptor in opened:
                os.close(descriptor)

    def _by_path(self, names: tuple[str, ...]) -> int:
        """Where folders have no handles (Windows): a link or junction is refused before anything is opened."""
        if self._is_link(names):
            raise NotLooked("link")
        return os.open(self._path.joinpath(*names), _FILE)

    def _is_link(self, names: tuple[str, ...]) -> bool:
        place = self._path
        for name in names:
            place = place / name
            try:
                told = place.lstat()
            except OSError:
                return False
            if stat.S_ISLNK(told.st_mode) or getattr(told, "st_file_attributes", 0) & _REPARSE:
                return True
        return False


def _all(descriptor: int, most: int) -> bytearray:
    """The bytes to the end. A file that grows while it is read is cut off by its limit. Errors: NotLooked, OSError."""
    held = bytearray()
    while data := os.read(descriptor, STEP):
        held += data
        if len(held) > most:
            raise NotLooked("too-large")
    return held
