# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed apps of every user, from both ways to ask for them, and what either way left out."""

from collections.abc import Iterable, Mapping, Sequence

from devicecheck.model.observations import Gap, GapReason, PhoneUser, UserKind
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import app_list, package_dump
from devicecheck.parse.android.answer import gap, understood
from devicecheck.parse.android.app_list import MOST_APPS
from devicecheck.parse.android.merge import Dumped, Listed, installed_apps
from devicecheck.parse.android.package_entry import PackageEntry
from devicecheck.parse.joining import of_topic
from devicecheck.parse.parsed import Parsed

Gaps = tuple[Gap, ...]


def apps(readings: Sequence[Reading], device: str, users: Sequence[PhoneUser]) -> Parsed:
    """One observation per user and app. A user whose apps are not known is named in a gap by its kind."""
    lists: dict[int, Listed] = {}
    gaps: list[Gap] = []
    asked = of_topic(readings, Topic.APPS)
    for reading in asked:
        listed, missing = _list(reading)
        gaps += missing
        if listed:
            lists.setdefault(reading.user or 0, listed)
    dumps = of_topic(readings, Topic.APP_DETAILS)
    dump, missing = _dump(dumps[-1]) if dumps else (None, ())
    gaps += missing
    gaps += _never_asked(asked, dumps, device, users)
    gaps += _not_in_dump(lists, dump, missing, device)
    found = installed_apps(device, lists, dump)
    if len(found) >= MOST_APPS:
        gaps.append(Gap(topic=Topic.APPS, reason=GapReason.TRUNCATED, device=device))
    return Parsed(found, tuple(_with_kinds(gaps, {user.user: user.kind for user in users})))


def _list(reading: Reading) -> tuple[Listed | None, Gaps]:
    listed, gaps = understood(reading, app_list.parse)
    if listed is None:
        return None, gaps
    if listed.left_out and not gaps:
        gaps = (gap(reading, GapReason.TRUNCATED),)
    elif listed.unknown and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD),)
    return Listed(reading.id, listed.apps), gaps


def _dump(reading: Reading) -> tuple[Dumped | None, Gaps]:
    dump, gaps = understood(reading, package_dump.parse)
    if dump is None:
        return None, gaps
    shared: dict[int, list[PackageEntry]] = {}
    for entry in dump.shared:
        if number := entry.number("appId", "userId"):
            shared.setdefault(number, []).append(entry)
    untold = sum(entry.shares and entry.number("appId", "userId") not in shared for entry in dump.entries)
    if dump.left_out and not gaps:
        gaps = (gap(reading, GapReason.TRUNCATED),)
    elif (dump.doubtful or untold) and not gaps:
        gaps = (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(dump.doubtful + untold)),)
    return Dumped(reading.id, {entry.key: entry for entry in dump.entries}, shared), gaps


def _never_asked(
    lists: Sequence[Reading], dumps: Sequence[Reading], device: str, users: Sequence[PhoneUser]
) -> Iterable[Gap]:
    """What one way was asked about and the other was not: neither alone tells everything."""
    if lists and not dumps:
        yield Gap(topic=Topic.APP_DETAILS, reason=GapReason.NOT_ASKED, device=device)
    if dumps and not lists:
        yield Gap(topic=Topic.APPS, reason=GapReason.NOT_ASKED, device=device)
    asked = {reading.user or 0 for reading in lists}
    for user in users if lists else ():
        if user.user not in asked:
            yield Gap(topic=Topic.APPS, reason=GapReason.NOT_ASKED, device=device, user=user.user)


def _not_in_dump(lists: Mapping[int, Listed], dump: Dumped | None, missing: Gaps, device: str) -> Iterable[Gap]:
    """Apps that a list names and a whole dump does not: something in the dump hides them from us."""
    if dump is None or missing:
        return
    absent = {app.key for listed in lists.values() for app in listed.apps} - dump.entries.keys()
    if absent:
        terms = {"count": str(len(absent))}
        yield Gap(topic=Topic.APP_DETAILS, reason=GapReason.NOT_UNDERSTOOD, device=device, terms=terms)


def _with_kinds(gaps: Iterable[Gap], kinds: Mapping[int, UserKind]) -> Iterable[Gap]:
    for each in gaps:
        if each.user is not None and each.user in kinds:
            yield each.model_copy(update={"terms": {**each.terms, "name": kinds[each.user].value}})
        else:
            yield each
