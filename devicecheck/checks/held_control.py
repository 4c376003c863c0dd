# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Extra control held by apps that did not come with the phone."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from devicecheck.checks.apps import app_sign, apps_of, makers_part, part_of_phone, subject_of
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import AccessKind, InstalledApp, SpecialAccess
from devicecheck.model.topics import Topic

ID = "held-control"

FACT_OF: Mapping[AccessKind, Fact] = MappingProxyType(
    {
        AccessKind.ACCESSIBILITY: Fact.ACCESSIBILITY,
        AccessKind.DEVICE_ADMIN: Fact.DEVICE_ADMIN,
        AccessKind.DEVICE_OWNER: Fact.DEVICE_OWNER,
        AccessKind.PROFILE_OWNER: Fact.PROFILE_OWNER,
        AccessKind.NOTIFICATION_LISTENER: Fact.NOTIFICATION_LISTENER,
        AccessKind.KEYBOARD: Fact.KEYBOARD,
        AccessKind.ASSISTANT: Fact.ASSISTANT,
        AccessKind.MESSAGES_APP: Fact.MESSAGES_APP,
        AccessKind.CALLS_APP: Fact.CALLS_APP,
        AccessKind.ALWAYS_ON_VPN: Fact.ALWAYS_ON_VPN,
        AccessKind.HOME_SCREEN: Fact.HOME_SCREEN,
        AccessKind.CALL_SCREENING: Fact.CALL_SCREENING,
    }
)


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each kind of control that an added or a listed app holds."""
    apps = apps_of(facts)
    for access in (each for each in facts.of(SpecialAccess) if each.access in FACT_OF):
        app = apps.holding(access, access.key)
        if _ordinary(app, access, index):
            continue
        if app is None:
            yield _without_app(access)
        else:
            yield app_sign(ID, FACT_OF[access.access], app, access, terms=_named(access, app))


def _ordinary(app: InstalledApp | None, access: SpecialAccess, index: SignatureIndex) -> bool:
    """Parts of the phone, unless an entry names them. Without the list of apps only the phone's own ids are known.

    Who manages the phone or the owner's whole space is never ordinary: family control is a part of the phone as well.
    """
    if access.access is AccessKind.DEVICE_OWNER or (access.access is AccessKind.PROFILE_OWNER and access.user == 0):
        return False
    if app is None:
        return index.part_of_phones(access.key)
    return makers_part(app) or (part_of_phone(app) and not index.package(app.key))


def _without_app(access: SpecialAccess) -> Sign:
    return Sign(
        subject=subject_of(access, access.key),
        fact=FACT_OF[access.access],
        check=ID,
        evidence=(access.id,),
        terms={"key": access.key} | _named(access, None),
    )


def _named(access: SpecialAccess, app: InstalledApp | None) -> dict[str, str]:
    """What the phone calls the holder, unless the app has a name of its own."""
    return {"label": access.label} if access.label and not (app and app.label) else {}


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.ACCESSIBILITY_SETTING}),
    helped_by=frozenset(
        {
            Topic.ACCESSIBILITY_STATE,
            Topic.DEVICE_POLICY,
            Topic.NOTIFICATION_LISTENERS,
            Topic.DEFAULT_APPS,
            Topic.ROLE_HOLDERS,
            Topic.APPS,
            Topic.APP_DETAILS,
            Topic.USERS,
        }
    ),
    limits=("now-only", "system-parts-not-shown", "locked-spaces"),
    run=run,
)
