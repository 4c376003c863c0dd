# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clinic's own key for evidence packs: one file of this computer's user, 0600, outside any visit.

With a passphrase the secret is sealed by AES-256-GCM under Argon2id; the public half stays readable. The key says which
clinic computer signed, never when: this computer's clock can be wrong.
"""

import base64
import binascii
import os
import secrets
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import platformdirs
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pydantic import Field, ValidationError

from devicecheck.casefile.export import write_file
from devicecheck.errors import EvidenceError
from devicecheck.model.base import Value

SIZE_LIMIT = 16 << 10
MEMORY_KIB, PASSES, LANES = 64 << 10, 3, 4
"""Work for each guess at a passphrase: 64 MiB, about a third of a second."""


class Sealing(Value):
    """How the secret is sealed. The limits keep a damaged file from eating this computer's memory."""

    salt: str
    nonce: str
    memory_kib: int = Field(ge=8 << 10, le=1 << 20)
    passes: int = Field(ge=1, le=20)
    lanes: int = Field(ge=1, le=16)


class KeyFile(Value):
    """The file. `public` and `secret` are base64; `sealing` None: the secret stands as it is."""

    format: Literal[1] = 1
    made_on: str
    public: str
    secret: str
    sealing: Sealing | None = None


@dataclass(frozen=True)
class ClinicKey:
    """A key as it lies in its file: what can be known without a passphrase."""

    path: Path
    file: KeyFile

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return _bytes(self.file.public, 32, self.path)

    @property
    def sealed(self) -> bool:
        """Whether a passphrase is needed to sign."""
        return self.file.sealing is not None

    def open(self, passphrase: str = "") -> Ed25519PrivateKey:
        """The key itself. Errors: EvidenceError `passphrase-needed`, `wrong-passphrase`, `key-damaged`."""
        sealing = self.file.sealing
        if sealing is None:
            secret = _bytes(self.file.secret, 32, self.path)
        else:
            if not passphrase:
                raise EvidenceError("passphrase-needed")
            try:
                secret = AESGCM(_derived(passphrase, sealing, self.path)).decrypt(
                    _bytes(sealing.nonce, 12, self.path), _bytes(self.file.secret, 48, self.path), self.public
                )
            except InvalidTag:
                raise EvidenceError("wrong-passphrase") from None
        key = Ed25519PrivateKey.from_private_bytes(secret)
        if key.public_key().public_bytes_raw() != self.public:
            raise EvidenceError("key-damaged", {"path": str(self.path)})
        return key


def key_path() -> Path:
    """Where the key of this computer's user lies."""
    return platformdirs.user_data_path("devicecheck") / "clinic-key.json"


def signers_path() -> Path:
    """Where the public keys of other clinics may be listed, in OpenSSH's `allowed_signers` form."""
    return platformdirs.user_data_path("devicecheck") / "known-signers"


def create(path: Path, today: date, passphrase: str = "") -> ClinicKey:
    """Make a new key. Errors: ExportError `exists` when there is one already: a key is never written over."""
    key = Ed25519PrivateKey.generate()
    public, secret = key.public_key().public_bytes_raw(), key.private_bytes_raw()
    sealing = None
    if passphrase:
        sealing = Sealing(
            salt=_text(secrets.token_bytes(16)),
            nonce=_text(secrets.token_bytes(12)),
            memory_kib=MEMORY_KIB,
            passes=PASSES,
            lanes=LANES,
        )
        derived = _derived(passphrase, sealing, path)
        secret = AESGCM(derived).encrypt(_bytes(sealing.nonce, 12, path), secret, public)
    file = KeyFile(made_on=today.isoformat(), public=_text(public), secret=_text(secret), sealing=sealing)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_file(path, file.model_dump_json(indent=1).encode() + b"\n")
    return ClinicKey(path, file)


def load(path: Path) -> ClinicKey:
    """The key in a file. Errors: EvidenceError `no-key`, `key-damaged`, `key-open-to-others`."""
    terms = {"path": str(path)}
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise EvidenceError("no-key", terms) from None
    except OSError:
        raise EvidenceError("key-damaged", terms) from None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise EvidenceError("key-damaged", terms)
        if os.name == "posix" and stat.S_IMODE(about.st_mode) & 0o077:
            raise EvidenceError("key-open-to-others", terms)
        data = file.read(SIZE_LIMIT + 1)
    try:
        return _checked(ClinicKey(path, KeyFile.model_validate_json(data[:SIZE_LIMIT])))
    except ValidationError:
        raise EvidenceError("key-damaged", terms) from None


def _checked(key: ClinicKey) -> ClinicKey:
    _bytes(key.file.public, 32, key.path)
    return key


def _derived(passphrase: str, sealing: Sealing, path: Path) -> bytes:
    salt = _bytes(sealing.salt, 16, path)
    kdf = Argon2id(salt=salt, length=32, iterations=sealing.passes, lanes=sealing.lanes, memory_cost=sealing.memory_kib)
    return kdf.derive(passphrase.encode("utf-8", "surrogatepass"))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str, size: int, path: Path) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != size:
        raise EvidenceError("key-damaged", {"path": str(path)})
    return data
