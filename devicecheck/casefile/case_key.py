# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key of a kept case: 32 random bytes, wrapped once for each slot by AES-256-GCM under Argon2id.

Each guess costs its work and nothing more: a wrong passphrase never wipes a case.
"""

import base64
import os
from hashlib import sha256
from typing import Literal, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pydantic import Field, ValidationError, field_validator, model_validator

from devicecheck.casefile import age_format, age_key
from devicecheck.errors import CaseError
from devicecheck.model.base import Value

MEMORY_KIB, PASSES, LANES = 64 << 10, 3, 4
SALT, NONCE = 16, 12

SlotName = Literal["passphrase", "recovery"]


class Slot(Value):
    """The key, wrapped for one secret. Bytes are hexadecimal; the limits keep a damaged file from eating memory."""

    name: SlotName
    salt: str = Field(pattern=r"^[0-9a-f]{32}$")
    nonce: str = Field(pattern=r"^[0-9a-f]{24}$")
    wrapped: str = Field(pattern=r"^[0-9a-f]{96}$")
    memory_kib: int = Field(default=MEMORY_KIB, ge=8 << 10, le=1 << 20)
    passes: int = Field(default=PASSES, ge=1, le=20)
    lanes: int = Field(default=LANES, ge=1, le=16)


class Sealed(Value):
    """The key, for the holder of one age key: a small age file in base64. No passphrase of this computer opens it."""

    public: str = Field(pattern=r"^age1[0-9a-z]{58}$")
    wrapped: str = Field(pattern=r"^[0-9A-Za-z+/=]{200,4000}$")


class Slots(Value):
    """The key file of a case. A sealed case has no slots, only what the clinic lead can open."""

    format: Literal[1] = 1
    slots: tuple[Slot, ...] = Field(default=(), max_length=8)
    sealed: tuple[Sealed, ...] = Field(default=(), max_length=8)
    checksum: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """SHA-256 over the slots: tells damage from a wrong passphrase, and protects nothing. Empty: never made."""

    @field_validator("slots", mode="before")
    @classmethod
    def _readable(cls, value: object) -> object:
        """A damaged slot may not take the others with it; the checksum tells that one is missing."""
        return tuple(each for each in value if _is_slot(each)) if isinstance(value, list) else value

    @property
    def whole(self) -> bool:
        """Whether the slots are what was written, as far as the checksum can tell."""
        return not self.checksum or self.checksum == _sum(self.slots, self.sealed)

    @model_validator(mode="after")
    def _has_a_way_in(self) -> Self:
        if not self.slots and not self.sealed:
            raise ValueError("no slot can be read")
        return self


def _is_slot(value: object) -> bool:
    try:
        Slot.model_validate(value)
    except ValidationError:
        return False
    return True


def slots_of(*slots: Slot) -> Slots:
    """The key file for these slots."""
    return Slots(slots=slots, checksum=_sum(slots))


def sealed_for(key: bytes, public: str) -> Slots:
    """The key file that only the holder of this age key opens. Errors: CaseError `bad-lead-key`."""
    file = age_format.seal_for([age_key.public_bytes(public)], key)
    sealed = (Sealed(public=public.strip().lower(), wrapped=base64.b64encode(file).decode()),)
    return Slots(sealed=sealed, checksum=_sum((), sealed))


def _sum(slots: tuple[Slot, ...], sealed: tuple[Sealed, ...] = ()) -> str:
    return sha256("\n".join(each.model_dump_json() for each in (*slots, *sealed)).encode()).hexdigest()


def wrap(key: bytes, name: SlotName, secret: str) -> Slot:
    """The slot that gives `key` back for `secret`."""
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    derived = _derive(secret, salt, MEMORY_KIB, PASSES, LANES)
    wrapped = AESGCM(derived).encrypt(nonce, key, name.encode())
    return Slot(name=name, salt=salt.hex(), nonce=nonce.hex(), wrapped=wrapped.hex())


def unwrap(slots: Slots, secret: str) -> bytes:
    """The key of the case, from any slot that still opens with `secret`.

    Errors: CaseError `wrong-secret` if none does, `key-damaged` if none does and the key file is not as it was written,
    `sealed` if only the lead's key can, `bad-lead-key` if that was mistyped.
    """
    if age_key.is_secret(secret):
        return _unsealed(slots, secret)
    if not slots.slots and slots.whole:
        raise CaseError("sealed")
    for slot in slots.slots:
        derived = _derive(secret, bytes.fromhex(slot.salt), slot.memory_kib, slot.passes, slot.lanes)
        try:
            return AESGCM(derived).decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), slot.name.encode())
        except InvalidTag:
            continue
    raise CaseError("wrong-secret" if slots.whole else "key-damaged")


def _unsealed(slots: Slots, secret: str) -> bytes:
    age_key.secret_bytes(secret)
    for each in slots.sealed:
        try:
            (key,) = age_format.unseal(base64.b64decode(each.wrapped), secret).pieces
        except (CaseError, ValueError):
            continue
        if key is not None:
            return key
    raise CaseError("wrong-secret" if slots.whole else "key-damaged")


def _derive(secret: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    return Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib).derive(
        secret.encode()
    )
