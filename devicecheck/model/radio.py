# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for what small tags say by radio, and for where one listens."""

from enum import StrEnum


class SweepPlace(StrEnum):
    """Where one listens: the room before the client comes, near the client's things, at a second place later."""

    EMPTY_ROOM = "empty-room"
    NEAR_THINGS = "near-things"
    ELSEWHERE = "elsewhere"


class Away(StrEnum):
    """Whether the tag says that it is away from its owner."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


class Battery(StrEnum):
    """How full the tag says its battery is."""

    FULL = "full"
    MEDIUM = "medium"
    LOW = "low"
    VERY_LOW = "very-low"
    NOT_KNOWN = "not-known"


class Lasts(StrEnum):
    """For how long the number of a tag stays the same: two sightings of one number are always one tag, but two numbers
    may be one tag too if the number changes."""

    FIXED = "fixed"
    DAY = "day"
    MINUTES = "minutes"
    NOT_KNOWN = "not-known"


class TagKind(StrEnum):
    """Whose rules a tag's message follows."""

    FIND_MY = "find-my"
    SMART_TAG = "smart-tag"
    SAMSUNG_PHONE = "samsung-phone"
    FIND_HUB = "find-hub"
    COMMON = "common"
    TILE = "tile"
    CHIPOLO = "chipolo"
    PEBBLEBEE = "pebblebee"
    OTHER = "other"
