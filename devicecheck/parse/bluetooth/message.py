# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One message of a tag, and what the rules of its kind say about it."""

from dataclasses import dataclass, field

from devicecheck.model.radio import Away, Battery, Lasts, TagKind

RANDOM = "random"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Message:
    """What was sent. Shape: `company` and `service` are four hex digits, one of them "".

    `address_kind` is public, random or "" (this computer hides the address and gives a number of its own).
    """

    address: str
    address_kind: str
    company: str
    service: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What a message tells. `number` is what can be met again; `lasts` says for how long it stays the same.

    `everyday`: it is a phone or earphones, as most people carry them.
    """

    kind: TagKind
    number: str
    lasts: Lasts
    away: Away = Away.NOT_KNOWN
    battery: Battery = field(default=Battery.NOT_KNOWN)
    everyday: bool = False

    @property
    def key(self) -> str:
        """The name under which this tag is met again."""
        return f"{self.kind.value}:{self.number}"


def address_number(message: Message) -> str:
    """The address without colons, in small letters."""
    return message.address.replace(":", "").replace("-", "").lower()


def address_lasts(message: Message) -> Lasts:
    """How long an address stays the same by its form alone (Bluetooth Core, volume 6, part B, 1.3).

    A public address is for ever. Of a random one the two highest bits say it: 11 lasts at least until the battery is
    changed, all others are made to change.
    """
    if message.address_kind == PUBLIC:
        return Lasts.FIXED
    if message.address_kind != RANDOM:
        return Lasts.NOT_KNOWN
    first = address_number(message)[:2]
    try:
        return Lasts.FIXED if int(first, 16) >> 6 == 0b11 else Lasts.MINUTES
    except ValueError:
        return Lasts.NOT_KNOWN
