# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which apps of a user show an icon."""

from collections.abc import Iterable, Sequence

from devicecheck.model.observations import GapReason, InstalledApp, LauncherApps, Observation, PhoneUser
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import launcher_apps
from devicecheck.parse.android.answer import gap, understood
from devicecheck.parse.joining import of_topic, together
from devicecheck.parse.parsed import Parsed

OWNER = 0
FEW = 4
"""Added apps from which on it tells something that most of them show no icon."""


def icons(readings: Sequence[Reading], people: Iterable[Observation], apps: Iterable[Observation]) -> Parsed:
    """The whole list of icons of each user, or a gap: from a part of it no app could be said to have none."""
    asleep = {each.user for each in people if isinstance(each, PhoneUser) and not each.running}
    added: dict[int, set[str]] = {}
    for app in apps:
        if isinstance(app, InstalledApp) and app.system is False and app.enabled:
            added.setdefault(app.user, set()).add(app.key)
    return together(_icons(reading, asleep, added) for reading in of_topic(readings, Topic.LAUNCHER_APPS))


def _icons(reading: Reading, asleep: set[int], added: dict[int, set[str]]) -> Parsed:
    keys, gaps = understood(reading, launcher_apps.parse)
    user = reading.user or OWNER
    if keys is None:
        return Parsed(gaps=gaps)
    if user != OWNER and (user in asleep or _locked(added.get(user, set()), set(keys))):
        return Parsed(gaps=gaps or (gap(reading, GapReason.TRUNCATED),))
    listed = LauncherApps(id=f"icons:{user}", device=reading.device, readings=(reading.id,), user=user, keys=keys)
    return Parsed((listed,), gaps)


def _locked(added: set[str], shown: set[str]) -> bool:
    """Whether a space looks locked: then the phone names only the few apps that may start before it is opened."""
    return len(added) >= FEW and 2 * len(added & shown) < len(added)
