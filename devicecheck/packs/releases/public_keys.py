# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public halves of release keys: one line of text each, as OpenSSH writes them, with the name of who holds the key."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_public_key

from devicecheck.packs.workshop import refusal

LARGEST = 4096


@dataclass(frozen=True)
class PublicKey:
    """One public key and who holds it."""

    holder: str
    key: Ed25519PublicKey

    @property
    def line(self) -> str:
        """The key as a line of text."""
        text = self.key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")
        return f"{text} {self.holder}\n"

    @property
    def code(self) -> str:
        """What two people read to each other to know that they mean the same key."""
        return spoken(self.key.public_bytes_raw())


def read(path: Path) -> PublicKey:
    """The key in a file. Errors: PackError `no-public-key`."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST)
        key = load_ssh_public_key(data)
        holder = " ".join(data.decode("utf-8").split()[2:])
    except (OSError, ValueError, UnsupportedAlgorithm):
        raise refusal("no-public-key", path=str(path)) from None
    if not isinstance(key, Ed25519PublicKey) or not holder.isprintable():
        raise refusal("no-public-key", path=str(path))
    return PublicKey(holder[:60] or path.stem, key)


def spoken(data: bytes) -> str:
    """Twenty hex digits of a SHA-256 in groups of four: long enough to compare by voice, and not to be made to fit."""
    digits = sha256(data).hexdigest()[:20]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
