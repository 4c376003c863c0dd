# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps that were got with another store account than most of the phone's apps. Whose account it is, nobody can see."""

from collections import Counter
from collections.abc import Iterator

from devicecheck.checks.apps import app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import AppOrigin, Gap, GapReason, InstalledApp
from devicecheck.model.topics import Topic

ID = "app-accounts"
OF_STORE = frozenset({AppOrigin.STORE, AppOrigin.VOLUME_PURCHASE})


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign | Gap]:
    """One sign for each added app of another account; a gap where that cannot be told.

    It cannot where the phone tells no account, or of few apps alone, or where two accounts have as many apps each.
    """
    added = list(apps_of(facts).added())
    owned = [app for app in added if app.account is not None]
    yield from _untold(added, owned)
    counted = Counter(app.account for app in owned).most_common(2)
    if len(counted) < 2:
        return
    if counted[0][1] == counted[1][1]:
        yield _gap(owned[0], GapReason.NOT_UNDERSTOOD)
        return
    for app in owned:
        if app.account != counted[0][0]:
            yield app_sign(ID, Fact.OTHER_ACCOUNT, app, terms={"account": app.account_mask})


def _untold(added: list[InstalledApp], owned: list[InstalledApp]) -> Iterator[Gap]:
    """A gap where most apps of the store come without an account: who looked at the others saw little."""
    silent = [app for app in added if app.origin in OF_STORE and app.account is None]
    if len(silent) > len(owned):
        yield _gap(silent[0], GapReason.TRUNCATED if owned else GapReason.EMPTY)


def _gap(app: InstalledApp, reason: GapReason) -> Gap:
    return Gap(topic=Topic.APP_ACCOUNTS, reason=reason, device=app.device)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS, Topic.APP_ACCOUNTS}),
    helped_by=frozenset({Topic.LAUNCHER_APPS}),
    limits=("account-owner-not-known",),
    run=run,
)
