# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sticks and keys for tests: made with the same code that volunteers use."""

from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devicecheck.model.signatures import Pack
from devicecheck.packs import compiled
from devicecheck.packs.releases import stick
from devicecheck.packs.releases.public_keys import PublicKey
from tests.packs.entries import entry, pack_of

TODAY = date(2026, 11, 30)
NOW = datetime.now(UTC)


def keys() -> list[Ed25519PrivateKey]:
    return [Ed25519PrivateKey.generate() for _ in range(3)]


def public(held: list[Ed25519PrivateKey]) -> list[PublicKey]:
    return [PublicKey(f"Person {number}", key.public_key()) for number, key in enumerate(held, 1)]


def pack(version: str, day: date = date(2026, 11, 24)) -> Pack:
    made = pack_of(entry("example", packages=("org.example.one",)))
    return made.model_copy(update={"version": version, "issued_on": day})


def begun(place: Path, held: list[Ed25519PrivateKey]) -> Path:
    stick.begin(place, public(held), NOW)
    for key in held[:2]:
        stick.sign(place, key)
    return place


def release(place: Path, held: list[Ed25519PrivateKey], version: str, now: datetime = NOW) -> Pack:
    made = pack(version)
    stick.propose(place, compiled.write(made), f"Version {version}\nnews\n", now)
    for key in held[:2]:
        stick.sign(place, key)
    return made
