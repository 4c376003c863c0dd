# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new first page for records whose own is damaged: it says where everything is, and is the same in every case.

The page is taken from an empty database with the same key and the same salt (the first 16 bytes of the file, which must
be whole). Everything that is written here is as encrypted as the records are.
"""

import shutil
from pathlib import Path

import sqlcipher3

from devicecheck.casefile.store import MIGRATIONS, QUIET
from devicecheck.errors import CaseError

PAGE, SALT = 4096, 16
LARGEST = 256 << 20


def with_new_first_page(records: Path, key: bytes, place: Path) -> Path:
    """A copy of the records in the folder `place`, with a first page that can be read.

    Errors: CaseError `damaged` if the file is too small or too large for that.
    """
    size = records.stat().st_size
    if not PAGE < size <= LARGEST:
        raise CaseError("damaged")
    with records.open("rb") as file:
        salt = file.read(SALT)
    page, copy = _empty(place / "empty", key, salt, size), place / records.name
    for beside in ("", "-wal"):
        if (old := records.with_name(records.name + beside)).is_file():
            shutil.copyfile(old, copy.with_name(copy.name + beside))
    with copy.open("r+b") as file:
        file.write(page)
    return copy


def _empty(path: Path, key: bytes, salt: bytes, size: int) -> bytes:
    """The first page of a database that holds nothing, but is at least as large as its header has to say."""
    connection = sqlcipher3.connect(str(path), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}{salt.hex()}'\"")
        for step in (*QUIET, "PRAGMA journal_mode=WAL", *MIGRATIONS):
            connection.execute(step)
        connection.execute("INSERT INTO event (line) VALUES (zeroblob(?))", (size,))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    with path.open("rb") as file:
        return file.read(PAGE)
