# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guided cards: what no cable can see, looked at together on the client's phone. Values of files and of answers."""

import re
from collections.abc import Iterable, Set
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from devicecheck.model.base import Value
from devicecheck.model.findings import SaidBy

STALE_AFTER_DAYS = 180
"""Menus move with each release; an older card says that it may be wrong."""

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=40)]
Line = Annotated[str, Field(min_length=1, max_length=240)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=12)]


class Area(StrEnum):
    """What a card is about, in the order in which cards are listed."""

    ACCOUNTS = "accounts"
    SHARING = "sharing"
    MESSAGING = "messaging"
    CALLS = "calls"
    WORK = "work"
    FAMILY = "family"
    PHONE = "phone"
    TRACKERS = "trackers"
    HOME = "home"
    ROUTER = "router"
    CAR = "car"
    CHILD = "child"


class Platform(StrEnum):
    """The phones that a card is for."""

    ANDROID = "android"
    IPHONE = "iphone"
    ANY = "any"


_NAMED = {
    "Android": Platform.ANDROID,
    "Samsung": Platform.ANDROID,
    "iOS": Platform.IPHONE,
    "iPhone": Platform.IPHONE,
    "Apple": Platform.IPHONE,
}
_READ_AS = {"android": Platform.ANDROID, "iphone": Platform.IPHONE, "backup": Platform.IPHONE}


def phones(read: Iterable[str]) -> frozenset[Platform]:
    """The kinds of phones among what was read; a copy of an iPhone is one, a network or a recording is none."""
    return frozenset(_READ_AS[each] for each in read if each in _READ_AS)


class Knows(StrEnum):
    """What the other person may come to know by what a card is about."""

    PLACES = "places"
    MESSAGES = "messages"
    PHOTOS = "photos"
    PLANS = "plans"
    HOME = "home"
    MONEY = "money"
    CONTACTS = "contacts"
    ACCOUNTS = "accounts"


class Notice(StrEnum):
    """Whether the other person may notice."""

    NO = "no"
    MAY = "may"
    YES = "yes"


class Basis(StrEnum):
    """How the paths were checked: on a phone, or written at a desk and not tried so far."""

    PHONE = "phone"
    DESK = "desk"


class CardPath(Value):
    """The way to the page on some versions of a system."""

    version: Line
    steps: Lines

    @property
    def platform(self) -> Platform:
        """The phones that this way is for, by the first of their names in `version`."""
        words = re.findall(r"[A-Za-z]+", self.version)
        return next((_NAMED[word] for word in words if word in _NAMED), Platform.ANY)


class DatedCard(Value):
    """What every card has: a name for files and answers, a title, and the day on which it was last checked."""

    id: Id
    title: Line
    checked_on: date

    def stale(self, today: date) -> bool:
        """Whether the menus may have moved since it was checked. A day after `today` counts as stale too."""
        return not 0 <= (today - self.checked_on).days <= STALE_AFTER_DAYS


class GuidedCard(DatedCard):
    """One card. Look first, change nothing: `changing` tells what a change would do, and nothing asks for one."""

    area: Area
    platform: Platform
    minutes: Annotated[int, Field(strict=False, ge=1, le=30)]
    tells: Annotated[tuple[Knows, ...], Field(min_length=1)]
    basis: Basis
    paths: Annotated[tuple[CardPath, ...], Field(min_length=1, max_length=6)]
    look_for: Lines
    ordinary: Lines
    ask: Lines
    looking: Notice
    looking_why: Line
    changing: Notice
    changing_why: Line
    note: Lines

    def paths_for(self, read: Set[Platform]) -> tuple[CardPath, ...]:
        """The ways, those for a phone that is not among the ones that were read last; none left out."""
        others = {Platform.ANDROID, Platform.IPHONE} - read if read else set[Platform]()
        return tuple(sorted(self.paths, key=lambda path: path.platform in others))


class OddThing(DatedCard):
    """An odd thing explained: what it could be, what it can ordinarily be, what to check. `cards` are guided cards."""

    could_be: Lines
    ordinary: Lines
    check: Lines
    cards: tuple[Id, ...] = ()


class CardAnswer(StrEnum):
    """What came of a card. A card without an answer was not looked at."""

    SEEN = "seen"
    NOT_SEEN = "not-seen"
    NOT_SURE = "not-sure"
    COULD_NOT = "could-not-look"
    SKIPPED = "skipped"


class CardResult(Value):
    """The answer to one card. `title` and `checked_on` are those of the card as it was shown."""

    card: Id
    title: Line
    checked_on: date
    answer: CardAnswer
    note: Annotated[str, Field(max_length=500)] = ""
    said_by: SaidBy
    at: datetime
