# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of an encrypted backup: read strictly, opened with the password, in time and within limits.

Source: Apple's Platform Security guide (keybags), and the formats that public backup readers agree on.
"""

import hashlib
import struct
import threading
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

from devicecheck.readers.backup.limits import MOST_ROUNDS, MOST_SECOND_ROUNDS
from devicecheck.readers.bounds import Watch
from devicecheck.readers.file_session import NotLooked

KEY_SIZE = 32
WRAPPED_SIZE = 40
BY_PASSWORD = 2
BACKUP = 1
MOST_KEYS = 64
LARGEST = 64 << 10
LONGEST_SALT = 256
LOOK_EVERY = 0.1

Tags = dict[bytes, bytes]


@dataclass
class Keys:
    """The class keys of a backup by class. Empty until the password fitted."""

    salt: bytes
    rounds: int
    first_salt: bytes
    first_rounds: int
    wrapped: dict[int, bytes]
    opened: dict[int, bytes] = field(default_factory=dict, repr=False)

    def unlock(self, password: str, watch: Watch) -> None:
        """Open every key that the password opens.

        Errors: NotLooked `wrong-password` when it opens none, OutOfTime.
        """
        key = _derived(self, password.encode("utf-8", "surrogatepass"), watch)
        opened = {number: own for number, wrapped in self.wrapped.items() if (own := unwrapped(key, wrapped))}
        if not opened:
            raise NotLooked("wrong-password")
        self.opened = opened

    def file_key(self, wrapped: bytes) -> bytes:
        """The key of one file, from its class and the wrapped key. Errors: NotLooked `broken-keys`, `no-class-key`."""
        if len(wrapped) != 4 + WRAPPED_SIZE:
            raise NotLooked("broken-keys")
        (number,) = struct.unpack_from("<L", wrapped)
        if number not in self.opened:
            raise NotLooked("no-class-key")
        if not (key := unwrapped(self.opened[number], wrapped[4:])):
            raise NotLooked("broken-keys")
        return key


def read(blob: object) -> Keys:
    """The keys as they stand in Manifest.plist, still closed. Errors: NotLooked `broken-keys`, `too-many-rounds`."""
    if not isinstance(blob, bytes) or len(blob) > LARGEST:
        raise NotLooked("broken-keys")
    head, classes = _parts(blob)
    keys = Keys(
        salt=_salt(head, b"SALT"),
        rounds=_rounds(head, b"ITER", MOST_SECOND_ROUNDS),
        first_salt=_salt(head, b"DPSL") if b"DPSL" in head else b"",
        first_rounds=_rounds(head, b"DPIC", MOST_ROUNDS) if b"DPSL" in head else 0,
        wrapped={number: key for tags in classes for number, key in _class_key(tags)},
    )
    if _number(head.get(b"TYPE", b"")) != BACKUP or not keys.wrapped:
        raise NotLooked("broken-keys")
    return keys


def unwrapped(key: bytes, wrapped: bytes) -> bytes:
    """The key inside a wrapped one; b"" if it was wrapped with another key."""
    try:
        return aes_key_unwrap(key, wrapped)
    except (InvalidUnwrap, ValueError):
        return b""


def _parts(blob: bytes) -> tuple[Tags, list[Tags]]:
    """The head, and one part for each class key: a second UUID begins the first of them."""
    head: Tags = {}
    classes: list[Tags] = []
    place = 0
    while place < len(blob):
        if place + 8 > len(blob):
            raise NotLooked("broken-keys")
        tag, size = struct.unpack_from(">4sL", blob, place)
        value = blob[place + 8 : place + 8 + size]
        if len(value) != size or len(classes) > MOST_KEYS:
            raise NotLooked("broken-keys")
        if tag == b"UUID" and tag in head:
            classes.append({})
        (classes[-1] if classes else head)[tag] = value
        place += 8 + size
    return head, classes


def _class_key(tags: Tags) -> list[tuple[int, bytes]]:
    """The class and its wrapped key, where the password opens it."""
    wrapped = tags.get(b"WPKY", b"")
    if len(wrapped) != WRAPPED_SIZE or not _number(tags.get(b"WRAP", b"")) & BY_PASSWORD:
        return []
    return [(_number(tags.get(b"CLAS", b"")), wrapped)]


def _number(value: bytes) -> int:
    return int.from_bytes(value, "big") if len(value) <= 8 else -1


def _salt(head: Tags, name: bytes) -> bytes:
    salt = head.get(name, b"")
    if not 0 < len(salt) <= LONGEST_SALT:
        raise NotLooked("broken-keys")
    return salt


def _rounds(head: Tags, name: bytes, most: int) -> int:
    rounds = _number(head.get(name, b""))
    if rounds < 1:
        raise NotLooked("broken-keys")
    if rounds > most:
        raise NotLooked("too-many-rounds")
    return rounds


def _derived(keys: Keys, password: bytes, watch: Watch) -> bytes:
    """The key of the password. It takes seconds, so it runs beside and the parent is heard. Errors: OutOfTime."""
    made: list[bytes] = []

    def work() -> None:
        secret = password
        if keys.first_rounds:
            secret = hashlib.pbkdf2_hmac("sha256", secret, keys.first_salt, keys.first_rounds, KEY_SIZE)
        made.append(hashlib.pbkdf2_hmac("sha1", secret, keys.salt, keys.rounds, KEY_SIZE))

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    while worker.is_alive():
        watch.look()
        worker.join(LOOK_EVERY)
    if not made:
        raise NotLooked("broken-keys")
    return made[0]
