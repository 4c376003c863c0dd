# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Computers that copied the phone, may reach it without a cable, or may put apps on it. None is named."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import PhoneLinks
from devicecheck.model.topics import Topic

ID = "computer-links"


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each way in which a computer has to do with this phone."""
    for links in facts.of(PhoneLinks):
        told = {"copied": links.copied_on} if links.copied_on else {}
        stated = (
            (Fact.COPIED_TO_COMPUTER, bool(links.copied_on)),
            (Fact.REACHED_BY_WIFI, links.reached_by_wifi is True),
            (Fact.DEVELOPER_MODE, links.developer_mode is True),
        )
        for fact in (fact for fact, holds in stated if holds):
            yield setting_sign(ID, fact, links, SubjectKind.PHONE, "computers", "", terms=told)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.PHONE_SETTINGS}),
    helped_by=frozenset(),
    limits=("computers-not-named",),
    run=run,
    looks_at=the_phone,
)
