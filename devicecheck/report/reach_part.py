# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which apps can see what: what the phone lets each app do, and what apps like it are made to do. Pure."""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from devicecheck.model.findings import Fact, Finding, SubjectKind
from devicecheck.model.observations import InstalledApp
from devicecheck.model.signatures import Capability
from devicecheck.report.blocks import Block, Mark, Para, Reach, Style
from devicecheck.report.source import Source

APPS = frozenset({SubjectKind.APP, SubjectKind.FILE})
MOST_APPS = 8
"""Rows of the picture; page one and the cards hold the others."""

COLUMNS: Mapping[str, tuple[frozenset[Capability], frozenset[Fact], frozenset[str]]] = MappingProxyType(
    {
        "place": (
            frozenset({Capability.LOCATION}),
            frozenset(),
            frozenset(
                {"ACCESS_FINE_LOCATION", "ACCESS_COARSE_LOCATION", "ACCESS_BACKGROUND_LOCATION", "location-always"}
            ),
        ),
        "messages": (
            frozenset({Capability.MESSAGES, Capability.SOCIAL_CHATS, Capability.NOTIFICATIONS}),
            frozenset({Fact.NOTIFICATION_LISTENER}),
            frozenset({"READ_SMS", "RECEIVE_SMS"}),
        ),
        "sound": (
            frozenset({Capability.MICROPHONE, Capability.CALL_RECORDING, Capability.CALL_LIST}),
            frozenset(),
            frozenset({"RECORD_AUDIO", "READ_CALL_LOG", "kTCCServiceMicrophone"}),
        ),
        "camera": (
            frozenset({Capability.CAMERA, Capability.PHOTOS}),
            frozenset(),
            frozenset({"CAMERA", "READ_MEDIA_IMAGES", "kTCCServiceCamera", "kTCCServicePhotos"}),
        ),
        "screen": (
            frozenset({Capability.SCREEN, Capability.TYPING, Capability.REMOTE_CONTROL}),
            frozenset({Fact.ACCESSIBILITY}),
            frozenset(),
        ),
    }
)
"""For each column: what lists say of such apps, facts about this app, and permissions that this phone granted."""


def reach(source: Source) -> Iterator[Block]:
    """The picture, with its words below; nothing at all when there is no app to show."""
    words = source.wording
    every = zip(source.document.findings, source.view.findings, strict=True)
    shown = [*islice((pair for pair in every if pair[0].subject.kind in APPS), MOST_APPS)]
    if not shown:
        return
    apps = [each for each in source.document.observations if isinstance(each, InstalledApp)]
    granted, read = permissions(apps), {(app.device, app.key) for app in apps if told(app)}
    unread = {finding.id for finding, _ in shown if not _read(finding, read)}
    yield Para(words.text("casework.reach.intro"))
    yield Reach(
        head=(words.text("casework.columns.app"), *(words.text(f"casework.reach.columns.{name}") for name in COLUMNS)),
        rows=tuple(
            (
                view.app,
                marks(finding, granted.get(finding.subject.key, frozenset()), read=finding.id not in unread),
            )
            for finding, view in shown
        ),
        words=tuple((mark, words.text(f"casework.reach.{mark}")) for mark in Mark),
    )
    yield Para(words.text("casework.reach.legend-unread" if unread else "casework.reach.legend"), Style.QUIET)


def told(app: InstalledApp) -> bool:
    """Whether the phone told more of an Android app than that it is there."""
    return app.id_kind != "package" or bool(app.granted or app.version or app.first_installed or app.last_updated)


def _read(finding: Finding, read: Container[tuple[str, str]]) -> bool:
    """Whether what this app may do was told by its phone; a file says it of itself."""
    return finding.subject.kind is not SubjectKind.APP or (finding.subject.device, finding.subject.key) in read


def marks(finding: Finding, granted: frozenset[str], *, read: bool = True) -> tuple[Mark, ...]:
    """One mark for each column: what the phone showed weighs more than what a list says.

    `read` is whether the phone told what the app may do: without that nobody looked for a sign.
    """
    abilities = {ability for signature in finding.signatures for ability in signature.can_do}
    return tuple(
        Mark.YES
        if facts & set(finding.facts) or permitted & granted
        else Mark.MAYBE
        if can_do & abilities
        else Mark.NONE
        if read
        else Mark.UNREAD
        for can_do, facts, permitted in COLUMNS.values()
    )


def permissions(apps: Iterable[InstalledApp]) -> dict[str, frozenset[str]]:
    """The last words of the permissions that each app holds."""
    held: dict[str, frozenset[str]] = {}
    for app in apps:
        held[app.key] = held.get(app.key, frozenset()) | {name.rpartition(".")[2] for name in app.granted}
    return held
