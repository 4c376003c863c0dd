# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps that were got with another store account than most of the phone's apps. Whose account it is, nobody can see."""

from collections import Counter
from collections.abc import Iterator

from devicecheck.checks.apps import app_sign, apps_of
from devicecheck.checks.base import Check, Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.topics import Topic

ID = "app-accounts"


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each added app of another account; none where no account has most of the apps."""
    owned = [app for app in apps_of(facts).added() if app.account is not None]
    counted = Counter(app.account for app in owned).most_common(2)
    if len(counted) < 2 or counted[0][1] == counted[1][1]:
        return
    for app in owned:
        if app.account != counted[0][0]:
            yield app_sign(ID, Fact.OTHER_ACCOUNT, app, terms={"account": app.account_mask})


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APPS, Topic.APP_ACCOUNTS}),
    helped_by=frozenset({Topic.LAUNCHER_APPS}),
    limits=("account-owner-not-known",),
    run=run,
)
