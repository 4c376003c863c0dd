# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pack as a ZIP file or a folder: writing one, and opening one that anybody may have made, with limits.

The ZIP of the same files is always the same bytes: stored without compression, in the order of their names, undated.
"""

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from devicecheck.errors import EvidenceError

MOST_FILES = 2_000
LARGEST_FILE = 64 << 20
LARGEST_PACK = 256 << 20
LARGEST_DIRECTORY = 2 << 20
"""Bytes of a ZIP file's list of contents."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,2}")
"""Names that our packs have."""

_PART = 1 << 20
_UNDATED = (1980, 1, 1, 0, 0, 0)
_END_SIZE, _END = 22, b"PK\x05\x06"
_DAMAGED = (
    zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError, OSError, struct.error,
    OverflowError,
)  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """What is in a pack.

    Shape: `files` by name; `unreadable` cannot be read back whole; `strangers` have names that no pack of ours has, and
    were not opened. `repacked`: the ZIP file is not the one that our program makes of these files.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    repacked: bool = False

    @property
    def size(self) -> int:
        """Bytes so far."""
        return sum(map(len, self.files.values()))


def to_zip(files: Mapping[str, bytes]) -> bytes:
    """The files as one ZIP file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _UNDATED)
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o600) << 16
            archive.writestr(entry, files[name])
    return made.getvalue()


def open_pack(path: Path) -> Opened:
    """The files of a pack, in memory; nothing is written.

    Errors: EvidenceError `no-pack`, `not-a-pack`, `unsafe-name`, `link`, `name-twice`, `too-many`, `too-large`.
    """
    terms = {"path": str(path)}
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _folder(path)
        if not stat.S_ISREG(mode):
            raise EvidenceError("not-a-pack", terms)
        with path.open("rb") as file:
            return _zip(file, path)
    except OSError:
        raise EvidenceError("no-pack", terms) from None


def _folder(top: Path) -> Opened:
    opened = Opened()
    for number, (name, entry) in enumerate(_entries(top, "")):
        if number >= MOST_FILES:
            raise EvidenceError("too-many", {"path": str(top)})
        if not NAME.fullmatch(name):
            opened.strangers.add(name)
        elif (data := _file(Path(entry.path), LARGEST_PACK - opened.size)) is None:
            opened.unreadable.add(name)
        else:
            opened.files[name] = data
    return opened


def _entries(folder: Path, above: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Files below a folder, at most two folders deep. Errors: EvidenceError for a link or something that is no file."""
    with os.scandir(folder) as entries:
        for count, entry in enumerate(sorted(entries, key=lambda each: each.name)):
            name = f"{above}{entry.name}"
            if count > MOST_FILES:
                raise EvidenceError("too-many", {"path": str(folder)})
            if entry.is_dir(follow_symlinks=False):
                if above.count("/") >= 2:
                    raise EvidenceError("unsafe-name", {"name": name[:200]})
                yield from _entries(Path(entry.path), f"{name}/")
            elif entry.is_symlink() or not entry.is_file(follow_symlinks=False):
                raise EvidenceError("link", {"name": name[:200]})
            else:
                yield name, entry


def _file(path: Path, room: int) -> bytes | None:
    """A file of a folder, if it can be read. It is not followed if it became a link or a pipe a moment ago."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return _bounded(file, room, path.name)


def _zip(file: IO[bytes], path: Path) -> Opened:
    whole = _bounded(file, LARGEST_PACK + LARGEST_DIRECTORY, path.name, LARGEST_PACK + LARGEST_DIRECTORY)
    end = whole[-_END_SIZE:]
    if not end.startswith(_END) or int.from_bytes(end[12:16], "little") > LARGEST_DIRECTORY:
        raise EvidenceError("not-a-pack", {"path": str(path)})
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            opened = _members(archive, path)
    except _DAMAGED:
        raise EvidenceError("not-a-pack", {"path": str(path)}) from None
    inside = _top_folder(opened)
    return Opened(
        {name.removeprefix(inside): data for name, data in opened.files.items()},
        {name.removeprefix(inside) for name in opened.unreadable},
        opened.strangers,
        repacked=bool(opened.unreadable or opened.strangers) or to_zip(opened.files) != whole,
    )


def _members(archive: zipfile.ZipFile, path: Path) -> Opened:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise EvidenceError("too-many", {"path": str(path)})
    opened = Opened()
    names: set[str] = set()
    for entry in entries:
        _refuse_unsafe(entry, names)
        if entry.is_dir():
            continue
        if not NAME.fullmatch(entry.filename):
            opened.strangers.add(entry.filename)
        elif (data := _member(archive, entry, LARGEST_PACK - opened.size)) is None:
            opened.unreadable.add(entry.filename)
        else:
            opened.files[entry.filename] = data
    return opened


def _refuse_unsafe(entry: zipfile.ZipInfo, names: set[str]) -> None:
    """Say no to a ZIP file in which a name could lead out of a folder, or to something that is no file."""
    name = entry.orig_filename
    parts = name.rstrip("/").split("/")
    if not name or any(part in ("", ".", "..") for part in parts) or re.search(r"[\\:\x00-\x1f\x7f]", name):
        raise EvidenceError("unsafe-name", {"name": name[:200]})
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise EvidenceError("link", {"name": name[:200]})
    if name.casefold() in names:
        raise EvidenceError("name-twice", {"name": name[:200]})
    names.add(name.casefold())


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes | None:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or entry.flag_bits & 1:
        return None
    try:
        with archive.open(entry) as file:
            return _bounded(file, room, entry.filename)
    except _DAMAGED:
        return None


def _bounded(file: IO[bytes], room: int, name: str, most: int = LARGEST_FILE) -> bytes:
    """All of a file. Whatever size it names, reading stops at the limit."""
    limit = min(room, most)
    data = bytearray()
    while part := file.read(min(_PART, limit + 1 - len(data))):
        data += part
        if len(data) > limit:
            raise EvidenceError("too-large", {"name": name[:200]})
    return bytes(data)


def _top_folder(opened: Opened) -> str:
    """The one folder that holds everything, if somebody packed the folder instead of the files in it."""
    names = opened.files.keys() | opened.unreadable
    tops = {name.partition("/")[0] for name in names}
    top = f"{tops.pop()}/" if len(tops) == 1 else ""
    return top if top and f"{top}manifest.json" in names else ""
