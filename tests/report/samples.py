# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Consultations made by hand for the tests of the report: one with findings and gaps, an ordinary one, an empty one."""

from datetime import UTC, date, datetime, timedelta

from devicecheck.model.consultation import Consultation, Device, End
from devicecheck.model.endpoints import Origin
from devicecheck.model.findings import (
    Completed,
    Concern,
    Confidence,
    CouldNot,
    Fact,
    Finding,
    NotApplicable,
    NotAsked,
    SaidBy,
    Sign,
    SignatureRef,
    Subject,
    SubjectKind,
)
from devicecheck.model.observations import AccessKind, Gap, GapReason, InstalledApp, SpecialAccess
from devicecheck.model.signatures import Capability, Category, OrdinaryReason, PackStamp, SignatureStatus
from devicecheck.model.topics import Topic

TODAY = date(2026, 11, 24)
START = datetime(2026, 11, 24, 10, 2, tzinfo=UTC)
STAMP = PackStamp(
    id="core", version="2026.11.24.1", issued_on=date(2026, 11, 24), entries=191, digest="0" * 64, canaries=9
)
PHONE = Device(
    id="phone-1", platform="android", origin=Origin.PRACTICE, via="tcp", maker="Google", model="Pixel 7", version="14"
)
SPY = Subject(kind=SubjectKind.APP, device="phone-1", user=0, key="com.systemservice")
FAMILY = Subject(kind=SubjectKind.APP, device="phone-1", user=0, key="com.life360.android.safetymapd")


def consultation(**changes: object) -> Consultation:
    """A consultation with the given parts; the rest is that of an ordinary practice phone."""
    parts: dict[str, object] = {
        "code": "K7-F3QX",
        "tool_version": "0.1.0",
        "started_at": START,
        "ended_at": START + timedelta(seconds=48, microseconds=123456),
        "end": End.COMPLETE,
        "devices": (PHONE,),
        "pack": STAMP,
        "counts": {"installed-app": 302},
        **changes,
    }
    return Consultation.model_validate(parts)


def completed(check: str, looked_at: int = 302, **parts: object) -> Completed:
    return Completed.model_validate({"check": check, "looked_at": looked_at, "limits": ("list-based",), **parts})


def gap(topic: Topic, reason: GapReason, **parts: object) -> Gap:
    return Gap.model_validate({"topic": topic, "reason": reason, "device": "phone-1", **parts})


def sign(subject: Subject, fact: Fact, check: str) -> Sign:
    return Sign(subject=subject, fact=fact, check=check, evidence=("app:0:" + subject.key,))


def spy_finding(**changes: object) -> Finding:
    """The finding about an app that is sold to watch someone."""
    parts: dict[str, object] = {
        "id": SPY.id,
        "code": "watch-secretly-likely",
        "subject": SPY,
        "concern": Concern.ACT_WITH_SUPPORT,
        "confidence": Confidence.VERY_LIKELY,
        "category": Category.WATCH_SECRETLY,
        "facts": (Fact.LISTED_PACKAGE, Fact.OUTSIDE_STORE, Fact.ACCESSIBILITY, Fact.DEVICE_ADMIN, Fact.NO_ICON),
        "evidence": ("app:0:com.systemservice", "access:0:accessibility:com.systemservice/.A"),
        "said_by": (SaidBy.LIST, SaidBy.PHONE),
        "signatures": (
            SignatureRef(
                id="thetruthspy",
                name="TheTruthSpy",
                category=Category.WATCH_SECRETLY,
                status=SignatureStatus.LISTED,
                list="AssoEchap/stalkerware-indicators",
                list_dated="2026-06-21",
                can_do=(
                    Capability.LOCATION,
                    Capability.MESSAGES,
                    Capability.MICROPHONE,
                    Capability.SCREEN,
                    Capability.HIDES_ITSELF,
                ),
                ordinary_reasons=(OrdinaryReason.SECOND_HAND_PHONE, OrdinaryReason.TRIED_OUT),
            ),
        ),
        "terms": {
            "app": "TheTruthSpy",
            "label": "System Service",
            "key": "com.systemservice",
            "source": "file",
            "installer": "com.android.chrome",
            "installed": "2026-10-03 21:14:02",
        },
        **changes,
    }
    return Finding.model_validate(parts)


