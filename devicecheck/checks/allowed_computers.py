# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Computers that a phone lets in over a cable without asking. Whose they are, no phone tells."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.control_observations import AuthorisedComputer, OwnComputer
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.topics import Topic

ID = "allowed-computers"
MOST_NAMED = 10
LONGEST_NAME = 60


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each computer but this one, all about the phone."""
    own = {each.key for each in facts.of(OwnComputer)}
    computers = [each for each in facts.of(AuthorisedComputer) if each.key not in own]
    named = ", ".join(_name(each) for each in computers[:MOST_NAMED])
    for computer in computers:
        yield setting_sign(
            ID, Fact.COMPUTER_ALLOWED, computer, SubjectKind.PHONE, "computers", "", terms={"computers": named}
        )


def _name(computer: AuthorisedComputer) -> str:
    """What a computer calls itself, else the beginning of its fingerprint; and the day it was last seen."""
    name = computer.name[:LONGEST_NAME] or computer.key[:11]
    return f"{name} ({computer.last_seen})" if computer.last_seen else name


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.AUTHORISED_COMPUTERS}),
    helped_by=frozenset(),
    limits=("computers-name-themselves", "ticked-computers-only"),
    run=run,
    looks_at=the_phone,
)
