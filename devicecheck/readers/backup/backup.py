# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A backup: what its own lists say, and the named files of the phone in it. Made by Finder, iTunes or Apple Devices.

Three answers are kept apart: a file that the backup does not hold, one that it names and that is gone, an empty one.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from devicecheck.readers.backup import cipher, keybag, plists
from devicecheck.readers.backup.database import Database, database
from devicecheck.readers.backup.folder import Folder, Missing
from devicecheck.readers.backup.limits import FILE_LIMIT, INDEX_LIMIT, MOST_FILES, PLIST_LIMIT
from devicecheck.readers.backup.write_ahead_log import OPEN_LOG, with_log
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked

FILE_ID = re.compile(r"[0-9a-f]{40}", re.ASCII)
PLAIN_FILE = 1
LARGEST_RECORD = 64 << 10
"""Bytes of what the index says about one file."""
NOT_HELD = "not-in-backup"
INDEX, LOG = "Manifest.db", "-wal"


class Backup:
    """One backup folder. Its own lists are read when they are first asked for; the index only once it is open.

    Shape: `index_log` holds a code where newer changes of the index could not be read.

    Errors of all reading: NotLooked with a code, OutOfTime, OSError.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder: Folder | None = None
        self._lists: dict[str, plists.Told] = {}
        self._index: Database | None = None
        self._keys: keybag.Keys | None = None
        self._why = ""
        self.index_log: list[str] = []

    def own_list(self, name: str) -> plists.Told:
        """Info, Manifest or Status: lists that are plain text in every backup. Errors: as above, and `no-backup`."""
        if name not in self._lists:
            try:
                self._lists[name] = plists.dictionary(self._opened().read(PLIST_LIMIT, f"{name}.plist"))
            except Missing:
                raise NotLooked("no-backup" if name == "Manifest" else "missing-file") from None
        return self._lists[name]

    @property
    def encrypted(self) -> bool:
        """Whether a password is needed. Only a plain "no" counts as none."""
        return self.own_list("Manifest").get("IsEncrypted", False) is not False

    def open(self, password: str | None, watch: Watch) -> None:
        """Open the index, with the password where one is needed.

        Errors: as above; NotLooked `locked` without a password, `wrong-password`, `not-finished`.
        """
        if self._index is not None:
            return
        try:
            self._open(password, watch)
        except NotLooked as why:
            self._why = str(why)
            raise

    def _open(self, password: str | None, watch: Watch) -> None:
        if self.own_list("Manifest").get("Version") is None and "Lockdown" not in self.own_list("Manifest"):
            raise NotLooked("no-backup")
        if self.encrypted:
            if password is None:
                raise NotLooked("locked")
            self._keys = keybag.read(self.own_list("Manifest").get("BackupKeyBag"))
            self._keys.unlock(password, watch)
        self._index = database(self._index_file(watch))
        if "fileID" not in self._index.columns("Files", watch):
            raise self._shut("no-table")

    def names(self, domain: str, prefix: str, ending: str, watch: Watch) -> list[str]:
        """The paths of at most MOST_FILES files of a domain. Errors: NotLooked `not-in-backup` without the domain."""
        index = self._needed()
        if not index.rows("Files", ("domain",), watch, "WHERE domain = ?", (domain,), most=1):
            raise NotLooked(NOT_HELD)
        where = "WHERE domain = ? AND flags = ? AND substr(relativePath, 1, ?) = ? AND substr(relativePath, ?) = ?"
        values = (domain, PLAIN_FILE, len(prefix), prefix, -len(ending), ending)
        rows = index.rows("Files", ("relativePath",), watch, where, values, most=MOST_FILES * 2)
        return [path for (path,) in rows if isinstance(path, str)]

    def read(self, domain: str, path: str, watch: Watch, most: int = FILE_LIMIT) -> bytes:
        """One file of the phone. Errors: NotLooked `not-in-backup`, `missing-file`, `cut-off` and others."""
        where = "WHERE domain = ? AND relativePath = ? AND flags = ?"
        rows = self._needed().rows("Files", ("fileID", "file"), watch, where, (domain, path, PLAIN_FILE), most=1)
        if not rows:
            raise NotLooked(NOT_HELD)
        name, record = rows[0]
        if not isinstance(name, str) or not FILE_ID.fullmatch(name):
            raise NotLooked("damaged")
        wrapped, size = _described(record)
        if size is not None and size > most:
            raise NotLooked("too-large")
        data = self._stored(name, most + 2 * cipher.BLOCK)
        if self._keys is None or wrapped is None:
            return _whole(data, size)
        return cipher.content(cipher.decrypted(self._keys.file_key(wrapped), data, watch), size)

    def database(self, domain: str, path: str, watch: Watch) -> tuple[bytes | bytearray, list[str]]:
        """A database with the changes in the log beside it, and a code where some could not be read.

        Errors: as `read`, for the database itself.
        """
        data = self.read(domain, path, watch)
        try:
            log = self.read(domain, f"{path}{LOG}", watch)
        except NotLooked as why:
            return data, [] if str(why) == NOT_HELD else [OPEN_LOG]
        return with_log(data, log, FILE_LIMIT, watch)

    def _opened(self) -> Folder:
        if self._folder is None:
            try:
                self._folder = Folder(self._path)
            except (FileNotFoundError, NotADirectoryError):
                raise NotLooked("no-folder") from None
        return self._folder

    def _index_file(self, watch: Watch) -> bytearray:
        try:
            data = self._opened().read(INDEX_LIMIT, INDEX)
        except Missing:
            raise NotLooked("no-index") from None
        log = self._index_log()
        if self._keys is None:
            data, self.index_log = with_log(data, log, INDEX_LIMIT, watch)
            return cipher.database(data)
        self.index_log = [OPEN_LOG] if log else []  # with which key such a log would be shut is not known
        wrapped = self.own_list("Manifest").get("ManifestKey")
        if not isinstance(wrapped, bytes):
            raise NotLooked("broken-keys")
        return cipher.database(cipher.decrypted(self._keys.file_key(wrapped), data, watch))

    def _index_log(self) -> bytearray:
        """The log beside the index, of a backup that was broken off. One that is no file names itself by its code."""
        try:
            return self._opened().read(FILE_LIMIT, f"{INDEX}{LOG}")
        except Missing:
            return bytearray()
        except (NotLooked, OSError):
            return bytearray(OPEN_LOG.encode())

    def _stored(self, name: str, most: int) -> bytearray:
        """The bytes of a file: in a folder named like its first letters, or as in old backups beside the lists."""
        try:
            return self._opened().read(most, name[:2], name)
        except Missing:
            return self._opened().read(most, name)

    def _needed(self) -> Database:
        if self._index is None:
            raise NotLooked(self._why or ("locked" if self.encrypted else "no-index"))
        return self._index

    def _shut(self, why: str) -> NotLooked:
        if self._index is not None:
            self._index.close()
        self._index = self._keys = None
        return NotLooked(why)


def _whole(data: bytearray, size: int | None) -> bytes:
    """A file that was never encrypted. A longer one than the index names grew while it was copied."""
    if size is not None and len(data) < size:
        raise NotLooked("cut-off")
    return bytes(data)


def _described(record: object) -> tuple[bytes | None, int | None]:
    """The wrapped key and the size of a file, as its record in the index names them. Errors: NotLooked `damaged`."""
    if not isinstance(record, bytes) or len(record) > LARGEST_RECORD:
        raise NotLooked("damaged")
    archive = plists.dictionary(record)
    objects = plists.items(archive, "$objects")
    root = plists.held(_at(objects, plists.inner(archive, "$top").get("root")))
    size = root.get("Size")
    known = size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None
    if "EncryptionKey" not in root:
        return None, known
    key = plists.held(_at(objects, root["EncryptionKey"])).get("NS.data")
    if not isinstance(key, bytes):
        raise NotLooked("damaged")
    return key, known


def _at(objects: list[Any], place: object) -> object:
    """The object that a reference points at; None for one that points nowhere."""
    number = getattr(place, "data", None)
    return objects[number] if isinstance(number, int) and 0 <= number < len(objects) else None


def first_of(backup: Backup, places: Iterable[tuple[str, str]], watch: Watch) -> bytes:
    """The first of several places of one file that the backup holds. Errors: as `Backup.read`."""
    for domain, path in places:
        try:
            return backup.read(domain, path, watch)
        except NotLooked as why:
            if str(why) != NOT_HELD:
                raise
    raise NotLooked(NOT_HELD)
