# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of a made-up encrypted backup. All follows from the password and a seed, so each run makes the same."""

import hashlib
import struct
from collections.abc import Iterator

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

CLASSES = range(1, 12)
FILE_CLASS, INDEX_CLASS = 3, 4
BLOCK = 16
ROUNDS, SECOND_ROUNDS = 10_000_000, 10_000
"""Apple's own numbers. Practice takes fewer, so that nobody waits."""


class KeyRing:
    """Class keys, their bag, and file keys one after another."""

    def __init__(self, password: str, seed: str, rounds: int = 1_000, second_rounds: int = 100) -> None:
        self._numbers = _made(seed)
        self._classes = {number: next(self._numbers) for number in CLASSES}
        self.bag = self._bag(password.encode(), rounds, second_rounds)

    def sealed(self, data: bytes, number: int = FILE_CLASS) -> tuple[bytes, bytes]:
        """The encrypted bytes, and the wrapped key with its class before it."""
        key = next(self._numbers)
        return encrypted(key, data), struct.pack("<L", number) + aes_key_wrap(self._classes[number], key)

    def _bag(self, password: bytes, rounds: int, second_rounds: int) -> bytes:
        salt, first_salt = next(self._numbers)[:20], next(self._numbers)[:20]
        first = hashlib.pbkdf2_hmac("sha256", password, first_salt, rounds, 32)
        key = hashlib.pbkdf2_hmac("sha1", first, salt, second_rounds, 32)
        head = (
            (b"VERS", number(5)), (b"TYPE", number(1)), (b"UUID", next(self._numbers)[:16]), (b"HMCK", bytes(40)),
            (b"WRAP", number(0)), (b"SALT", salt), (b"ITER", number(second_rounds)), (b"DPWT", number(0)),
            (b"DPIC", number(rounds)), (b"DPSL", first_salt),
        )  # fmt: skip
        return b"".join(tag(*each) for each in (*head, *self._class_tags(key)))

    def _class_tags(self, key: bytes) -> Iterator[tuple[bytes, bytes]]:
        for each, own in self._classes.items():
            yield b"UUID", next(self._numbers)[:16]
            yield b"CLAS", number(each)
            yield b"WRAP", number(2)
            yield b"KTYP", number(0)
            yield b"WPKY", aes_key_wrap(key, own)


def tag(name: bytes, value: bytes) -> bytes:
    """One part of a bag: name, length, value."""
    return name + struct.pack(">L", len(value)) + value


def number(value: int) -> bytes:
    """A number as a bag holds it."""
    return struct.pack(">L", value)


def encrypted(key: bytes, data: bytes) -> bytes:
    """AES-CBC with padding, as a backup stores each file."""
    count = BLOCK - len(data) % BLOCK
    sealer = Cipher(algorithms.AES(key), modes.CBC(bytes(BLOCK))).encryptor()
    return sealer.update(data + bytes([count]) * count) + sealer.finalize()


def _made(seed: str) -> Iterator[bytes]:
    """32 bytes after another, always the same for one seed: a made-up phone has no secrets."""
    count = 0
    while True:
        yield hashlib.sha256(f"{seed}-{count}".encode()).digest()
        count += 1
