# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every iPhone id and settings profile of the list, planted in the answers of an iPhone, from bytes to cards."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

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
    silent, others = look(pack.model_copy(update={"signatures": (*pack.signatures, *made_up)}), planted)
    if silent or others:
        raise SelfTestError("canary-silent", {"canary": silent[0].value if silent else BYSTANDER})
    return len(planted)


def plants(entries: Iterable[Signature]) -> Iterator[Plant]:
    """What these entries look for on an iPhone. Ids differ by no case, so a value that stands twice counts twice."""
    for entry in entries:
        for value in (*entry.indicators.bundles, *entry.indicators.profiles):
            yield Plant(entry, value)


def look(pack: Pack, planted: list[Plant]) -> tuple[list[Plant], bool]:
    """What was not found, and whether a bystander was taken for something."""
    judgement = judge(_answers(planted), Asked("iphone", DEVICE, TOPICS, TOPICS), SignatureIndex(pack))
    found = {
        (finding.subject.key.casefold(), entry.id) for finding in judgement.findings for entry in finding.signatures
    }
    silent = [each for each in planted if (each.value.strip().casefold(), each.entry.id) not in found]
    return silent, any(finding.subject.key == BYSTANDER for finding in judgement.findings)


def _answers(planted: list[Plant]) -> list[Reading]:
    bundles = {each.value: None for each in planted if each.value in each.entry.indicators.bundles}
    profiles = {each.value: None for each in planted if each.value in each.entry.indicators.profiles}
    usual = {"ApplicationType": "User", "SignerIdentity": STORE_SIGNER}
    listed = [{"CFBundleIdentifier": key, **usual} for key in (*bundles, BYSTANDER)]
    named = {key: {"PayloadDisplayName": "Planted", "PayloadRemovalDisallowed": False} for key in profiles}
    known = {"OrderedIdentifiers": list(profiles), "ProfileMetadata": named}
    return [_reading(Topic.APPS, listed), _reading(Topic.PROFILES, known)]


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
        indicators=Indicators(bundles=(f"{stem}.Bundle",), profiles=(f"{stem}.profile",)),
        added_on=_DAY,
        checked_on=_DAY,
    )
