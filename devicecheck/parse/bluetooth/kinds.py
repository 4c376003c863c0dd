# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each kind of tag says about itself: away from its owner or not, battery, and the number to follow it by.

Sources: the AirGuard app and the papers of its makers; OpenHaystack; "Privacy Analysis of Samsung's Crowd-Sourced
Bluetooth Location Tracking System" (2022); Google's specification for accessories of Find Hub 1.3; the drafts of the
IETF group DULT. How a kind is recognised stands in the signatures; this file knows what its bytes mean.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from devicecheck.model.radio import Away, Battery, Lasts, TagKind
from devicecheck.parse.bluetooth.message import Message, Told, address_lasts, address_number

BATTERIES = (Battery.FULL, Battery.MEDIUM, Battery.LOW, Battery.VERY_LOW)
FIND_MY_TYPE, FIND_MY_AWAY_LENGTH = 0x12, 25
FIND_HUB_FRAMES = (0x40, 0x41)
EVERYDAY = frozenset({0, 3})
"""Which of Apple's things sends: 0 a phone, tablet or computer, 3 earphones; 1 an AirTag, 2 a tag of another maker."""
SMART_TAG_NUMBER = slice(4, 12)
SMART_TAG_FLAGS = 12
CHIPOLO_LAST_KNOWN = 0xD8
"""Chipolo tags whose address begins higher do not keep to the meaning of this bit."""


def find_my(message: Message) -> Told | None:
    """Apple's network: type, length, status. The long form is sent away from the owner, by a new key each day."""
    data = message.payload
    if len(data) < 3 or data[0] != FIND_MY_TYPE:
        return None
    away = data[1] == FIND_MY_AWAY_LENGTH
    return Told(
        TagKind.FIND_MY,
        address_number(message),
        Lasts.DAY if away else Lasts.MINUTES,
        Away.YES if away else Away.NO,
        BATTERIES[data[2] >> 6],
        everyday=data[2] >> 4 & 3 in EVERYDAY,
    )


def smart_tag(message: Message) -> Told | None:
    """Samsung's tags. Only after a day away does the number stay for a day; before, it changes every quarter hour.

    The counter in bytes 1 to 3 runs with the clock in every tag alike, so it joins nothing.
    """
    data = message.payload
    if not data or data[0] >> 3 != 0b00010:
        return None
    state = data[0] & 7
    away = {1: Away.NOT_KNOWN, 2: Away.YES, 3: Away.YES, 4: Away.NO, 5: Away.NO, 6: Away.NO}.get(state)
    number = data[SMART_TAG_NUMBER].hex() if len(data) >= SMART_TAG_NUMBER.stop else address_number(message)
    battery = BATTERIES[3 - (data[SMART_TAG_FLAGS] & 3)] if len(data) > SMART_TAG_FLAGS else Battery.NOT_KNOWN
    lasts = Lasts.DAY if state == 3 else Lasts.MINUTES
    return Told(TagKind.SMART_TAG, number, lasts, away or Away.NOT_KNOWN, battery)


def samsung_phone(message: Message) -> Told:
    """A phone or tablet of Samsung that sends because it has no other way to be found."""
    return Told(TagKind.SAMSUNG_PHONE, address_number(message), Lasts.MINUTES, Away.YES, everyday=True)


def find_hub(message: Message) -> Told | None:
    """Google's network. Its number always changes; in the mode against unwanted tracking the address stays for a day.

    The battery stands behind a secret of the owner, so it is not known.
    """
    data = message.payload
    if not data or data[0] not in FIND_HUB_FRAMES:
        return None
    away = data[0] & 1 == 1
    return Told(
        TagKind.FIND_HUB,
        address_number(message),
        Lasts.DAY if away else Lasts.MINUTES,
        Away.YES if away else Away.NOT_KNOWN,
    )


def common(message: Message) -> Told | None:
    """The protocol that makers share: network, then a byte whose lowest bit is set while the owner is near."""
    data = message.payload
    if len(data) < 2:
        return None
    near = data[1] & 1 == 1
    lasts = Lasts.MINUTES if near else Lasts.DAY
    return Told(TagKind.COMMON, address_number(message), lasts, Away.NO if near else Away.YES)


def tile(message: Message) -> Told:
    """Tile sends the same with and without its owner, and keeps its address."""
    return Told(TagKind.TILE, address_number(message), address_lasts(message))


def chipolo(message: Message) -> Told:
    """Chipolo in its own network: a bit says that the owner has been away for half an hour."""
    data, number = message.payload, address_number(message)
    known = len(data) >= 2 and len(number) == 12 and int(number[:2], 16) <= CHIPOLO_LAST_KNOWN
    away = Away.YES if known and data[1] & 1 else Away.NOT_KNOWN
    return Told(TagKind.CHIPOLO, number, address_lasts(message), away)


def pebblebee(message: Message) -> Told:
    """Pebblebee in its own network does not say whether its owner is near."""
    return Told(TagKind.PEBBLEBEE, address_number(message), address_lasts(message))


def other(message: Message) -> Told:
    """A tag that only the signatures know."""
    return Told(TagKind.OTHER, address_number(message), address_lasts(message))


OF_COMPANY: Mapping[str, Callable[[Message], Told | None]] = MappingProxyType({"004c": find_my})
OF_SERVICE: Mapping[str, Callable[[Message], Told | None]] = MappingProxyType(
    {
        "fd5a": smart_tag,
        "fd69": samsung_phone,
        "feaa": find_hub,
        "fcb2": common,
        "feed": tile,
        "feec": tile,
        "fd84": tile,
        "fe33": chipolo,
        "fa25": pebblebee,
    }
)
"""By the number of the maker's data, or of the service that the message names."""


def told(message: Message) -> Told | None:
    """What this message tells; None when it has not the form of its kind."""
    rule = OF_COMPANY.get(message.company) if message.company else OF_SERVICE.get(message.service)
    return rule(message) if rule else other(message)
