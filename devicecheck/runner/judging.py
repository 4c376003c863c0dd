# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From all readings so far to findings and outcomes: parse, check, assess. Pure; runs in a process of its own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from devicecheck.assess import assess
from devicecheck.checks import CHECKS
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.excerpts import Excerpt
from devicecheck.model.findings import (
    Completed,
    CouldNot,
    Fact,
    Finding,
    NotApplicable,
    NotAsked,
    Outcome,
    Sign,
    Wanted,
)
from devicecheck.model.observations import (
    DeviceFacts,
    Gap,
    GapReason,
    InstalledApp,
    Observation,
    PhoneUser,
)
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse import android, app_file, backup, bluetooth, capture, iphone, network
from devicecheck.parse.parsed import Parsed
from devicecheck.runner import keeping

PARSERS: Mapping[str, Callable[[Sequence[Reading], str], Parsed]] = {
    "android": android.observe,
    "iphone": iphone.observe,
    "apk": app_file.observe,
    "backup": backup.observe,
    "capture": capture.observe,
    "bluetooth": bluetooth.observe,
    "network": network.observe,
}

NARROWING = frozenset(
    {GapReason.ONE_PLACE, GapReason.CHANGING, GapReason.HALF_LOOK, GapReason.HELD_BACK, GapReason.SILENT}
)
"""Reasons that leave a question about what was read: it was looked at, but cannot be told to the end."""

FILE_TOPICS = frozenset({Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE})
INSIDE = frozenset({Topic.APP_FILE_HASH, Topic.APP_FILE_WHOLE, Topic.APK_FACTS, Topic.APK_RULES})
"""What is learnt about one whole file of an app, at a time."""
WISHED_FOR = FILE_TOPICS | {Topic.APP_FILE_HASH, Topic.APP_FILE_WHOLE}
"""Topics that are asked for only when something wants them, so that having none of them is no gap."""


