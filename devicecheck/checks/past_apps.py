# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apps of the list that had traffic on the phone and are not among its apps: somebody took them off, or hid them."""

from collections.abc import Iterator

from devicecheck.checks.apps import apps_of, reference, subject_of
from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.setting_observations import DataUse
from devicecheck.model.topics import Topic

ID = "past-apps"
BUNDLE = "bundle"


def run(facts: Facts, index: SignatureIndex) -> Iterator[Sign]:
    """Signs for each such app; none where the list of apps was not read, because nothing is known to be gone then."""
    there = {(app.device, app.key.casefold()) for app in apps_of(facts).all}
    read = {device for device, _ in there}
    for used in facts.of(DataUse):
        if used.device not in read or (used.device, used.key.casefold()) in there:
            continue
        for match in index.app(BUNDLE, used.key):
            for fact in (match.fact, Fact.APP_GONE):
                yield Sign(
                    subject=subject_of(used, used.key),
                    fact=fact,
                    check=ID,
                    evidence=(used.id,),
                    signature=reference(match.signature),
                    terms={"key": used.key} | ({"last_used": used.last} if used.last else {}),
                )


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.DATA_USE, Topic.APPS}),
    helped_by=frozenset(),
    limits=("list-based", "as-of-the-copy"),
    run=run,
    looks_at=the_phone,
)
