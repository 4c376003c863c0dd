# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the reader of app files told: facts of one file and the rules that fit its inside."""

from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from devicecheck.model.observations import AccessKind, AppFile, Gap, GapReason, InstalledApp, RuleMatch
from devicecheck.model.readings import Reading
from devicecheck.parse.android.answer import LONGEST_KEY
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

POWERS = (
    ("service", "android.permission.BIND_ACCESSIBILITY_SERVICE", AccessKind.ACCESSIBILITY),
    ("receiver", "android.permission.BIND_DEVICE_ADMIN", AccessKind.DEVICE_ADMIN),
    ("service", "android.permission.BIND_NOTIFICATION_LISTENER_SERVICE", AccessKind.NOTIFICATION_LISTENER),
)
MANIFEST = "AndroidManifest.xml"
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


def file_facts(reading: Reading, owner: InstalledApp | None = None) -> Parsed:
    """What the file says about itself; `owner` is the installed app whose file it is, if it is one."""
    found = _decoded(reading, _Facts)
    if isinstance(found, Gap):
        return Parsed(gaps=(found,))
    manifest = found.manifest
    return Parsed(
        (
            AppFile(
                id=f"file:{owner.user}:{owner.key}" if owner else f"file:{found.sha256}",
                device=reading.device,
                readings=(reading.id,),
                user=owner.user if owner else 0,
                key=owner.key if owner else (manifest.package if manifest else "") or found.sha256,
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
        ),
        () if manifest else (_gap(reading, GapReason.NOT_UNDERSTOOD, part=MANIFEST),),
    )


def _powers(manifest: _Manifest) -> Iterator[AccessKind]:
    for kind, permission, power in POWERS:
        if any(each.kind == kind and each.permission == permission for each in manifest.components):
            yield power


def rule_matches(reading: Reading, file: AppFile | None, of: str = "") -> Parsed:
    """The rules that fit the file. `of` sets the matches of one app apart from those of others."""
    found = _decoded(reading, _Matches)
    if isinstance(found, Gap):
        return Parsed(gaps=(found,))
    observations = tuple(
        RuleMatch(
            id=f"rule:{of}{match.entry}:{match.rule}:{match.part}",
            device=reading.device,
            readings=(reading.id,),
            user=file.user if file else 0,
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


Model = TypeVar("Model", bound=BaseModel)


def _decoded(reading: Reading, kind: type[Model]) -> Model | Gap:
    if reading.status is not Status.COMPLETE:
        return _gap(reading, GapReason(reading.status.value), **({"why": reading.note} if reading.note else {}))
    try:
        return kind.model_validate_json(reading.body)
    except ValidationError:
        return _gap(reading, GapReason.NOT_UNDERSTOOD)


def _gap(reading: Reading, reason: GapReason, **terms: str) -> Gap:
    path = {"path": str(reading.params["path"])[:LONGEST_KEY]} if "path" in reading.params else {}
    return Gap(topic=reading.topic, reason=reason, device=reading.device, terms=path | terms)
