# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Added apps that show no icon. Many ordinary ones have none, so this only supports other signs."""

from collections.abc import Iterator

from devicecheck.checks.apps import app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.sensitive_permissions import KIND_OF, many
from devicecheck.checks.stores import NOT_SAID, OUTSIDE, name_only, source_of
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import LauncherApps
from devicecheck.model.topics import Topic

ID = "hidden-icons"
PRIVATE = frozenset(
    {
        *KIND_OF, "android.permission.ACCESS_FINE_LOCATION", "android.permission.READ_MEDIA_IMAGES",
        "android.permission.READ_EXTERNAL_STORAGE",
    }
)  # fmt: skip
"""What is private in an app that nobody sees. Before Android 10 an app with the place had it in the background as well.
"""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added, enabled app of a user whose list of icons was read and does not name it.

    One more for such an app that no store is named for and that may use anything private, and for one of which a store
    is named that leaves no mark in its files: before Android 14 whoever has a cable writes that name.
    """
    icons = {(listed.device, listed.user): (listed, frozenset(listed.keys)) for listed in facts.of(LauncherApps)}
    for app in apps_of(facts).added():
        listed, shown = icons.get((app.device, app.user), (None, frozenset()))
        if listed is not None and shown and app.enabled and app.key not in shown:
            yield app_sign(ID, Fact.OFF_PAGES if listed.others_elsewhere else Fact.NO_ICON, app, listed)
            if source_of(app) in OUTSIDE | NOT_SAID and not many(app) and not PRIVATE.isdisjoint(app.granted):
                yield app_sign(ID, Fact.PRIVATE_PERMISSION, app)
            if name_only(app):
                yield app_sign(ID, Fact.STORE_NAME_ONLY, app)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS, Topic.LAUNCHER_APPS}),
    helped_by=frozenset({Topic.APP_DETAILS, Topic.USERS}),
    limits=("ordinary-apps-without-icon", "locked-spaces"),
    run=run,
)
