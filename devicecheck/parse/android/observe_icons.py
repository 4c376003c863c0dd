# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which apps of a user show an icon."""

from devicecheck.model.observations import LauncherApps
from devicecheck.model.readings import Reading
from devicecheck.parse.android import launcher_apps
from devicecheck.parse.android.answer import understood
from devicecheck.parse.parsed import Parsed


def icons(reading: Reading) -> Parsed:
    """The whole list of icons, or a gap: from a part of it no app could be said to have none."""
    keys, gaps = understood(reading, launcher_apps.parse)
    if keys is None:
        return Parsed(gaps=gaps)
    user = reading.user or 0
    listed = LauncherApps(id=f"icons:{user}", device=reading.device, readings=(reading.id,), user=user, keys=keys)
    return Parsed((listed,), gaps)
