# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an app's file on this computer says: its own facts, the rules that fit its inside, its maker's stamps."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from devicecheck.model.observations import (
    AccessKind,
    AppFile,
    Gap,
    GapReason,
    InstalledApp,
    Observation,
    RuleMatch,
)
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android.observe_files import certificates
from devicecheck.parse.joining import newest, of_topic, together
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

POWERS = (
    ("service", "android.permission.BIND_ACCESSIBILITY_SERVICE", AccessKind.ACCESSIBILITY),
    ("receiver", "android.permission.BIND_DEVICE_ADMIN", AccessKind.DEVICE_ADMIN),
    ("service", "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE", AccessKind.NOTIFICATION_LISTENER),
)
MAIN = "android.intent.action.MAIN"
LAUNCHERS = frozenset({"android.intent.category.LAUNCHER", "android.intent.category.LEANBACK_LAUNCHER"})


class _Component(BaseModel):
    kind: str
    name: str
    permission: str
    enabled: bool
    actions: tuple[str, ...]
    categories: tuple[str, ...]

    @property
    def icon(self) -> bool:
        """Whether it is what a tap on the app's icon opens."""
        return self.kind in {"activity", "activity-alias"} and self.enabled and self._launched

    @property
    def _launched(self) -> bool:
        return MAIN in self.actions and not LAUNCHERS.isdisjoint(self.categories)


class _Manifest(BaseModel):
    package: str
    label: str | None = None
    version: str | None = None
    target_sdk: int | None = None
    permissions: tuple[str, ...]
    components: tuple[_Component, ...]


class _Facts(BaseModel):
    size: int
    sha256: str
    manifest: _Manifest | None
    tricks: tuple[str, ...]


class _Match(BaseModel):
    entry: str
    rule: str
    part: str


class _Part(BaseModel):
    part: str
    why: str


class _Dropped(BaseModel):
    entry: str
    why: str


class _Matches(BaseModel):
    rules: int
    dropped: tuple[_Dropped, ...]
    unread: tuple[_Part, ...]
    matches: tuple[_Match, ...]


def observe(readings: Sequence[Reading], device: str) -> Parsed:
    """The observations in some readings of one app's file. Errors: none; what is not understood is a gap."""
    current = newest(readings)
    facts = together(_facts(reading) for reading in of_topic(current, Topic.APK_FACTS))
    file = next((item for item in facts.observations if isinstance(item, AppFile)), None)
    matches = together(_matches(reading, file) for reading in of_topic(current, Topic.APK_RULES))
    stamps = certificates(current, device, _owners(file, current))
    return together((facts, matches, stamps))


def _facts(reading: Reading) -> Parsed:
    found = _decoded(reading, _Facts)
    if isinstance(found, Gap):
        return Parsed(gaps=(found,))
    manifest = found.manifest
    return Parsed(
        (
            AppFile(
                id=f"file:{found.sha256}",
                device=reading.device,
                readings=(reading.id,),
                key=(manifest.package if manifest else "") or found.sha256,
                sha256=found.sha256,
                size=found.size,
                label=manifest.label if manifest else None,
                version=manifest.version if manifest else None,
                target_sdk=manifest.target_sdk if manifest else None,
                permissions=manifest.permissions if manifest else (),
                components=tuple(dict.fromkeys(each.name for each in manifest.components)) if manifest else (),
                powers=tuple(_powers(manifest)) if manifest else (),
                icon=any(each.icon for each in manifest.components) if manifest else None,
                tricks=found.tricks,
            ),
        )
    )


def _powers(manifest: _Manifest) -> Iterator[AccessKind]:
    for kind, permission, power in POWERS:
        if any(each.kind == kind and each.permission == permission for each in manifest.components):
            yield power


def _matches(reading: Reading, file: AppFile | None) -> Parsed:
    found = _decoded(reading, _Matches)
    if isinstance(found, Gap):
        return Parsed(gaps=(found,))
    observations = tuple(
        RuleMatch(
            id=f"rule:{match.entry}:{match.rule}:{match.part}",
            device=reading.device,
            readings=(reading.id,),
            key=file.key if file else "",
            entry=match.entry,
            rule=match.rule,
            part=match.part,
        )
        for match in found.matches
    )
    unread = (_gap(reading, GapReason.TRUNCATED, part=each.part, why=each.why) for each in found.unread)
    dropped = (_gap(reading, GapReason.FAILED, entry=each.entry, why=each.why) for each in found.dropped)
    silent = () if found.rules else (_gap(reading, GapReason.EMPTY),)
    return Parsed(observations if file else (), (*unread, *dropped, *silent))


def _owners(file: AppFile | None, readings: Sequence[Reading]) -> tuple[Observation, ...]:
    """The file as the app that its stamps belong to; it is not installed, so it is no observation of its own."""
    tails = of_topic(readings, Topic.APP_FILE_TAIL)
    if file is None or not tails:
        return ()
    path = str(tails[0].params.get("path", ""))
    return (InstalledApp(id=file.id, device=file.device, readings=file.readings, key=file.key, path=path),)


Model = TypeVar("Model", bound=BaseModel)


def _decoded(reading: Reading, kind: type[Model]) -> Model | Gap:
    if reading.status is not Status.COMPLETE:
        return _gap(reading, GapReason(reading.status.value), **({"why": reading.note} if reading.note else {}))
    try:
        return kind.model_validate_json(reading.body)
    except ValidationError:
        return _gap(reading, GapReason.NOT_UNDERSTOOD)


def _gap(reading: Reading, reason: GapReason, **terms: str) -> Gap:
    return Gap(topic=reading.topic, reason=reason, device=reading.device, terms=terms)
