# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The RSA key of one visit: made in the private folder, readable by nobody else, and gone with it.

The phone shows and keeps the comment of a key, so it says nothing about the person, the laptop or the place.
"""

import base64
import hashlib
import os
import struct
from pathlib import Path

from adb_shell.auth.sign_cryptography import CryptographySigner
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

KEY_FILE = "adb-key"
COMMENT = b" clinic"
BITS = 2048
WORD = 1 << 32


def signer(folder: Path) -> CryptographySigner:
    """The key of this folder, made on first use."""
    path = folder / KEY_FILE
    if not path.exists():
        key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        _write(path.with_suffix(".pub"), base64.b64encode(public_key(key.public_key().public_numbers())) + COMMENT)
        _write(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return CryptographySigner(str(path))


def fingerprint(folder: Path) -> str:
    """How the phone's question and its list name the key of this folder: MD5 with colons; "" without a key."""
    path = (folder / KEY_FILE).with_suffix(".pub")
    if not path.exists():
        return ""
    digest = hashlib.md5(base64.b64decode(path.read_bytes().split()[0]), usedforsecurity=False).hexdigest().upper()
    return ":".join(digest[place : place + 2] for place in range(0, len(digest), 2))


def public_key(numbers: rsa.RSAPublicNumbers) -> bytes:
    """The public key as adbd reads it.

    Source: struct RSAPublicKey of Android's libcrypto_utils. adb-shell's own key maker writes user@host behind it.
    """
    size = BITS // 8
    inverse = WORD - pow(numbers.n % WORD, -1, WORD)
    square = pow(2, BITS * 2, numbers.n)
    return struct.pack(
        f"<II{size}s{size}sI",
        size // 4,
        inverse,
        numbers.n.to_bytes(size, "little"),
        square.to_bytes(size, "little"),
        numbers.e,
    )


def remove(folder: Path) -> None:
    """Delete the key, if there is one."""
    for path in (folder / KEY_FILE, (folder / KEY_FILE).with_suffix(".pub")):
        path.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
