# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks in words: what was not seen, what could not be checked and why, each check's result and limits. Pure.

"Did not see" is worded in one place only (`_not_seen`), for a check that ran in full, without a gap, and saw nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from devicecheck.model.consultation import Consultation, End
from devicecheck.model.findings import Completed, CouldNot, NotApplicable, NotAsked, Outcome, Sign
from devicecheck.model.observations import Gap, GapReason
from devicecheck.model.topics import Topic
from devicecheck.report import by_hand
from devicecheck.report.clean_text import clean, shown
from devicecheck.report.dates import day
from devicecheck.report.page import CheckView, CouldNotView, NotSeenView
from devicecheck.report.which_phone import said_of
from devicecheck.report.wording import Wording

LIST_CHECKS = frozenset({"known-apps", "past-apps", "listed-servers"})
"""Checks that can see no more than our list holds."""

OF_APPS = frozenset(
    {
        "known-apps", "held-control", "outside-store", "hidden-icons", "sensitive-permissions", "quiet-rights",
        "recent-use", "system-sounding", "inside-apps", "app-accounts",
    }
)  # fmt: skip
"""Checks that look at apps, so that the number of apps says how much was looked at."""

BESIDE = frozenset({Topic.DEVICE_FACTS, Topic.CLOCK})
"""Topics that no check rests on: without them the report lacks a detail, not an answer."""


LIMIT_OF: Mapping[str, str] = MappingProxyType({"profile-names-only": "iphone", "as-of-the-copy": "backup"})
"""Limits of one way of looking, and its platform: of a copy nothing is said about a cable, and the other way round."""


class ListAge(StrEnum):
    """How old our list is; the words change with it."""

    FRESH = "fresh"
    MONTH = "month"
    OLD = "old"
    TOO_OLD = "too-old"
    FUTURE = "future"


class Reach(StrEnum):
    """How far the checks got, all together."""

    WHOLE = "whole"
    PART = "part"
    BLIND = "blind"


def list_age(issued_on: date, today: date) -> ListAge:
    """The band that the list's age falls into. Units: days."""
    days = (today - issued_on).days
    if days < 0:
        return ListAge.FUTURE
    bands = ((30, ListAge.FRESH), (90, ListAge.MONTH), (180, ListAge.OLD))
    return next((age for limit, age in bands if days <= limit), ListAge.TOO_OLD)


def ran_in_full(outcome: Outcome, age: ListAge) -> bool:
    """Whether the check looked at everything it wanted. A check that looked at no app at all has not looked."""
    if not isinstance(outcome, Completed) or outcome.gaps or (not outcome.looked_at and not outcome.signs):
        return False
    return not (outcome.check in LIST_CHECKS and age in {ListAge.TOO_OLD, ListAge.FUTURE})


def reach(consultation: Consultation, age: ListAge) -> Reach:
    """How far the checks got. Any gap that a check rests on makes it a part."""
    asked = [outcome for outcome in consultation.outcomes if not isinstance(outcome, NotApplicable)]
    looked = [o for o in asked if isinstance(o, Completed) and (o.looked_at or o.signs)]
    if not looked:
        return Reach.BLIND
    whole = all(ran_in_full(outcome, age) for outcome in asked) and consultation.end is End.COMPLETE
    return Reach.WHOLE if whole and all(gap.topic in BESIDE for gap in consultation.gaps) else Reach.PART


def not_seen(consultation: Consultation, wording: Wording, age: ListAge) -> tuple[NotSeenView, ...]:
    """Every check that ran in full and saw nothing."""
    return tuple(
        _not_seen(outcome, consultation, wording)
        for outcome in consultation.outcomes
        if isinstance(outcome, Completed) and not outcome.signs and ran_in_full(outcome, age)
    )


def _not_seen(outcome: Completed, consultation: Consultation, wording: Wording) -> NotSeenView:
    pack = consultation.pack
    own = f"checks.{outcome.check}.looked-at"
    usual = "report.not-seen.list" if outcome.check in LIST_CHECKS else "report.not-seen.looked-at"
    numbers = wording.text(
        own if wording.has(own) else usual,
        looked_at=outcome.looked_at,
        date=day(pack.issued_on, wording),
        version=shown(pack.version),
        entries=pack.entries,
    )
    if not wording.has(own) and outcome.check not in OF_APPS:
        numbers = ""
    key = f"checks.{outcome.check}.not-seen"
    text = wording.text(key) if wording.has(key) else f"{_name(outcome.check, wording)}: {_result('not-seen', wording)}"
    return NotSeenView(clean(outcome.check), said_of(text, outcome.device, consultation, wording), numbers)


