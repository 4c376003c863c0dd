# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings profiles by name. Over a cable their contents are not known, so the words lead to the phone's own page."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import SettingsProfile
from devicecheck.model.topics import Topic

ID = "settings-profiles"


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """Signs for each profile; one more where it cannot be taken off, and for every entry that names it."""
    for profile in facts.of(SettingsProfile):
        stated = [Fact.SETTINGS_PROFILE, *([Fact.FIXED_PROFILE] if profile.removable is False else [])]
        for fact in stated:
            yield setting_sign(ID, fact, profile, SubjectKind.SETTING, profile.key, profile.name)
        for match in index.profile(profile.key):
            yield setting_sign(
                ID, match.fact, profile, SubjectKind.SETTING, profile.key, profile.name, signature=match.signature
            )


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.PROFILES}),
    helped_by=frozenset({Topic.SUPERVISION}),
    limits=("profile-names-only",),
    run=run,
)
