# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The apps of a phone by user and id, and what every sign about an app carries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from devicecheck.checks.base import Facts
from devicecheck.model.findings import Fact, Sign, SignatureRef, Subject, SubjectKind
from devicecheck.model.observations import AppOrigin, InstalledApp
from devicecheck.model.observed import Observed
from devicecheck.model.signatures import Signature

NO_TERMS: Mapping[str, str] = MappingProxyType({})

SYSTEM_FOLDERS = (
    "/system/", "/system_ext/", "/product/", "/vendor/", "/odm/", "/oem/", "/apex/", "/preload/", "/prism/",
)  # fmt: skip
"""Read-only parts of a phone, and those that makers fill before it is sold."""

SYSTEM_NAMES = (
    "android.", "com.android.", "com.google.android.", "com.sec.", "com.samsung.", "com.qualcomm.", "com.qti.",
    "com.mediatek.", "com.miui.", "com.xiaomi.", "com.huawei.", "com.oppo.", "com.coloros.", "com.oneplus.",
    "com.motorola.", "com.sony.", "com.lge.",
)  # fmt: skip
"""How the ids of Android's and the makers' own parts begin. Apps made for watching borrow them."""


@dataclass(frozen=True)
class Apps:
    """All apps that were read, in reading order."""

    all: tuple[InstalledApp, ...]
    by_place: dict[tuple[str, int, str], InstalledApp]
    by_key: dict[str, tuple[InstalledApp, ...]]

    def holding(self, observed: Observed, key: str) -> InstalledApp | None:
        """The app that another observation is about; None if the list of apps was not read or does not name it."""
        return self.by_place.get((observed.device, observed.user, key))

    def added(self) -> Iterator[InstalledApp]:
        """Apps that did not come with the phone."""
        return (app for app in self.all if not part_of_phone(app))


def apps_of(facts: Facts) -> Apps:
    """The apps among all facts."""
    apps = facts.of(InstalledApp)
    by_key: dict[str, tuple[InstalledApp, ...]] = {}
    for app in apps:
        by_key[app.key] = (*by_key.get(app.key, ()), app)
    return Apps(apps, {(app.device, app.user, app.key): app for app in apps}, by_key)


def part_of_phone(app: InstalledApp) -> bool:
    """Whether the app came with the phone, updated or not. An app that nothing is said about was added."""
    if app.origin is not None:
        return app.origin is AppOrigin.SYSTEM
    if app.system is None:
        return app.updated_system or (app.path or "").startswith(SYSTEM_FOLDERS)
    return app.system or app.updated_system


def makers_part(app: InstalledApp) -> bool:
    """Whether a part of the phone has an id of Android's or a maker's. A listed id alone says nothing about it."""
    return part_of_phone(app) and app.key.startswith(SYSTEM_NAMES)


def subject_of(observed: Observed, key: str) -> Subject:
    """The app that an observation is about."""
    return Subject(kind=SubjectKind.APP, device=observed.device, user=observed.user, key=key)


def app_sign(
    check: str,
    fact: Fact,
    app: InstalledApp,
    *others: Observed,
    signature: Signature | None = None,
    terms: Mapping[str, str] = NO_TERMS,
) -> Sign:
    """A sign about an app, resting on it and on further observations. `terms` add to what every sign carries."""
    return Sign(
        subject=subject_of(app, app.key),
        fact=fact,
        check=check,
        evidence=(app.id, *(other.id for other in others)),
        signature=reference(signature) if signature else None,
        terms=app_terms(app) | dict(terms),
    )


def app_terms(app: InstalledApp) -> dict[str, str]:
    """What a card says about any app: only what the phone did say.

    A part of the phone has a date and a store as well, those of its making and of its updates; nobody put it there.
    """
    part = part_of_phone(app)
    known = {
        "label": app.label,
        "version": app.version,
        "preinstalled": "yes" if part else None,
        "installed": None if part else app.first_installed,
        "updated": app.last_updated,
        "installer": None if part else app.initiator or app.installer,
        "updater": app.update_owner if app.update_owner not in (app.initiator, app.installer) else None,
    }
    return {"key": app.key} | {name: value for name, value in known.items() if value}


def reference(signature: Signature) -> SignatureRef:
    """As much of an entry as a report needs years later."""
    listed = signature.listed_by
    return SignatureRef(
        id=signature.id,
        name=signature.name,
        category=signature.category,
        status=signature.status,
        list=listed.list if listed else "",
        list_dated=listed.dated.isoformat() if listed else "",
        can_do=signature.can_do,
        ordinary_reasons=signature.ordinary_reasons,
    )
