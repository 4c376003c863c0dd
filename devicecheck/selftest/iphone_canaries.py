# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every iPhone id and settings profile of the list, planted in what an iPhone and a copy of one say, to the cards."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from devicecheck.errors import SelfTestError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Category, Indicators, OrdinaryReason, Pack, Signature, SignatureStatus
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Status
from devicecheck.runner.judging import Asked, judge

DEVICE = "selftest"
TOPICS = frozenset({Topic.APPS, Topic.PROFILES})
BYSTANDER = "org.devicecheck.bystander"
STORE_SIGNER = "Apple iPhone OS Application Signing"
OF_A_FIRM = {"ApplicationType": "User", "ProfileValidated": True, "UPPValidated": True}
NAMED = "org.devicecheck.canary.named"
_DAY, _WHEN = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Plant:
    """One value of an entry, as an iPhone would tell it."""

    entry: Signature
    value: str


def fire_for_iphones(pack: Pack) -> int:
    """Plant every iPhone id and profile of the list and a made-up one of each kind; how many were found.

    Errors: SelfTestError `canary-silent`, which names the first that was not found, or what was found without cause.
    """
    made_up = tuple(_entry(category) for category in Category)
    planted = [*plants((*pack.signatures, *made_up))]
    wider = pack.model_copy(update={"signatures": (*pack.signatures, *made_up)})
    names = [*names_of(wider.signatures)]
    silent, others = look(wider, planted)
    silent += unheard(wider, names)
    if silent or others:
        raise SelfTestError("canary-silent", {"canary": silent[0].value if silent else BYSTANDER})
    return len(planted) + len(names)


def plants(entries: Iterable[Signature]) -> Iterator[Plant]:
    """What these entries look for on an iPhone. Ids differ by no case, so a value that stands twice counts twice."""
    for entry in entries:
        for value in (*entry.indicators.bundles, *entry.indicators.profiles):
            yield Plant(entry, value)


def names_of(entries: Iterable[Signature]) -> Iterator[Plant]:
    """The names on the screen that these entries know. Only beside another fact, and of one kind, they make a card."""
    secret = (entry for entry in entries if entry.category is Category.WATCH_SECRETLY)
    return (Plant(entry, name) for entry in secret for name in entry.indicators.labels)


def unheard(pack: Pack, names: list[Plant]) -> list[Plant]:
    """The names that were not found on a phone where apps of a firm, on no list by their ids, have them."""
    listed = [
        {"CFBundleIdentifier": f"{NAMED}{number}", "CFBundleDisplayName": each.value, **OF_A_FIRM}
        for number, each in enumerate(names)
    ]
    answers = [_reading(Topic.APPS, listed), _reading(Topic.PROFILES, _profiles([]))]
    findings = judge(answers, Asked("iphone", DEVICE, TOPICS, TOPICS), SignatureIndex(pack)).findings
    found = {(finding.subject.key, entry.id) for finding in findings for entry in finding.signatures}
    return [each for number, each in enumerate(names) if (f"{NAMED}{number}", each.entry.id) not in found]


def look(pack: Pack, planted: list[Plant]) -> tuple[list[Plant], bool]:
    """What was not found on a phone or in a copy of one, and whether a bystander was taken for something."""
    index = SignatureIndex(pack)
    silent: dict[Plant, None] = {}
    others = False
    for platform, answers in (("iphone", _answers(planted)), ("backup", _copied(planted))):
        findings = judge(answers, Asked(platform, DEVICE, TOPICS, TOPICS), index).findings
        found = {(finding.subject.key.casefold(), entry.id) for finding in findings for entry in finding.signatures}
        silent |= {each: None for each in planted if (each.value.strip().casefold(), each.entry.id) not in found}
        others = others or any(finding.subject.key == BYSTANDER for finding in findings)
    return list(silent), others


def _answers(planted: list[Plant]) -> list[Reading]:
    """What an iPhone says over a cable."""
    usual = {"ApplicationType": "User", "SignerIdentity": STORE_SIGNER}
    listed = [{"CFBundleIdentifier": key, **usual} for key in _bundles(planted)]
    return [_reading(Topic.APPS, listed), _reading(Topic.PROFILES, _profiles(planted))]


def _copied(planted: list[Plant]) -> list[Reading]:
    """What a copy of that phone says."""
    listed = [{"CFBundleIdentifier": key, "item": True, "managed": False} for key in _bundles(planted)]
    apps = {"apps": listed, "left_out": 0, "complete": True}
    parts = {"Payloads": [], "PayloadsKnown": True, "PayloadsLeftOut": 0}
    known = _profiles(planted)
    metadata = {key: told | parts for key, told in known["ProfileMetadata"].items()}
    return [_reading(Topic.APPS, apps), _reading(Topic.PROFILES, known | {"ProfileMetadata": metadata})]


def _bundles(planted: list[Plant]) -> list[str]:
    return [*dict.fromkeys(each.value for each in planted if each.value in each.entry.indicators.bundles), BYSTANDER]


def _profiles(planted: list[Plant]) -> dict[str, Any]:
    profiles = dict.fromkeys(each.value for each in planted if each.value in each.entry.indicators.profiles)
    named = {key: {"PayloadDisplayName": "Planted", "PayloadRemovalDisallowed": False} for key in profiles}
    return {"OrderedIdentifiers": list(profiles), "ProfileMetadata": named}


def _reading(topic: Topic, told: object) -> Reading:
    body = json.dumps(told).encode("ascii")
    return Reading(f"i-{topic}", topic, DEVICE, "planted", _WHEN, _WHEN, Status.COMPLETE, body)


def _entry(category: Category) -> Signature:
    stem = f"org.devicecheck.canary.{category.replace('-', '')}"
    return Signature(
        id=f"canary-{category}-iphone",
        name=f"Canary {category} iPhone",
        category=category,
        status=SignatureStatus.LISTED,
        ordinary_reasons=(OrdinaryReason.TRIED_OUT,),
        indicators=Indicators(bundles=(f"{stem}.Bundle",), profiles=(f"{stem}.profile",), labels=(f"{stem} name",)),
        added_on=_DAY,
        checked_on=_DAY,
    )