def could_not(consultation: Consultation, wording: Wording, age: ListAge) -> tuple[CouldNotView, ...]:
    """Everything that is not known, each once, in the order of topics, then what a guided card can answer.

    What has no meaning here is not listed.
    """
    gaps = [*consultation.gaps]
    for outcome in consultation.outcomes:
        if isinstance(outcome, Completed | CouldNot):
            gaps.extend(outcome.gaps)
    order = list(Topic)
    gaps.sort(key=lambda gap: (order.index(gap.topic), gap.user or 0, gap.reason))
    lines = [
        CouldNotView(said_of(_what(gap, wording), gap.device, consultation, wording), _reason(gap.reason, wording))
        for gap in gaps
    ]
    lines += _checks_without_answer(consultation, wording, age)
    lines += _by_hand(consultation, wording)
    return tuple(dict.fromkeys(lines))


def _by_hand(consultation: Consultation, wording: Wording) -> Iterator[CouldNotView]:
    """Where to look on the phone itself; of profiles that are known by name alone, what of them is not known."""
    ran = {outcome.check for outcome in consultation.outcomes if isinstance(outcome, Completed)}
    for check, card in by_hand.open_checks(consultation):
        look = wording.text("report.could-not.by-hand", card=shown(card))
        why = f"{_limit('profile-names-only', wording)} {look}" if check in ran else look
        yield CouldNotView(_name(check, wording), why)


def _checks_without_answer(consultation: Consultation, wording: Wording, age: ListAge) -> Iterator[CouldNotView]:
    for outcome in consultation.outcomes:
        name = said_of(_name(outcome.check, wording), outcome.device, consultation, wording)
        if isinstance(outcome, NotAsked):
            known = wording.has(f"report.reason.{outcome.reason}")
            yield CouldNotView(name, _reason(outcome.reason if known else GapReason.NOT_ASKED, wording))
        elif isinstance(outcome, Completed) and not outcome.looked_at and not outcome.signs and not outcome.gaps:
            yield CouldNotView(name, _reason(GapReason.EMPTY, wording))
        elif isinstance(outcome, Completed) and outcome.check in LIST_CHECKS and age in _UNRELIABLE:
            yield CouldNotView(name, wording.text(f"report.age.{age}"))


_UNRELIABLE = frozenset({ListAge.TOO_OLD, ListAge.FUTURE})


def _what(gap: Gap, wording: Wording) -> str:
    topic = wording.text(f"report.topic.{gap.topic}")
    if gap.user and wording.has(kind := f"report.could-not.spaces.{gap.terms.get('space')}"):
        space = wording.text(kind)
        return wording.text("report.could-not.of-space", topic=topic, space=space, number=gap.user)
    if gap.user:
        return wording.text("report.could-not.of-user", topic=topic, number=gap.user)
    if "count" in gap.terms and gap.topic is not Topic.CAPTURE_SERVERS:
        return wording.text("report.could-not.of-count", topic=topic, count=shown(gap.terms["count"]))
    return topic


def _reason(reason: str, wording: Wording) -> str:
    return wording.text(f"report.reason.{reason}")


def _name(check: str, wording: Wording) -> str:
    key = f"checks.{check}.name"
    return wording.text(key) if wording.has(key) else wording.text("report.unknown-check", check=shown(check))


def _own_result(check: str, result: str, wording: Wording) -> str:
    """The result in the check's own words where it has any: things that most phones have are not tags in a street."""
    own = f"checks.{check}.{result}"
    return wording.text(own) if result != "not-seen" and wording.has(own) else _result(result, wording)


def _result(result: str, wording: Wording) -> str:
    return wording.text(f"report.result.{result}")


def check_views(consultation: Consultation, wording: Wording, age: ListAge) -> tuple[CheckView, ...]:
    """Every check that has a meaning on this phone, with its result and its limits."""
    subjects = {finding.subject for finding in consultation.findings}
    read = {device.platform for device in consultation.devices}
    return tuple(
        CheckView(
            check=clean(outcome.check),
            name=said_of(_name(outcome.check, wording), outcome.device, consultation, wording),
            result=_own_result(
                outcome.check, _came_of(outcome, age, any(s.subject in subjects for s in _signs(outcome))), wording
            ),
            limits=tuple(
                _limit(key, wording) for key in outcome.limits if key not in LIMIT_OF or LIMIT_OF[key] in read
            ),
        )
        for outcome in consultation.outcomes
        if not isinstance(outcome, NotApplicable)
    )


def _signs(outcome: Outcome) -> tuple[Sign, ...]:
    return outcome.signs if isinstance(outcome, Completed) else ()


def _came_of(outcome: Outcome, age: ListAge, led_to_finding: bool) -> str:
    if isinstance(outcome, NotAsked):
        return "not-asked"
    if not isinstance(outcome, Completed):
        return "could-not"
    if outcome.signs:
        word = "seen" if led_to_finding else "ordinary"
        return word if ran_in_full(outcome, age) else f"{word}-in-part"
    if ran_in_full(outcome, age):
        return "not-seen"
    return "in-part" if outcome.looked_at else "could-not"


def _limit(key: str, wording: Wording) -> str:
    known = f"report.limits.{key}"
    return wording.text(known) if wording.has(known) else wording.text("report.unknown-limit", key=shown(key))