@dataclass(frozen=True)
class Asked:
    """What the readings are an answer to.

    Shape: `agreed` by the client, `offered` by the reader, `unread` are planned questions that never got an answer,
    `told` is what the client said that checks look at.
    """

    platform: str
    device: str
    agreed: frozenset[Topic]
    offered: frozenset[Topic]
    unread: tuple[Gap, ...] = ()
    told: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class CheckRun:
    """What one check gave. `failed` is the kind of an error inside it: then it could not look.

    `gaps` are the things that the check itself leaves out, or that no answer told it.
    """

    signs: tuple[Sign, ...] = ()
    wishes: tuple[Wanted, ...] = ()
    failed: str = ""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What the readings say. `observations` and `excerpts` are only what findings rest on."""

    facts: DeviceFacts | None
    users: tuple[int, ...]
    observations: tuple[Observation, ...]
    counts: dict[str, int]
    gaps: tuple[Gap, ...]
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    wanted: tuple[Wanted, ...]
    excerpts: tuple[Excerpt, ...] = ()
    clock_ahead_seconds: int | None = None
    install_days: dict[str, int] = field(default_factory=dict)


def judge(readings: Sequence[Reading], asked: Asked, index: SignatureIndex) -> Judgement:
    """Everything that these readings say. The same readings always give the same judgement."""
    parsed = PARSERS[asked.platform](readings, asked.device)
    observations = (*parsed.observations, *asked.told)
    facts = Facts(observations)
    runs = {check.id: run_check(check, facts, index, asked) for check in CHECKS}
    wanted = (*parsed.wanted, *(wish for run in runs.values() for wish in run.wishes))
    gaps = together((*parsed.gaps, *asked.unread, *_not_agreed(wanted, asked)), asked.device)
    gaps = _with_spaces(gaps, facts)
    findings = assess(sign for run in runs.values() for sign in run.signs)
    outcomes = tuple(outcome(check, runs[check.id], gaps, readings, asked, facts) for check in CHECKS)
    return Judgement(
        facts=next(iter(facts.of(DeviceFacts)), None),
        users=tuple(user.user for user in facts.of(PhoneUser)),
        observations=keeping.kept_observations(observations, findings),
        counts=_counts(parsed.observations),
        gaps=gaps,
        outcomes=keeping.kept_outcomes(outcomes, findings),
        findings=findings,
        wanted=wanted,
        excerpts=keeping.excerpts(asked.platform, findings, parsed.observations, readings),
        clock_ahead_seconds=keeping.clock_ahead(parsed.observations),
        install_days=keeping.install_days(parsed.observations),
    )


def run_check(check: Check, facts: Facts, index: SignatureIndex, asked: Asked) -> CheckRun:
    """One check over the facts. Errors: none; a fault inside the check is part of the result."""
    if not check.needs <= asked.agreed & asked.offered:
        return CheckRun()
    results: list[Sign | Wanted | Gap] = []
    failed = ""
    try:
        for result in check.run(facts, index):
            results.append(result)
    except Exception as error:  # a fault in one check may not cost the findings of the others
        failed = type(error).__name__
    return CheckRun(
        signs=tuple(each for each in results if isinstance(each, Sign)),
        wishes=tuple(each for each in results if isinstance(each, Wanted)),
        failed=failed,
        gaps=tuple(each for each in results if isinstance(each, Gap)),
    )


def _with_spaces(gaps: Sequence[Gap], facts: Facts) -> tuple[Gap, ...]:
    """The gaps; those of another space of the phone with what that space is for."""
    kinds = {user.user: user.kind for user in facts.of(PhoneUser)}
    return tuple(
        gap.model_copy(update={"terms": {**gap.terms, "space": kinds[gap.user].value}})
        if gap.user and gap.user in kinds
        else gap
        for gap in gaps
    )


def outcome(
    check: Check, run: CheckRun, gaps: Sequence[Gap], readings: Sequence[Reading], asked: Asked, facts: Facts
) -> Outcome:
    """How one check ended. A check whose needs were not read, and that saw nothing, could not look.

    One for which these facts hold nothing to do has no meaning here, if all was read that tells so.
    """
    if not check.needs <= asked.offered:
        return NotApplicable(check=check.id)
    if not check.needs <= asked.agreed:
        return NotAsked(check=check.id, reason=GapReason.NOT_AGREED, limits=check.limits)
    own = (*_own_gaps(check, gaps, readings, asked), *run.gaps, *_failure(check, run, asked))
    if not run.signs and (blind := _unread_needs(check, own, readings, asked)):
        return CouldNot(check=check.id, gaps=own or blind, limits=check.limits)
    if not run.signs and all(gap.topic in WISHED_FOR for gap in own) and not check.asks(facts):
        return NotApplicable(check=check.id)
    looked_at = 0 if run.failed else check.looks_at(facts)
    return Completed(check=check.id, signs=run.signs, gaps=own, limits=check.limits, looked_at=looked_at)


def _own_gaps(check: Check, gaps: Sequence[Gap], readings: Sequence[Reading], asked: Asked) -> tuple[Gap, ...]:
    """The gaps in what a check needs or is helped by; what nobody asked and no gap explains is one too."""
    named = tuple(gap for gap in gaps if gap.topic in check.needs | check.helped_by)
    told = {gap.topic for gap in named} | {reading.topic for reading in readings} | (WISHED_FOR & asked.agreed)
    silent = (check.helped_by & asked.offered) - told
    return named + tuple(
        Gap(
            topic=topic,
            reason=GapReason.NOT_ASKED if topic in asked.agreed else GapReason.NOT_AGREED,
            device=asked.device,
        )
        for topic in sorted(silent)
    )


def _failure(check: Check, run: CheckRun, asked: Asked) -> tuple[Gap, ...]:
    if not run.failed:
        return ()
    topic = min(check.needs)
    return (Gap(topic=topic, reason=GapReason.FAILED, device=asked.device, terms={"kind": run.failed}),)


def _unread_needs(check: Check, own: Sequence[Gap], readings: Sequence[Reading], asked: Asked) -> tuple[Gap, ...]:
    """Needs of which not one reading is without a gap."""
    blind = []
    for topic in sorted(check.needs):
        gapped = {gap.user for gap in own if gap.topic is topic and gap.reason not in NARROWING}
        whole = [r for r in readings if r.topic is topic and r.user not in gapped and None not in gapped]
        if not whole:
            blind.append(Gap(topic=topic, reason=GapReason.NOT_ASKED, device=asked.device))
    return tuple(blind)


def _not_agreed(wanted: Iterable[Wanted], asked: Asked) -> tuple[Gap, ...]:
    topics = {wish.topic for wish in wanted if wish.topic in asked.offered and wish.topic not in asked.agreed}
    return tuple(Gap(topic=topic, reason=GapReason.NOT_AGREED, device=asked.device) for topic in sorted(topics))


MOST_NAMED = 200
"""Gaps beside each other at the most; of a file with more, the further parts are one."""


def together(gaps: Iterable[Gap], device: str) -> tuple[Gap, ...]:
    """Each gap once, of a file on this computer each part; those of single app files as one line with their number."""
    kept: dict[tuple[str, str, int | None, str], Gap] = {}
    files: dict[tuple[Topic, GapReason], set[str]] = {}
    for number, gap in enumerate(gaps):
        topic = Topic.APP_FILE_TAIL if gap.topic in FILE_TOPICS else gap.topic
        of_one_app = gap.terms.get("key") or gap.terms.get("path")
        if gap.topic in FILE_TOPICS and gap.reason is not GapReason.NOT_AGREED:
            files.setdefault((topic, gap.reason), set()).add(of_one_app or str(number))
        elif gap.topic in INSIDE and of_one_app:
            files.setdefault((topic, gap.reason), set()).add(of_one_app)
        else:
            part = gap.terms.get("part", "") if len(kept) < MOST_NAMED else ""
            kept.setdefault((gap.topic, gap.reason, gap.user, part), gap)
    for (topic, reason), apps in files.items():
        kept[topic, reason, None, ""] = Gap(topic=topic, reason=reason, device=device, terms={"count": str(len(apps))})
    return tuple(kept.values())


def _counts(observations: Iterable[Observation]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for observation in observations:
        counts[observation.type] = counts.get(observation.type, 0) + 1
        if isinstance(observation, InstalledApp) and observation.system is False:
            counts["added-app"] = counts.get("added-app", 0) + 1
    return counts


def nothing_judged(asked: Asked, kind: str) -> Judgement:
    """The judgement when judging itself failed: every check could not look, and says so."""
    gap = Gap(topic=Topic.APPS, reason=GapReason.FAILED, device=asked.device, terms={"kind": kind})
    outcomes = tuple(CouldNot(check=check.id, gaps=(gap,), limits=check.limits) for check in CHECKS)
    return Judgement(None, (), (), {}, (gap,), outcomes, (), ())


def managed(judgement: Judgement) -> bool:
    """Whether somebody manages the whole phone, or all of its owner's space, as family control does."""
    return any(
        {Fact.DEVICE_OWNER, Fact.SUPERVISED} & set(finding.facts)
        or (Fact.PROFILE_OWNER in finding.facts and finding.subject.user == 0)
        for finding in judgement.findings
    )
