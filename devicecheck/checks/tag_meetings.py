# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where one tag was met: in the empty room, near the client's things, at a second place later. Pure.

Two sightings of one number are one tag. Two numbers say nothing: they may be two tags, or one that changed its number.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from devicecheck.model.findings import Fact
from devicecheck.model.radio import Away, Lasts, SweepPlace
from devicecheck.model.radio_observations import RadioSweep, TagSighting, TrustedTag

LONG_ENOUGH = timedelta(minutes=30)
"""Between two places. By then a tag near its owner has changed its number, and a bus ride with a stranger is over."""
FEW = 3
"""Messages below which a tag was passing by: one sighting is never a finding."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One tag and every place where it was met. `own` is what the client said about it, if anything."""

    sightings: Mapping[SweepPlace, TagSighting]
    sweeps: Mapping[SweepPlace, RadioSweep]
    own: TrustedTag | None = None

    @property
    def any(self) -> TagSighting:
        """The sighting that says most: near the things, else at the second place, else in the empty room."""
        return next(self.sightings[place] for place in ORDER if place in self.sightings)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of what this rests on: sightings, every time of listening, the client's word."""
        told = (self.own.id,) if self.own else ()
        return (*(each.id for each in self.sightings.values()), *(each.id for each in self.sweeps.values()), *told)

    @property
    def apart(self) -> timedelta | None:
        """From the last message near the things to the first at the second place; None if one was not heard."""
        near, later = self.sightings.get(SweepPlace.NEAR_THINGS), self.sightings.get(SweepPlace.ELSEWHERE)
        if near is None or later is None:
            return None
        return datetime.fromisoformat(later.first) - datetime.fromisoformat(near.last)

    def facts(self) -> Iterator[Fact]:
        """Exactly one of where it was met, then what it says of its owner, then whether it was here before."""
        place = self._place()
        yield place
        states = {each.away for each in self.sightings.values()}
        if states == {Away.YES}:
            yield Fact.TAG_AWAY
        elif Away.NO in states:
            yield Fact.TAG_WITH_OWNER
        if SweepPlace.EMPTY_ROOM in self.sightings and place is not Fact.TAG_HERE_BEFORE:
            yield Fact.TAG_HERE_BEFORE

    def _place(self) -> Fact:
        if self.own is not None:
            return Fact.TAG_OWN
        if self.apart is not None:
            return Fact.TAG_TRAVELS if self._travels(self.apart) else Fact.TAG_AGAIN
        if SweepPlace.EMPTY_ROOM in self.sightings:
            return Fact.TAG_HERE_BEFORE
        return Fact.TAG_NEAR if self._near() else Fact.TAG_ONE_PLACE

    def _travels(self, apart: timedelta) -> bool:
        """Away from its owner at both places, long enough apart, and not in the room before the client came."""
        owners = {self.sightings[place].away for place in (SweepPlace.NEAR_THINGS, SweepPlace.ELSEWHERE)}
        room_known = SweepPlace.EMPTY_ROOM in self.sweeps and SweepPlace.EMPTY_ROOM not in self.sightings
        return room_known and owners == {Away.YES} and apart >= LONG_ENOUGH

    def _near(self) -> bool:
        """Heard well near the things, and a second place has not shown that it stayed behind.

        At one place a phone or earphones say nothing: most people carry them.
        """
        sighting = self.any
        if sighting.heard < FEW or sighting.everyday:
            return False
        if sighting.place is SweepPlace.ELSEWHERE:
            return SweepPlace.NEAR_THINGS not in self.sweeps
        stayed = SweepPlace.ELSEWHERE in self.sweeps and sighting.lasts in {Lasts.DAY, Lasts.FIXED}
        return not stayed


ORDER = (SweepPlace.NEAR_THINGS, SweepPlace.ELSEWHERE, SweepPlace.EMPTY_ROOM)


def meetings(
    sightings: Iterable[TagSighting], sweeps: Iterable[RadioSweep], trusted: Iterable[TrustedTag]
) -> tuple[Meeting, ...]:
    """Every tag that was heard, each once, in the order of hearing.

    A place where nothing at all was heard, or more than could be kept, does not show that a tag was not there.
    """
    listened = {sweep.place: sweep for sweep in sweeps if sweep.senders and not sweep.left_out}
    own = {tag.key: tag for tag in trusted}
    by_key: dict[str, dict[SweepPlace, TagSighting]] = {}
    for sighting in sightings:
        by_key.setdefault(sighting.key, {})[sighting.place] = sighting
    return tuple(Meeting(places, listened, own.get(key)) for key, places in by_key.items())
