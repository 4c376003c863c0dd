# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was heard in one sweep: tags of the listed kinds, and how many others there were."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from devicecheck.readers.bluetooth.limits import PAYLOAD_LIMIT, SENDERS_KEPT, TAGS_KEPT
from devicecheck.readers.bluetooth.prints import COMPANY, SERVICE, Prints

NO_STRENGTH = -127
BASE = "-0000-1000-8000-00805f9b34fb"
"""How the long form of a service's 16-bit number ends."""


@dataclass(frozen=True, slots=True)
class Advert:
    """One message. Units: `strength` in dBm; `at` UTC, ISO 8601. Shape: services by their long form, any case."""

    address: str
    address_kind: str
    strength: int | None
    companies: dict[int, bytes]
    services: dict[str, bytes]
    named: tuple[str, ...]
    at: str


@dataclass(slots=True)
class _Tag:
    first: str
    last: str
    payload: bytes
    strongest: int | None
    heard: int = 0


@dataclass(slots=True)
class Heard:
    """Everything of one sweep that leaves this program. A sender's name is never kept: it often names a person."""

    prints: Prints
    senders: set[str] = field(default_factory=set)
    left_out: int = 0
    _tags: dict[tuple[str, str, str, str], _Tag] = field(default_factory=dict)

    def take(self, advert: Advert) -> None:
        """Count the sender; keep the message if it begins like a listed tag."""
        if len(self.senders) < SENDERS_KEPT:
            self.senders.add(advert.address)
        for kind, number, payload in _parts(advert):
            if self.prints.fit(kind, number, payload):
                self._keep(advert, kind, number, payload)

    def _keep(self, advert: Advert, kind: str, number: str, payload: bytes) -> None:
        key = (advert.address, advert.address_kind, kind, number)
        tag = self._tags.get(key)
        if tag is None:
            if len(self._tags) >= TAGS_KEPT:
                self.left_out += 1
                return
            tag = self._tags[key] = _Tag(advert.at, advert.at, payload, advert.strength)
        tag.last, tag.payload, tag.heard = advert.at, payload, tag.heard + 1
        if advert.strength is not None:
            tag.strongest = advert.strength if tag.strongest is None else max(tag.strongest, advert.strength)

    @property
    def tags(self) -> int:
        """How many messages of different senders were kept."""
        return len(self._tags)

    def as_body(self, seconds: int) -> bytes:
        """What was heard, as the parent reads it."""
        told: dict[str, Any] = {"seconds": seconds, "senders": len(self.senders), "left_out": self.left_out}
        told["tags"] = [
            {
                "address": address,
                "address_kind": address_kind,
                "company": number if kind == COMPANY else "",
                "service": number if kind == SERVICE else "",
                "payload": tag.payload.hex(),
                "heard": tag.heard,
                "strongest": tag.strongest,
                "first": tag.first,
                "last": tag.last,
            }
            for (address, address_kind, kind, number), tag in sorted(self._tags.items())
        ]
        return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _parts(advert: Advert) -> Iterator[tuple[str, str, bytes]]:
    """Maker's data, data of services, and services that are named without data."""
    for company, payload in advert.companies.items():
        yield COMPANY, f"{company & 0xFFFF:04x}", payload[:PAYLOAD_LIMIT]
    with_data = {short(service): payload for service, payload in advert.services.items()}
    for number, payload in with_data.items():
        yield SERVICE, number, payload[:PAYLOAD_LIMIT]
    for number in dict.fromkeys(map(short, advert.named)):
        if number not in with_data:
            yield SERVICE, number, b""


def short(service: str) -> str:
    """The 16-bit number of a service; the whole text, which fits no print, if it has none."""
    plain = service.lower()
    return plain[4:8] if plain.startswith("0000") and plain[8:] == BASE else plain