def family_finding(**changes: object) -> Finding:
    """The finding about a family app from the app shop."""
    parts: dict[str, object] = {
        "id": FAMILY.id,
        "code": "can-follow",
        "subject": FAMILY,
        "concern": Concern.GOOD_TO_KNOW,
        "confidence": Confidence.COULD_BE,
        "category": Category.CAN_FOLLOW,
        "purpose_unknown": True,
        "facts": (Fact.LISTED_PACKAGE,),
        "evidence": ("app:0:com.life360.android.safetymapd",),
        "said_by": (SaidBy.LIST,),
        "signatures": (
            SignatureRef(
                id="life360",
                name="Life360",
                category=Category.CAN_FOLLOW,
                status=SignatureStatus.LISTED,
                list="stopipv/isdi",
                list_dated="2026-07-22",
                can_do=(Capability.LOCATION,),
                ordinary_reasons=(OrdinaryReason.AGREED_FAMILY, OrdinaryReason.SAFETY_WALK),
            ),
        ),
        "terms": {"app": "Life360", "key": "com.life360.android.safetymapd", "installed": "2025-02-11 08:30:00"},
        **changes,
    }
    return Finding.model_validate(parts)


def watched() -> Consultation:
    """A watched phone: two findings, one check in full without a sign, one with a gap, one not agreed to."""
    spy = "com.systemservice"
    return consultation(
        gaps=(
            gap(Topic.APP_DETAILS, GapReason.TRUNCATED),
            gap(Topic.APPS, GapReason.REFUSED, user=150),
            gap(Topic.APP_FILE_TAIL, GapReason.NOT_AGREED, terms={"count": "2"}),
        ),
        outcomes=(
            completed("known-apps", signs=(sign(SPY, Fact.LISTED_PACKAGE, "known-apps"),)),
            completed("outside-store", gaps=(gap(Topic.APP_DETAILS, GapReason.TRUNCATED),)),
            completed("held-control", signs=(sign(SPY, Fact.ACCESSIBILITY, "held-control"),)),
            completed("hidden-icons"),
        ),
        observations=(
            InstalledApp(id=f"app:0:{spy}", device="phone-1", readings=("r5", "r9"), key=spy, version="8.2"),
            SpecialAccess(
                id="access:0:accessibility:com.systemservice/.A",
                device="phone-1",
                readings=("r7",),
                key=spy,
                access=AccessKind.ACCESSIBILITY,
                component="com.systemservice/.A",
            ),
        ),
        findings=(spy_finding(), family_finding()),
    )


def ordinary() -> Consultation:
    """Everything was read and nothing was seen."""
    checks = ("known-apps", "held-control", "outside-store", "hidden-icons")
    return consultation(outcomes=(*(completed(check) for check in checks), NotApplicable(check="iphone-profiles")))


def unread() -> Consultation:
    """The phone went away at once: nothing could be read."""
    lost = gap(Topic.APPS, GapReason.UNPLUGGED)
    return consultation(
        end=End.BROKEN_OFF,
        broken_by="unplugged",
        counts={},
        devices=(PHONE.model_copy(update={"maker": "", "model": "", "version": "", "origin": Origin.REAL}),),
        gaps=(lost, gap(Topic.APP_DETAILS, GapReason.NOT_ASKED)),
        outcomes=(
            CouldNot(check="known-apps", gaps=(lost,)),
            NotAsked(check="held-control", reason=GapReason.NOT_AGREED),
        ),
    )


HOSTILE = {
    "markup": "[/b][bold]",
    "ansi": "\x1b[31mred\x1b[0m",
    "bidi": "evil\u202egnp.apk",
    "isolate": "a\u2069\u2066b",
    "nul": "nul\x00byte",
    "arabic": "خدمة النظام",
    "emoji": "😀👩‍👧 微信",
    "long": "W" * 400,
    "html": "<script>alert(1)</script><img src=http://evil.example/x>",
    "typst": '#import "@preview/x:1.0.0": * $x$ \\ *bold* #read("/etc/passwd")',
    "template": "{{ 7 * 7 }}{% raw %} {app.__class__} %s",
    "blank": "\u3164\u200b\u00ad ",
    "marks": "e" + "\u0301" * 60,
    "formula": "=cmd|'/c calc'!A1",
    "lines": "one\ntwo\r\n\u2028three\ttab",
    "empty": "",
}


def hostile(name: str) -> Consultation:
    """The watched phone with one of the hostile texts in every place that a phone can fill."""
    return hostile_text(HOSTILE[name])


def hostile_text(text: str) -> Consultation:
    """The watched phone with one text in every place that a phone can fill."""
    subject = SPY.model_copy(update={"key": text})
    finding = spy_finding(
        subject=subject, terms=dict.fromkeys(("app", "key", "installed", "installer", "version"), text)
    )
    base = watched()
    return base.model_copy(
        update={
            "code": text,
            "devices": (PHONE.model_copy(update={"maker": text, "model": text, "version": text, "platform": text}),),
            "findings": (finding, *base.findings),
            "gaps": (*base.gaps, gap(Topic.APP_FILE_TAIL, GapReason.FAILED, terms={"count": text, "kind": text})),
            "observations": (
                InstalledApp(id="app:0:com.systemservice", device=text, readings=(text,), key=text, version=text),
            ),
            "outcomes": (*base.outcomes, completed(text, limits=(text,))),
        }
    )
