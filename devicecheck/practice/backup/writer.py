# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a made-up backup folder as Finder, iTunes and Apple Devices do: lists, index, and files under their hashes."""

import hashlib
import plistlib
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from devicecheck.practice.backup.keys import INDEX_CLASS, KeyRing

MADE = datetime(2026, 11, 1, 18, 30)
FILE_MODE, FOLDER_MODE = 0o100644, 0o40755
PLAIN_FILE, FOLDER = 1, 2
TABLES = """
CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);
CREATE INDEX FilesDomainIdx ON Files(domain);
CREATE INDEX FilesRelativePathIdx ON Files(relativePath);
CREATE INDEX FilesFlagsIdx ON Files(flags);
CREATE TABLE Properties (key TEXT PRIMARY KEY, value BLOB);
"""
Row = tuple[str, str, str, int, bytes]


class BackupWriter:
    """One backup folder. Files are written as they are added; `finish` writes the index and the lists."""

    def __init__(self, folder: Path, keys: KeyRing | None = None) -> None:
        self.folder, self._keys = folder, keys
        self._rows: list[Row] = []
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, domain: str, path: str, data: bytes) -> Path:
        """One file of the phone; where it is stored."""
        name = file_id(domain, path)
        stored, wrapped = self._keys.sealed(data) if self._keys else (data, None)
        place = self.folder / name[:2] / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(stored)
        self._rows.append((name, domain, path, PLAIN_FILE, record(path, len(data), wrapped)))
        return place

    def add_folder(self, domain: str, path: str) -> None:
        """A folder of the phone, which stands in the index alone."""
        self._rows.append((file_id(domain, path), domain, path, FOLDER, record(path, 0, None, FOLDER_MODE)))

    def finish(self, info: dict[str, Any], manifest: dict[str, Any], status: dict[str, Any] | None = None) -> None:
        """Write Manifest.db, Manifest.plist, Info.plist and Status.plist."""
        listed = {
            "IsEncrypted": self._keys is not None,
            "Version": "10.0",
            "Date": MADE,
            "WasPasscodeSet": True,
        } | manifest
        index = database(TABLES, [("INSERT INTO Files VALUES (?, ?, ?, ?, ?)", self._rows)])
        if self._keys:
            index, wrapped = self._keys.sealed(index, INDEX_CLASS)
            listed |= {"BackupKeyBag": self._keys.bag, "ManifestKey": wrapped}
        (self.folder / "Manifest.db").write_bytes(index)
        whole = {
            "BackupState": "new",
            "Date": MADE,
            "IsFullBackup": True,
            "SnapshotState": "finished",
            "Version": "3.3",
        }
        for name, told in (("Manifest", listed), ("Info", info), ("Status", whole | (status or {}))):
            (self.folder / f"{name}.plist").write_bytes(plist(told))


def file_id(domain: str, path: str) -> str:
    """The name under which a file is stored. It is a name, not a protection."""
    return hashlib.sha1(f"{domain}-{path}".encode(), usedforsecurity=False).hexdigest()


def plist(value: Any) -> bytes:  # noqa: ANN401 - any property list
    """A binary property list."""
    return plistlib.dumps(value, fmt=plistlib.FMT_BINARY)


def database(tables: str, rows: list[tuple[str, list[Any]]]) -> bytes:
    """A database made in memory."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(tables)
        for order, values in rows:
            connection.executemany(order, values)
        connection.commit()
        return connection.serialize()


def record(path: str, size: int, wrapped: bytes | None, mode: int = FILE_MODE) -> bytes:
    """What the index says of a file: Apple's keyed archive of an MBFile."""
    root: dict[str, Any] = {
        "LastModified": 1_790_000_000, "Flags": 0, "GroupID": 501, "LastStatusChange": 1_790_000_000,
        "Birth": 1_780_000_000, "Size": size, "RelativePath": plistlib.UID(2), "Mode": mode, "UserID": 501,
        "InodeNumber": 12_345, "ProtectionClass": 3 if wrapped else 0, "$class": plistlib.UID(3),
    }  # fmt: skip
    objects: list[Any] = ["$null", root, path, _class_of("MBFile")]
    if wrapped:
        root["EncryptionKey"] = plistlib.UID(4)
        objects += [{"NS.data": wrapped, "$class": plistlib.UID(5)}, _class_of("NSMutableData", "NSData")]
    return archive(objects)


def archive(objects: list[Any]) -> bytes:
    """A keyed archive of these objects, the second of which is the root."""
    return plist(
        {"$version": 100_000, "$archiver": "NSKeyedArchiver", "$top": {"root": plistlib.UID(1)}, "$objects": objects}
    )


def _class_of(name: str, *parents: str) -> dict[str, Any]:
    return {"$classname": name, "$classes": [name, *parents, "NSObject"]}
