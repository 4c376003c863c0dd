# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of an encrypted backup opened in memory. Every length is held against what is said of it elsewhere."""

import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked

BLOCK = 16
STEP = 4 << 20
SQLITE = b"SQLite format 3\0"
HEAD = 100


def decrypted(key: bytes, data: bytes | bytearray, watch: Watch) -> bytearray:
    """The bytes with their padding. Errors: NotLooked `cut-off` when they are no whole blocks, OutOfTime."""
    if len(data) % BLOCK:
        raise NotLooked("cut-off")
    opener = Cipher(algorithms.AES(key), modes.CBC(bytes(BLOCK))).decryptor()
    plain = bytearray()
    view = memoryview(data)
    for start in range(0, len(data), STEP):
        watch.look()
        plain += opener.update(view[start : start + STEP])
    plain += opener.finalize()
    return plain


def content(plain: bytes | bytearray, size: int | None) -> bytes:
    """The file itself, without its padding.

    Units: `size` in bytes, as the index names it; None where it does not.
    Errors: NotLooked `cut-off` when bytes or the padding are missing, `damaged` when there are more than can be.
    """
    if size is None:
        if plain and not padding(plain):
            raise NotLooked("cut-off")
        size = len(plain) - padding(plain)
    if len(plain) < size:
        raise NotLooked("cut-off")
    if len(plain) > size + BLOCK:
        raise NotLooked("damaged")
    return bytes(plain[:size])


def padding(plain: bytes | bytearray) -> int:
    """How many bytes at the end are padding (PKCS#7); 0 if none are."""
    count = plain[-1] if plain else 0
    return count if 1 <= count <= BLOCK and plain[-count:] == bytes([count]) * count else 0


def database(plain: bytearray) -> bytearray:
    """A database without its padding. Errors: NotLooked `damaged` if it is none, `cut-off` if pages are missing."""
    if len(plain) < HEAD or plain[: len(SQLITE)] != SQLITE:
        raise NotLooked("damaged")
    (page,) = struct.unpack_from(">H", plain, 16)
    page = 65_536 if page == 1 else page
    if page < 512 or page & (page - 1):
        raise NotLooked("damaged")
    changed, pages = struct.unpack_from(">LL", plain, 24)
    (valid_for,) = struct.unpack_from(">L", plain, 92)
    if valid_for == changed and pages and pages * page > len(plain):
        raise NotLooked("cut-off")
    if extra := len(plain) % page:
        if extra != padding(plain):
            raise NotLooked("cut-off")
        del plain[-extra:]
    return plain
