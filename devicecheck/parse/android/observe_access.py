# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which apps hold extra control: accessibility, reading notifications, admins and owners."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from devicecheck.model.observations import AccessKind, Gap, GapReason, SpecialAccess
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import accessibility, components, device_policy
from devicecheck.parse.android.answer import gap, understood
from devicecheck.parse.android.components import Component
from devicecheck.parse.joining import of_topic
from devicecheck.parse.parsed import Parsed

SETTINGS = (
    (Topic.ACCESSIBILITY_SETTING, AccessKind.ACCESSIBILITY),
    (Topic.NOTIFICATION_LISTENERS, AccessKind.NOTIFICATION_LISTENER),
)


@dataclass(frozen=True, slots=True)
class _Held:
    """One control that one reading names."""

    reading: Reading
    user: int
    access: AccessKind
    component: Component
    label: str | None = None


def access(readings: Sequence[Reading]) -> Parsed:
    """One observation per user, kind of control and app part, whichever answers name it."""
    held: list[_Held] = []
    gaps: list[Gap] = []
    for topic, kind in SETTINGS:
        for reading in of_topic(readings, topic):
            held += _from_setting(reading, kind, gaps)
    for reading in of_topic(readings, Topic.ACCESSIBILITY_STATE):
        held += _from_state(reading, held, gaps)
    for reading in of_topic(readings, Topic.DEVICE_POLICY):
        held += _from_policy(reading, gaps)
    return Parsed(tuple(_joined(held)), tuple(gaps))


def _from_setting(reading: Reading, kind: AccessKind, gaps: list[Gap]) -> list[_Held]:
    found, missing = understood(reading, components.setting)
    gaps += missing
    if found is None:
        return []
    if found.unknown and not missing:
        gaps.append(gap(reading, GapReason.NOT_UNDERSTOOD, count=str(found.unknown)))
    return [_Held(reading, reading.user or 0, kind, each) for each in found.components]


def _from_state(reading: Reading, settings: Sequence[_Held], gaps: list[Gap]) -> list[_Held]:
    found, missing = understood(reading, accessibility.parse)
    gaps += missing
    named = {each.user for each in settings if each.access is AccessKind.ACCESSIBILITY}
    held: list[_Held] = []
    for user in found or ():
        held += [_Held(reading, user.user, AccessKind.ACCESSIBILITY, each, user.label) for each in user.enabled]
        nameless = user.running and not user.enabled and user.user not in named
        if (nameless or user.unknown) and not missing:
            reason = GapReason.NOT_UNDERSTOOD
            gaps.append(gap(reading, reason).model_copy(update={"user": user.user}))
    return held


def _from_policy(reading: Reading, gaps: list[Gap]) -> list[_Held]:
    holders, missing = understood(reading, device_policy.parse)
    gaps += missing
    if holders is None:
        return []
    if holders.unknown and not missing:
        gaps.append(gap(reading, GapReason.NOT_UNDERSTOOD, count=str(holders.unknown)))
    return [_Held(reading, each.user, each.access, each.component) for each in holders.found]


def _joined(held: Iterable[_Held]) -> Iterator[SpecialAccess]:
    same: dict[tuple[int, AccessKind, Component], list[_Held]] = {}
    for each in held:
        same.setdefault((each.user, each.access, each.component), []).append(each)
    for (user, kind, component), sources in same.items():
        yield SpecialAccess(
            id=f"access:{user}:{kind.value}:{component}",
            device=sources[0].reading.device,
            readings=tuple(dict.fromkeys(source.reading.id for source in sources)),
            user=user,
            key=component.key,
            access=kind,
            component=str(component),
            label=next((source.label for source in sources if source.label), None),
        )
