# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Added apps that used place, sound, camera or screen in the last days. Calls and maps do so too: it only supports."""

from collections import defaultdict
from collections.abc import Iterator

from devicecheck.checks.apps import app_sign, apps_of, part_of_phone
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import RecentUse
from devicecheck.model.topics import Topic

ID = "recent-use"
RECENT = 7 * 24
"""Hours."""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added app, with all its recent uses."""
    apps = apps_of(facts)
    used: defaultdict[tuple[int, str], list[RecentUse]] = defaultdict(list)
    for each in facts.of(RecentUse):
        if each.hours_ago <= RECENT:
            used[each.user, each.key].append(each)
    for uses in used.values():
        app = apps.holding(uses[0], uses[0].key)
        if app is not None and not part_of_phone(app):
            yield app_sign(ID, Fact.USED_RECENTLY, app, *uses)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APP_OPS, Topic.APPS}),
    helped_by=frozenset({Topic.APP_DETAILS, Topic.USERS}),
    limits=("last-days-only", "locked-spaces"),
    run=run,
)
