# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a consultation to the report's words. Pure: the same document, wording and day always give the same view."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from devicecheck.model.consultation import Consultation, Device, End
from devicecheck.model.endpoints import Origin
from devicecheck.model.setting_observations import BackupFacts
from devicecheck.report import checks_part, summary_part
from devicecheck.report.checks_part import ListAge, list_age
from devicecheck.report.clean_text import clean, shown
from devicecheck.report.dates import day, phone_day
from devicecheck.report.finding_views import FindingViews
from devicecheck.report.page import HelpView, ReportView, ServiceView
from devicecheck.report.which_phone import said_of
from devicecheck.report.wording import Service, Wording

VERIFIED_FOR = timedelta(days=180)
"""How long a number may be printed after a person checked it."""

BESIDE = frozenset({"bluetooth", "capture", "network"})
"""What is looked at beside a phone: it has no make and no version."""

LOOKED_AT: Mapping[str, int] = MappingProxyType({"bluetooth": 2, "network": 3})
"""The place, among what is not shown, of that which another way of looking does show: tags, and things at home."""

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")


def build(consultation: Consultation, wording: Wording, today: date) -> ReportView:
    """The report of a consultation, as read on the day `today`.

    Errors: WordingError when a text is missing; never because of what a phone or a document says.
    """
    age = list_age(consultation.pack.issued_on, today)
    reach = checks_part.reach(consultation, age)
    findings = FindingViews(consultation, wording)
    not_seen = checks_part.not_seen(consultation, wording, age)
    could_not = checks_part.could_not(consultation, wording, age)
    return ReportView(
        language=wording.language,
        direction=wording.direction,
        title=wording.text("report.title", code=clean(consultation.code, 40)),
        heading=wording.text(_of(consultation, "heading")),
        code=shown(consultation.code, 40),
        file_stem=f"appointment-notes-{_NOT_IN_A_NAME.sub('-', consultation.code)[:40].strip('-')}",
        date=day(consultation.ended_at.date(), wording),
        made_at=consultation.ended_at.isoformat(),
        phones=tuple(_phones(consultation, wording)),
        mark=_mark(consultation, wording),
        labels=_labels(consultation, wording, not_seen=bool(not_seen)),
        in_short=summary_part.in_short(consultation, findings, reach, wording),
        caveat=wording.text(_of(consultation, "caveat")),
        again=summary_part.again(consultation, wording),
        findings=findings,
        no_findings="" if findings else wording.text(_none_of(consultation, f"report.findings-none.{reach}")),
        not_seen_intro=wording.text("report.not-seen.intro" if not_seen else "report.not-seen.none"),
        not_seen=not_seen,
        could_not_intro=wording.text(_could_not_intro(consultation, could_not=bool(could_not))),
        could_not=could_not,
        cable_intro=wording.text("report.cable.intro" if _by_cable(consultation) else "report.cable.other-intro"),
        cable=tuple(_not_shown(consultation, wording)),
        piles=summary_part.piles(consultation, reach, wording),
        why_nothing_removed=wording.lines(_of(consultation, "why-nothing-removed")),
        help=help_view(wording, today),
        how=_how(consultation, age, wording),
        limits_intro=wording.text("report.limits-intro"),
        checks=checks_part.check_views(consultation, wording, age),
    )


def _of(consultation: Consultation, name: str) -> str:
    """The key of words about a phone, or about things where no phone was looked at."""
    return f"report.things.{name}" if summary_part.things_alone(consultation) else f"report.{name}"


def _none_of(consultation: Consultation, key: str) -> str:
    """The key of words about nothing found or nothing missed; where nobody read a phone, of words that say that."""
    return key if consultation.devices else "report.no-phone.unknown"


def _could_not_intro(consultation: Consultation, *, could_not: bool) -> str:
    return "report.could-not.intro" if could_not else _none_of(consultation, "report.could-not.none")


def _by_cable(consultation: Consultation) -> bool:
    """Whether a phone itself was read. A copy, a recording, a radio or a network is none."""
    return any(device.platform in {"android", "iphone"} for device in consultation.devices)


def _not_shown(consultation: Consultation, wording: Wording) -> Iterator[str]:
    """What this way of looking cannot show."""
    platforms = {device.platform for device in consultation.devices}
    if summary_part.COPY in platforms:
        yield wording.text("report.cable.since-copy")
    seen = {place for platform, place in LOOKED_AT.items() if platform in platforms and not _by_cable(consultation)}
    for place, line in enumerate(wording.lines("report.cable.items")):
        if place not in seen:
            yield line


