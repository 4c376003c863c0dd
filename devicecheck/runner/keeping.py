# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a document keeps of what was read: what findings rest on, and never a list of a person's apps."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from devicecheck.model.excerpts import MOST_EXCERPTS, Excerpt
from devicecheck.model.findings import Completed, Finding, Outcome, Sign, Subject
from devicecheck.model.network import DeviceKind
from devicecheck.model.network_observations import NetworkDevice, NetworkLook
from devicecheck.model.observations import CaptureSummary, InstalledApp, LauncherApps, Observation, PhoneClock
from devicecheck.model.radio_observations import RadioSweep
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import BackupFacts
from devicecheck.parse.android.supporting_lines import SupportingLines
from devicecheck.parse.iphone import supporting_lines as iphone_lines

LEFT_OUT = "left-out"
"""What stands in place of the observations of a nameless sign."""

PAGE = "http-page"
"""Where a device says words of its first page."""

MANY_APPS = 5
"""Added apps on one day, from which on the day is kept."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Lines(Protocol):
    """The lines of one reading by the things that are looked for in it."""

    def excerpt(self, observation: str, key: str) -> Excerpt:
        """What the reading says about a thing."""


LINES: Mapping[str, Callable[[Reading, Iterable[str]], Lines]] = MappingProxyType(
    {"android": SupportingLines, "iphone": iphone_lines.SupportingLines, "backup": iphone_lines.SupportingLines}
)


def kept_observations(observations: Iterable[Observation], findings: Sequence[Finding]) -> tuple[Observation, ...]:
    """Observations that findings rest on. A list of icons keeps the names that findings are about, and its length."""
    evidence = {id_ for finding in findings for id_ in finding.evidence}
    keys = {finding.subject.key for finding in findings}
    kept = (each for each in observations if _kept(each, evidence))
    return tuple(_without_others(each, keys) if each.id in evidence else _without_pages(each) for each in kept)


def _kept(observation: Observation, evidence: set[str]) -> bool:
    """How a recording or a time of listening went says nothing about anybody, and is needed where nothing was found.

    Of a home's other devices those stay that nobody could name: they are what is left to look for by eye.
    """
    if isinstance(observation, NetworkDevice) and observation.kind is DeviceKind.NOT_NAMED:
        return True
    return observation.id in evidence or isinstance(
        observation, BackupFacts | CaptureSummary | RadioSweep | NetworkLook
    )


def _without_others(observation: Observation, keys: set[str]) -> Observation:
    if not isinstance(observation, LauncherApps):
        return observation
    named = tuple(key for key in observation.keys if key in keys)
    return observation.model_copy(update={"keys": named, "total": len(observation.keys)})


def _without_pages(observation: Observation) -> Observation:
    """Words of a page may be about the people who live there; on a thing that nobody could name they prove nothing."""
    if not isinstance(observation, NetworkDevice):
        return observation
    return observation.model_copy(update={"said": tuple(each for each in observation.said if each[0] != PAGE)})


def kept_outcomes(outcomes: Iterable[Outcome], findings: Iterable[Finding]) -> tuple[Outcome, ...]:
    """Outcomes with the signs of findings, and one nameless sign for all others of a kind.

    Many ordinary apps have a sign and are no finding. That a check saw something has to stay, or it would read as "did
    not see"; which apps that were is nobody's business.
    """
    found = {finding.subject for finding in findings}
    return tuple(_without_names(outcome, found) if isinstance(outcome, Completed) else outcome for outcome in outcomes)


def _without_names(outcome: Completed, found: set[Subject]) -> Completed:
    own = [sign for sign in outcome.signs if sign.subject in found]
    others = {(sign.subject.device, sign.subject.user, sign.fact): _nameless(sign) for sign in outcome.signs
              if sign.subject not in found}  # fmt: skip
    return outcome.model_copy(update={"signs": (*own, *others.values())})


def _nameless(sign: Sign) -> Sign:
    subject = sign.subject.model_copy(update={"key": ""})
    return Sign(subject=subject, fact=sign.fact, check=sign.check, evidence=(LEFT_OUT,))


def clock_ahead(observations: Iterable[Observation]) -> int | None:
    """How far the phone's clock is ahead of this computer's, in seconds; None if it was not read."""
    return next((each.ahead_seconds for each in observations if isinstance(each, PhoneClock)), None)


def install_days(observations: Iterable[Observation]) -> dict[str, int]:
    """Days on which the phone says that many added apps came, with their number: likely days of a set-up or a move."""
    told = (each.first_installed for each in observations if isinstance(each, InstalledApp) and each.system is False)
    days = Counter(found[0] for text in told if text and (found := _DAY.match(text)))
    return {day: count for day, count in sorted(days.items()) if count >= MANY_APPS}


def excerpts(
    platform: str, findings: Sequence[Finding], observations: Iterable[Observation], readings: Iterable[Reading]
) -> tuple[Excerpt, ...]:
    """The lines that each finding rests on, in the order of the findings."""
    lines_of = LINES.get(platform)
    if lines_of is None or not findings:
        return ()
    seen = {each.id: each for each in observations}
    wanted = list(dict.fromkeys(_wanted(findings, seen)))[:MOST_EXCERPTS]
    keys: dict[str, set[str]] = {}
    for _, reading, key in wanted:
        keys.setdefault(reading, set()).add(key)
    found = {reading.id: lines_of(reading, keys[reading.id]) for reading in readings if reading.id in keys}
    return tuple(found[reading].excerpt(id_, key) for id_, reading, key in wanted if reading in found)


def _wanted(findings: Iterable[Finding], seen: Mapping[str, Observation]) -> Iterator[tuple[str, str, str]]:
    """Observation, reading and the thing that is looked for in it."""
    for finding in findings:
        for id_ in finding.evidence:
            for reading in seen[id_].readings if id_ in seen else ():
                yield id_, reading, finding.subject.key
