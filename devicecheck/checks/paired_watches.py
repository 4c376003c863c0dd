# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches that are paired with the phone: most are the client's own, and one that is not shows a lot."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import PairedWatch
from devicecheck.model.topics import Topic

ID = "paired-watches"


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each watch."""
    for watch in facts.of(PairedWatch):
        yield setting_sign(ID, Fact.PAIRED_WATCH, watch, SubjectKind.SETTING, watch.id, watch.name or watch.model)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.WATCHES}),
    helped_by=frozenset(),
    limits=("only-apple-watches",),
    run=run,
    looks_at=the_phone,
)
