# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may connect: the RSA keys a phone trusts, and how its owner answers the prompt."""

import base64
import hashlib
import struct
from dataclasses import dataclass, field
from typing import Any

KEY_BYTES = 256
KEY_STRUCT_BYTES = 524
MODES = frozenset({"open", "accept", "decline", "ignore", "silent"})
SHA1_DIGEST_INFO = bytes.fromhex("3021300906052b0e03021a05000414")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A client's key as it came over the wire, with the comment the phone would keep."""

    modulus: int
    exponent: int
    fingerprint: str
    comment: str


def parse_public_key(blob: bytes) -> PublicKey:
    """Read the payload of an AUTH packet that carries a key.

    Errors: ValueError when it is not a 2048-bit key in Android's format.
    Source: AOSP libcrypto_utils, android_pubkey.c.
    """
    encoded, _, comment = blob.rstrip(b"\0").partition(b" ")
    raw = base64.b64decode(encoded)
    if len(raw) != KEY_STRUCT_BYTES or struct.unpack_from("<I", raw)[0] != KEY_BYTES // 4:
        raise ValueError("not an Android public key")
    return PublicKey(
        modulus=int.from_bytes(raw[8 : 8 + KEY_BYTES], "little"),
        exponent=int(struct.unpack_from("<I", raw, KEY_STRUCT_BYTES - 4)[0]),
        fingerprint=hashlib.md5(raw).hexdigest(),
        comment=comment.decode("utf-8", "replace"),
    )


def signature_fits(key: PublicKey, token: bytes, signature: bytes) -> bool:
    """Check a PKCS#1 v1.5 signature over the token, which stands in the place of a SHA-1 digest."""
    padding = b"\0\1" + b"\xff" * (KEY_BYTES - 3 - len(SHA1_DIGEST_INFO) - len(token)) + b"\0"
    opened = pow(int.from_bytes(signature, "big"), key.exponent, key.modulus)
    return opened.to_bytes(KEY_BYTES, "big") == padding + SHA1_DIGEST_INFO + token


@dataclass
class Authorisation:
    """What the phone does with a client it does not know, and the keys it has come to trust.

    Modes: open (no prompt at all), accept, decline, ignore (nobody answers the prompt), silent (not even a prompt).
    """

    mode: str = "accept"
    delay: float = 0.0
    trusted: list[PublicKey] = field(default_factory=list)

    @classmethod
    def from_story(cls, entry: dict[str, Any] | str) -> "Authorisation":
        """Read the `auth` entry of a story: a mode, or a mapping with mode and delay."""
        fields = {"mode": entry} if isinstance(entry, str) else entry
        if fields.get("mode", "accept") not in MODES:
            raise ValueError(f"auth mode {fields['mode']!r}: use one of {', '.join(sorted(MODES))}")
        return cls(**fields)

    def signer_of(self, token: bytes, signature: bytes) -> PublicKey | None:
        """Return the trusted key that signed the token, if any."""
        return next((key for key in self.trusted if signature_fits(key, token, signature)), None)
