# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Added apps that show no icon. Many ordinary ones have none, so this only supports other signs."""

from collections.abc import Iterator

from devicecheck.checks.apps import app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import LauncherApps
from devicecheck.model.topics import Topic

ID = "hidden-icons"


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added, enabled app of a user whose list of icons was read and does not name it."""
    icons = {(listed.device, listed.user): (listed, frozenset(listed.keys)) for listed in facts.of(LauncherApps)}
    for app in apps_of(facts).added():
        listed, shown = icons.get((app.device, app.user), (None, frozenset()))
        if listed is not None and shown and app.enabled and app.key not in shown:
            yield app_sign(ID, Fact.OFF_PAGES if listed.others_elsewhere else Fact.NO_ICON, app, listed)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS, Topic.LAUNCHER_APPS}),
    helped_by=frozenset({Topic.APP_DETAILS, Topic.USERS}),
    limits=("ordinary-apps-without-icon", "locked-spaces"),
    run=run,
)
