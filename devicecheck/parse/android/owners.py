# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""To which installed app a file on the phone belongs."""

from collections.abc import Iterable

from devicecheck.model.observations import InstalledApp, Observation


def owners_of_files(observations: Iterable[Observation]) -> dict[str, InstalledApp]:
    """By path, the first app that was told with it: the owner of the phone comes before other users."""
    owners: dict[str, InstalledApp] = {}
    for app in observations:
        if isinstance(app, InstalledApp) and app.path:
            owners.setdefault(app.path, app)
    return owners
