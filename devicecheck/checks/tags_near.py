# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small tags that were heard by radio: near now, seen again at another place, or travelling with the client."""

from collections.abc import Iterator

from devicecheck.checks.apps import reference
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.tag_meetings import Meeting, meetings
from devicecheck.matching.index import SignatureIndex
from devicecheck.matching.radio import RadioMatch
from devicecheck.model.findings import Fact, Sign, Subject, SubjectKind
from devicecheck.model.radio_observations import RadioSweep, TagSighting, TrustedTag
from devicecheck.model.topics import Topic

ID = "tags-near"
NO_PLACE = frozenset({Fact.TAG_HERE_BEFORE, Fact.TAG_ONE_PLACE})
"""Facts of tags of which nothing follows."""


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each fact about a tag, and one for each entry that its message fits."""
    for meeting in meetings(facts.of(TagSighting), facts.of(RadioSweep), facts.of(TrustedTag)):
        sighting = meeting.any
        matches = index.radio(sighting.company, sighting.service, bytes.fromhex(sighting.payload))
        if matches:
            yield from _signs(meeting, matches)


def _signs(meeting: Meeting, matches: tuple[RadioMatch, ...]) -> Iterator[Sign]:
    sighting = meeting.any
    subject = Subject(kind=SubjectKind.TAG, device=sighting.device, user=0, key=sighting.key)
    terms = _terms(meeting)
    for fact in meeting.facts():
        yield Sign(subject=subject, fact=fact, check=ID, evidence=meeting.evidence, terms=terms)
    for match in matches:
        yield Sign(
            subject=subject,
            fact=Fact.LISTED_RADIO,
            check=ID,
            evidence=(sighting.id,),
            signature=reference(match.signature),
            terms=terms,
        )


def _terms(meeting: Meeting) -> dict[str, str]:
    sighting = meeting.any
    known = {
        "own": meeting.own.name if meeting.own else "",
        "battery": sighting.battery.value,
        "first": min(each.first for each in meeting.sightings.values()),
        "last": max(each.last for each in meeting.sightings.values()),
        "minutes": str(int(meeting.apart.total_seconds() // 60)) if meeting.apart is not None else "",
    }
    return {name: value for name, value in known.items() if value}


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.BLUETOOTH_TAGS}),
    helped_by=frozenset(),
    limits=("tags-on-list", "sleeping-tags", "mobile-trackers", "tags-change-number", "who-owns-tag"),
    run=run,
    looks_at=lambda facts: sum(each.senders for each in facts.of(RadioSweep)),
)
