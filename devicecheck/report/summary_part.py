# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The summary of page one, and the three piles of actions. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Completed, Concern, Finding, SubjectKind
from devicecheck.model.setting_observations import BackupFacts
from devicecheck.model.signatures import Category
from devicecheck.report.checks_part import Reach
from devicecheck.report.dates import day, phone_day
from devicecheck.report.let_in import computers_let_in
from devicecheck.report.page import ActionView, FindingView, PileView, ShortView
from devicecheck.report.which_phone import several
from devicecheck.report.wording import Wording

MOST_NAMED = 3
"""Findings that page one names; the others follow on the next pages, and page one says how many."""

APPS = frozenset(SubjectKind) - {SubjectKind.TAG, SubjectKind.NETWORK_DEVICE}
SOON, LATER = timedelta(days=28), timedelta(days=91)


class Tone(StrEnum):
    """What the summary is about: the most pressing finding, or how far we got when there is none."""

    ACT = "act"
    LOOK = "look"
    NONE = "none"
    BLIND = "blind"


def things_alone(consultation: Consultation) -> bool:
    """Whether tags or a home network were looked at, and no phone: sentences about "the phone" would be false then."""
    platforms = {device.platform for device in consultation.devices}
    return bool(platforms) and platforms <= THINGS


def tone(consultation: Consultation, reach: Reach) -> Tone:
    """The tone of the summary."""
    concerns = {finding.concern for finding in consultation.findings}
    if Concern.ACT_WITH_SUPPORT in concerns:
        return Tone.ACT
    if concerns:
        return Tone.LOOK
    return Tone.BLIND if reach is Reach.BLIND else Tone.NONE


def in_short(
    consultation: Consultation, findings: Sequence[FindingView], reach: Reach, wording: Wording
) -> tuple[ShortView, ...]:
    """Five lines: checked, found, how sure, what to do, what not to do yet."""
    mood = tone(consultation, reach)
    lines = {
        "checked": tuple(
            wording.text(key, date=copied(consultation, wording)) for key in _checked(consultation, reach)
        ),
        "found": tuple(_found(consultation, findings, reach, wording)),
        "sure": tuple(_sure(findings, mood, wording)),
        "do": (wording.text(f"report.short.do.{mood}"),),
        "do-not": (wording.text(f"report.short.do-not.{_do_not(consultation, mood)}"),),
    }
    return tuple(ShortView(name, wording.text(f"report.short.{name}.label"), lines[name]) for name in lines)


def _checked(consultation: Consultation, reach: Reach) -> Iterator[str]:
    """Keys of what was looked at: the phone, a copy of it, then what is beside it."""
    beside = {"bluetooth": "radio", "capture": "traffic", "network": "network"}
    platforms = [device.platform for device in consultation.devices]
    read = set(platforms) - beside.keys() - {COPY}
    if not platforms:
        yield "report.no-phone.checked"
    if read:
        whole = "iphone" if read == {"iphone"} else "apps"
        yield _SHORT + {Reach.WHOLE: whole, Reach.PART: "part", Reach.BLIND: "none"}[reach]
    if several(consultation):
        yield f"{_SHORT}phones"
    if COPY in platforms:
        yield _SHORT + {Reach.WHOLE: "copy", Reach.PART: "copy-part", Reach.BLIND: "copy-none"}[reach]
    for platform, name in beside.items():
        if platform in platforms:
            needed = NEEDED_FOR[name]
            looked = any(isinstance(o, Completed) and o.check == needed for o in consultation.outcomes)
            yield _SHORT + (name if looked else f"{name}-none")


_SHORT = "report.short.checked."
THINGS = frozenset({"bluetooth", "network"})
"""What is looked at beside a phone, and is no part of one."""
COPY = "backup"
"""The platform of a copy of a phone: it has apps and profiles, and is no phone on a cable."""

NEEDED_FOR: Mapping[str, str] = MappingProxyType(
    {"radio": "tags-near", "traffic": "listed-servers", "network": "network-devices"}
)
"""The check that tells whether something beside the phone could be looked at."""


def copied(consultation: Consultation, wording: Wording) -> str:
    """The day on which the newest copy of a phone was made, as far as it is known."""
    made = [each.made for each in consultation.observations if isinstance(each, BackupFacts) and each.made]
    return phone_day(max(made), wording) if made else wording.text("report.unknown")


def _do_not(consultation: Consultation, mood: Tone) -> str:
    """A tag is not taken off like an app: where all that is pressing are tags, the words are about them."""
    pressing = [finding for finding in consultation.findings if finding.concern is Concern.ACT_WITH_SUPPORT]
    tags = mood is Tone.ACT and all(finding.subject.kind is SubjectKind.TAG for finding in pressing)
    return "act-tag" if tags else mood.value


