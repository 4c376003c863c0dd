# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates that somebody told the phone to trust. Who that was, and for what, no file of the phone tells."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import TrustedRoot
from devicecheck.model.topics import Topic

ID = "trusted-roots"


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each certificate."""
    for root in facts.of(TrustedRoot):
        name = root.name or root.organisation
        yield setting_sign(ID, Fact.TRUSTED_ROOT, root, SubjectKind.SETTING, root.key, name)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.TRUSTED_ROOTS}),
    helped_by=frozenset({Topic.PROFILES}),
    limits=("as-of-the-copy",),
    run=run,
    looks_at=the_phone,
)
