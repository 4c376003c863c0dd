# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an organisation manages the phone. Work and school phones are like this; so is one that somebody set up."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import Supervision
from devicecheck.model.topics import Topic

ID = "phone-management"


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for a phone that says that it is managed."""
    for told in facts.of(Supervision):
        if told.supervised:
            yield setting_sign(ID, Fact.SUPERVISED, told, SubjectKind.PHONE, "supervision", told.organisation)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.SUPERVISION}),
    helped_by=frozenset({Topic.PROFILES}),
    limits=("supervision-can-be-hidden",),
    run=run,
    looks_at=the_phone,
)
