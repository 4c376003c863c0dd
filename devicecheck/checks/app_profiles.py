# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles by which the phone runs a maker's apps without the store, also where such an app is no longer there."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import AppProfile
from devicecheck.model.topics import Topic

ID = "app-profiles"


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each such profile."""
    for profile in facts.of(AppProfile):
        yield setting_sign(
            ID, Fact.APP_PROFILE, profile, SubjectKind.SETTING, profile.key, profile.team or profile.name
        )


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APP_PROFILES}),
    helped_by=frozenset({Topic.APPS}),
    limits=("removed-apps",),
    run=run,
    looks_at=the_phone,
)