def _labels(consultation: Consultation, wording: Wording, *, not_seen: bool) -> dict[str, str]:
    """Headings of the report and of the parts of a finding, by their last name.

    Where nothing was "not seen", not even a heading says those words; where no cable was used, none names one.
    """
    areas = ("report.labels.", "findings.headings.")
    labels = {key.rpartition(".")[2]: text for key, text in wording.texts.items() if key.startswith(areas)}
    if not _by_cable(consultation):
        labels["cable"] = wording.text("report.cable.other-heading")
    return labels if not_seen else labels | {"not-seen": wording.text("report.not-seen.none-heading")}


def _phones(consultation: Consultation, wording: Wording) -> Iterator[str]:
    for device in consultation.devices:
        yield said_of(_phone(device, wording), device.id, consultation, wording)


def _phone(device: Device, wording: Wording) -> str:
    platform = f"platforms.{device.platform}"
    kind = wording.text(platform) if wording.has(platform) else shown(device.platform, 20)
    name = " ".join(part for part in (device.maker, device.model) if part.strip())
    if device.platform in BESIDE:
        return kind
    version = shown(device.version, 20) if device.version.strip() else wording.text("report.unknown")
    if not clean(name).strip():
        return wording.text("report.phone-without-name", kind=kind, version=version)
    return wording.text("report.phone", name=shown(name, 40), kind=kind, version=version)


def _mark(consultation: Consultation, wording: Wording) -> str:
    if consultation.practice:
        return wording.text("report.mark.practice")
    recorded = any(device.origin is Origin.RECORDING for device in consultation.devices)
    return wording.text("report.mark.recording") if recorded else ""


def _how(consultation: Consultation, age: ListAge, wording: Wording) -> tuple[str, ...]:
    pack = consultation.pack
    return (
        wording.text(
            "report.how.pack", version=shown(pack.version), date=day(pack.issued_on, wording), entries=pack.entries
        ),
        wording.text(f"report.age.{age}"),
        wording.text("report.how.canaries", canaries=pack.canaries),
        *_copies(consultation, wording),
        *_reading(consultation, wording),
        wording.text("report.how.read-only"),
        wording.text("report.how.tool", version=shown(consultation.tool_version)),
        wording.text("report.how.clinic"),
    )


def _reading(consultation: Consultation, wording: Wording) -> Iterator[str]:
    """From when to when was read, and how that ended; that nothing was, where there was no phone."""
    if not consultation.devices:
        yield wording.text("report.no-phone.checked")
        return
    yield wording.text("report.how.times", start=_time(consultation.started_at), end=_time(consultation.ended_at))
    yield wording.text("report.how.end", how=_end(consultation, wording))


def _copies(consultation: Consultation, wording: Wording) -> Iterator[str]:
    """When the copies of a phone were made that were looked at."""
    for observation in consultation.observations:
        if isinstance(observation, BackupFacts):
            made = phone_day(observation.made, wording) if observation.made else wording.text("report.unknown")
            yield wording.text("report.how.copy", date=made)


def _time(when: datetime) -> str:
    return when.strftime("%H:%M:%S")


def _end(consultation: Consultation, wording: Wording) -> str:
    if consultation.end is not End.BROKEN_OFF:
        return wording.text(f"ends.{consultation.end}")
    return wording.text("ends.broken-off", what=wording.problem(f"reader.{consultation.broken_by}", {}).what)


def help_view(wording: Wording, today: date) -> HelpView:
    """Who can help: only numbers that a named person checked lately, and the emergency number."""
    services = [service for service in wording.services if _may_be_printed(service, today)]
    unchecked = any(not service.always and service not in services for service in wording.services)
    return HelpView(
        intro=wording.text("help.intro"),
        danger=wording.text("help.danger"),
        services=tuple(_service(service, wording) for service in services),
        note=wording.text("help.none") if unchecked else "",
    )


def _may_be_printed(service: Service, today: date) -> bool:
    if service.always:
        return True
    return service.verified_on is not None and timedelta(0) <= today - service.verified_on <= VERIFIED_FOR


def _service(service: Service, wording: Wording) -> ServiceView:
    checked = wording.text("help.checked-label", date=day(service.verified_on, wording)) if service.verified_on else ""
    about = wording.text("help.about", who=service.who_for, hours=service.hours)
    return ServiceView(name=service.name, number=service.number, about=about, checked=checked)
