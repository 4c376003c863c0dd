# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys as the `age` tool writes them: "age1..." seals, "AGE-SECRET-KEY-1..." opens. X25519 in Bech32 (BIP 173)."""

import os

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from devicecheck.errors import CaseError

PUBLIC, SECRET = "age", "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK = 6
SIZE = 32
LONGEST = 90
"""Letters of a Bech32 text at the most; BIP 173."""


def new_key() -> tuple[str, str]:
    """A new key: what opens, and what seals."""
    secret = os.urandom(SIZE)
    return secret_text(secret), public_text(public_of(secret))


def public_of(secret: bytes) -> bytes:
    """The public half of a secret of 32 bytes."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def public_text(public: bytes) -> str:
    """What is given to whoever shall seal."""
    return _written(PUBLIC, public)


def secret_text(secret: bytes) -> str:
    """What opens, in capitals, as `age-keygen` prints it."""
    return _written(SECRET, secret).upper()


def is_secret(text: str) -> bool:
    """Whether a typed text is meant as a key that opens, and not as a passphrase."""
    return text.strip().lower().startswith(f"{SECRET}1")


def public_bytes(text: str) -> bytes:
    """The key in "age1...". Errors: CaseError `bad-lead-key`."""
    return _read(PUBLIC, text)


def secret_bytes(text: str) -> bytes:
    """The key in "AGE-SECRET-KEY-1...". Errors: CaseError `bad-lead-key`."""
    return _read(SECRET, text)


def _written(prefix: str, data: bytes) -> str:
    fives = _regroup(data, 8, 5, pad=True)
    rest = _polymod([*_spread(prefix), *fives, *([0] * _CHECK)]) ^ 1
    check = [(rest >> 5 * (_CHECK - 1 - each)) & 31 for each in range(_CHECK)]
    return f"{prefix}1{''.join(_LETTERS[each] for each in (*fives, *check))}"


def _read(prefix: str, text: str) -> bytes:
    typed = text.strip()
    low, (head, one, tail) = typed.lower(), typed.lower().rpartition("1")
    fives = [_LETTERS.find(letter) for letter in tail]
    mixed = typed not in {low, typed.upper()}
    if mixed or not one or head != prefix or len(low) > LONGEST or -1 in fives or len(fives) <= _CHECK:
        raise CaseError("bad-lead-key")
    data = bytes(_regroup(fives[:-_CHECK], 5, 8, pad=False))
    if _polymod([*_spread(prefix), *fives]) != 1 or len(data) != SIZE:
        raise CaseError("bad-lead-key")
    return data


def _spread(prefix: str) -> list[int]:
    return [ord(each) >> 5 for each in prefix] + [0] + [ord(each) & 31 for each in prefix]


def _polymod(values: list[int]) -> int:
    rest = 1
    for value in values:
        top, rest = rest >> 25, (rest & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate(_GENERATOR):
            rest ^= part if (top >> bit) & 1 else 0
    return rest


def _regroup(data: bytes | list[int], from_bits: int, to_bits: int, *, pad: bool) -> list[int]:
    held = bits = 0
    groups: list[int] = []
    for value in data:
        held, bits = (held << from_bits | value) & 0xFFF, bits + from_bits
        while bits >= to_bits:
            bits -= to_bits
            groups.append(held >> bits & ((1 << to_bits) - 1))
    if pad and bits:
        groups.append(held << (to_bits - bits) & ((1 << to_bits) - 1))
    return groups
