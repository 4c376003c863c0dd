# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rights beyond permissions: apps that do a thing for the whole phone, rights turned on by hand, recent uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from devicecheck.model.observations import (
    AccessKind,
    GapReason,
    InstalledApp,
    Observation,
    RecentUse,
    SpecialAccess,
    UseKind,
)
from devicecheck.model.readings import Reading
from devicecheck.parse.android import app_ops as ops
from devicecheck.parse.android import battery_exempt as exempt
from devicecheck.parse.android import device_facts
from devicecheck.parse.android import role_holders as roles
from devicecheck.parse.android.answer import LONGEST_KEY, gap, understood
from devicecheck.parse.android.app_ops import Operations, PackageOps
from devicecheck.parse.android.components import component
from devicecheck.parse.parsed import Parsed

DEFAULTS: Mapping[str, AccessKind] = MappingProxyType(
    {
        "default_input_method": AccessKind.KEYBOARD,
        "assistant": AccessKind.ASSISTANT,
        "voice_interaction_service": AccessKind.ASSISTANT,
        "sms_default_application": AccessKind.MESSAGES_APP,
        "dialer_default_application": AccessKind.CALLS_APP,
        "always_on_vpn_app": AccessKind.ALWAYS_ON_VPN,
    }
)
RIGHTS: Mapping[str, AccessKind] = MappingProxyType(
    {
        "SYSTEM_ALERT_WINDOW": AccessKind.OVERLAY,
        "GET_USAGE_STATS": AccessKind.USAGE_ACCESS,
        "ACTIVATE_VPN": AccessKind.VPN_ALLOWED,
        "ACTIVATE_PLATFORM_VPN": AccessKind.VPN_ALLOWED,
        "REQUEST_INSTALL_PACKAGES": AccessKind.INSTALLS_APPS,
        "MANAGE_EXTERNAL_STORAGE": AccessKind.ALL_FILES,
        "PROJECT_MEDIA": AccessKind.SCREEN_CAPTURE,
        "ACCESS_RESTRICTED_SETTINGS": AccessKind.RESTRICTIONS_LIFTED,
    }
)
USES: Mapping[str, UseKind] = MappingProxyType(
    {
        "RECORD_AUDIO": UseKind.MICROPHONE,
        "PHONE_CALL_MICROPHONE": UseKind.MICROPHONE,
        "CAMERA": UseKind.CAMERA,
        "PHONE_CALL_CAMERA": UseKind.CAMERA,
        "COARSE_LOCATION": UseKind.LOCATION,
        "FINE_LOCATION": UseKind.LOCATION,
        "MONITOR_LOCATION": UseKind.LOCATION,
        "MONITOR_HIGH_POWER_LOCATION": UseKind.LOCATION,
        "PROJECT_MEDIA": UseKind.SCREEN,
    }
)
ROLES: Mapping[str, AccessKind] = MappingProxyType(
    {
        "android.app.role.HOME": AccessKind.HOME_SCREEN,
        "android.app.role.CALL_SCREENING": AccessKind.CALL_SCREENING,
        "android.app.role.SMS": AccessKind.MESSAGES_APP,
        "android.app.role.DIALER": AccessKind.CALLS_APP,
        "android.app.role.ASSISTANT": AccessKind.ASSISTANT,
    }
)
NOTHING = frozenset({"", "null", "none"})
OF_AN_APP = re.compile(r"[^./]+\.")
"""How the id of every app begins that can be added to a phone: a word alone is none."""


def default_apps(reading: Reading) -> Parsed:
    """The one app for each thing. A value that is no app's id is named as not understood."""
    told, gaps = understood(reading, device_facts.parse)
    if told is None:
        return Parsed(gaps=gaps)
    if device_facts.unanswered(told):
        return Parsed(gaps=gaps or (gap(reading, GapReason.EMPTY),))
    found: dict[str, SpecialAccess] = {}
    unknown = 0
    for name, kind in DEFAULTS.items():
        value = told.get(name, "").strip()
        if value in NOTHING:
            continue
        part = component(value if "/" in value else f"{value}/.")
        if part is None or not OF_AN_APP.match(value):
            unknown += 1
            continue
        observed = _access(reading, reading.user or 0, kind, part.key, str(part) if "/" in value else part.key)
        found.setdefault(observed.id, observed)
    if unknown and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(unknown)),)
    return Parsed(tuple(found.values()), gaps)


def role_holders(reading: Reading) -> Parsed:
    """Who holds the roles that let an app see calls, texts or every screen."""
    found, gaps = understood(reading, roles.parse)
    if found is None:
        return Parsed(gaps=gaps)
    if found.unknown and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(found.unknown)),)
    held = (
        _access(reading, each.user, ROLES[each.role], each.key, each.key) for each in found.held if each.role in ROLES
    )
    return Parsed(tuple({observed.id: observed for observed in held}.values()), gaps)


def app_ops(reading: Reading, apps: Iterable[Observation]) -> Parsed:
    """Rights that are on, and the latest use of each private thing. `apps` tell whose number one is."""
    told, gaps = understood(reading, ops.parse)
    if told is None:
        return Parsed(gaps=gaps)
    if told.unknown and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(told.unknown)),)
    seen: dict[str, Observation] = {}
    for package in (*told.packages, *_by_number(told, apps)):
        each: tuple[Observation, ...] = (*_rights(reading, package), *_uses(reading, package))
        for observed in each:
            seen.setdefault(observed.id, observed)
    return Parsed(tuple(seen.values()), gaps)


def _by_number(told: Operations, apps: Iterable[Observation]) -> Iterator[PackageOps]:
    """What is set for the numbers of apps that the phone does not name there."""
    named = {(package.user, package.key) for package in told.packages}
    for app in apps:
        if isinstance(app, InstalledApp) and app.uid is not None and (app.user, app.key) not in named:
            yield PackageOps(app.user, app.key, dict(told.of_numbers.get(app.uid, {})))


def _rights(reading: Reading, package: PackageOps) -> Iterator[SpecialAccess]:
    for operation, kind in RIGHTS.items():
        if package.on.get(operation):
            yield _access(reading, package.user, kind, package.key, operation)


def _uses(reading: Reading, package: PackageOps) -> Iterator[RecentUse]:
    latest: dict[UseKind, int] = {}
    for operation, hours in package.used.items():
        if kind := USES.get(operation):
            latest[kind] = min(hours, latest.get(kind, hours))
    for kind, hours in latest.items():
        yield RecentUse(
            id=f"use:{package.user}:{kind.value}:{package.key}",
            device=reading.device,
            readings=(reading.id,),
            user=package.user,
            key=package.key,
            use=kind,
            hours_ago=hours,
        )


def battery_exempt(reading: Reading) -> Parsed:
    """Apps that are never put to sleep."""
    found, gaps = understood(reading, exempt.parse)
    if found is None:
        return Parsed(gaps=gaps)
    if found.unknown and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(found.unknown)),)
    kind = AccessKind.BATTERY_EXEMPT
    return Parsed(tuple(_access(reading, user, kind, key, "deviceidle") for user, key in found.apps), gaps)


def _access(reading: Reading, user: int, kind: AccessKind, key: str, named: str) -> SpecialAccess:
    return SpecialAccess(
        id=f"access:{user}:{kind.value}:{named if named.startswith(key) else f'{key}/{named}'}",
        device=reading.device,
        readings=(reading.id,),
        user=user,
        key=key[:LONGEST_KEY],
        access=kind,
        component=named,
    )