def _found(
    consultation: Consultation, findings: Sequence[FindingView], reach: Reach, wording: Wording
) -> Iterator[str]:
    if not findings:
        yield wording.text(_nothing_found(consultation, reach))
        return
    for finding in findings[:MOST_NAMED]:
        yield wording.text("report.short.found.one", badge=finding.badge, headline=finding.headline)
    if len(findings) > MOST_NAMED:
        yield wording.text("report.short.found.more", count=len(findings) - MOST_NAMED)
    if reach is not Reach.WHOLE:
        yield wording.text("report.short.found.not-all")


def _nothing_found(consultation: Consultation, reach: Reach) -> str:
    if things_alone(consultation) and reach is Reach.WHOLE:
        return "report.things.found"
    return f"report.short.found.{reach}" if consultation.devices else "report.no-phone.unknown"


def _sure(findings: Sequence[FindingView], mood: Tone, wording: Wording) -> Iterator[str]:
    if not findings:
        yield wording.text(f"report.short.sure.{mood}")
    elif len(findings) == 1:
        yield findings[0].sure[0]
    else:
        for finding in findings[:MOST_NAMED]:
            app = f"{finding.phone}: {finding.app}" if finding.phone else finding.app
            yield wording.text("report.short.sure.one", app=app, badge=finding.confidence_badge)


def again(consultation: Consultation, wording: Wording) -> str:
    """When to look again."""
    return wording.text("report.short.again.by", date=day(next_day(consultation), wording))


def next_day(consultation: Consultation) -> date:
    """The day agreed for the next look; else in four weeks if there is something to act on, or in three months."""
    if consultation.staff.review_on is not None:
        return consultation.staff.review_on
    act = any(finding.concern is Concern.ACT_WITH_SUPPORT for finding in consultation.findings)
    wait = SOON if act else LATER
    ended = consultation.ended_at.date()
    return ended + wait if ended <= date.max - wait else date.max


def piles(consultation: Consultation, reach: Reach, wording: Wording) -> tuple[PileView, ...]:
    """The piles that have something in them, in the order now, plan, police."""
    views = []
    for name, actions in _actions(consultation, reach).items():
        texts = {part: wording.text(f"report.piles.{name}.{part}") for part in ("heading", "intro")}
        if actions:
            views.append(PileView(name, **texts, actions=tuple(_action(*action, wording) for action in actions)))
    return tuple(views)


def _actions(consultation: Consultation, reach: Reach) -> dict[str, list[tuple[str, str]]]:
    """Which actions stand in which pile, each with whether the other person will notice (no, may, yes)."""
    findings = consultation.findings
    act = any(finding.concern is Concern.ACT_WITH_SUPPORT for finding in findings)
    look = act or any(finding.concern is Concern.LOOK_CLOSER for finding in findings)
    tags = any(finding.subject.kind is SubjectKind.TAG for finding in findings)
    things = any(finding.subject.kind is SubjectKind.NETWORK_DEVICE for finding in findings)
    apps = [f for f in findings if f.subject.kind in APPS]
    sharing = any(f.category in {Category.CAN_FOLLOW, Category.FAMILY_WATCH} for f in apps)
    wanted = {
        "now": (
            ("talk", "no", True),
            ("other-phone", "no", act),
            ("notes", "no", True),
            ("tag-photo", "no", tags),
            ("ask-yourself", "no", bool(apps)),
            ("whose-thing", "no", things),
            ("try-again", "may", reach is not Reach.WHOLE),
            ("accounts", "may", True),
        ),
        "plan": (
            ("tag-off", "yes", tags),
            ("remove", "yes", bool(apps)),
            ("unplug", "yes", things),
            ("forget-computers", "may", computers_let_in(consultation)),
            ("stop-sharing", "may", sharing),
            ("passwords", "may", True),
            ("new-phone", "yes", True),
        ),
        "police": (
            ("tag-number", "may", tags),
            ("full-copy", "may", act and bool(apps)),
            ("who", "may", look and bool(apps)),
            ("who-thing", "may", look and things),
        ),
    }
    fit = {pile: [(id_, notice) for id_, notice, fits in rows if fits] for pile, rows in wanted.items()}
    return {**fit, **{pile: sorted(fit[pile], key=lambda row: _place(row[0], findings)) for pile in ("plan", "police")}}


def _place(action: str, findings: Sequence[Finding]) -> int:
    """Where an action about one kind of thing stands: that of the most pressing finding comes first."""
    of_tags, of_things = action in {"tag-off", "tag-number"}, action in {"unplug", "who-thing"}
    if action in {"remove", "full-copy", "who"} or of_tags or of_things:
        kinds = {SubjectKind.TAG} if of_tags else {SubjectKind.NETWORK_DEVICE} if of_things else APPS
        return next((place for place, each in enumerate(findings) if each.subject.kind in kinds), len(findings))
    return len(findings)


def _action(id_: str, notice: str, wording: Wording) -> ActionView:
    return ActionView(
        id=id_,
        text=wording.text(f"report.action.{id_}.text"),
        notice=wording.text(f"report.notice.{notice}"),
        why=wording.text(f"report.action.{id_}.notice"),
    )
