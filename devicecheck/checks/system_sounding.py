# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Added apps with an id or a name like a part of the phone. It only supports other signs."""

from collections.abc import Iterator

from devicecheck.checks.apps import SYSTEM_NAMES, app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.stores import FROM_STORE, source_of
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import InstalledApp
from devicecheck.model.topics import Topic

ID = "system-sounding"

NAMES = frozenset(
    {
        "android system", "backup service", "device health", "google play service", "google service", "play service",
        "process service", "settings service", "sync service", "sync services", "system", "system framework",
        "system process", "system service", "system services", "system settings", "system update", "update service",
        "update services", "wifi service", "wi-fi service",
    }
)  # fmt: skip
"""Names under which apps made for watching stand in lists of settings. Whole names only."""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added app that looks like a part of the phone. Makers' own apps from a store are left out."""
    for app in apps_of(facts).added():
        if source_of(app) not in FROM_STORE and _sounds_like_a_part(app):
            yield app_sign(ID, Fact.SYSTEM_SOUNDING, app)


def _sounds_like_a_part(app: InstalledApp) -> bool:
    return app.key.startswith(SYSTEM_NAMES) or (app.label or "").strip().casefold() in NAMES


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS}),
    helped_by=frozenset({Topic.APP_DETAILS, Topic.USERS}),
    limits=("names-say-little", "locked-spaces"),
    run=run,
)
