# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A phone whose clock does not fit this computer's: then its dates are off as well. Which one is wrong is not known."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.observations import PhoneClock
from devicecheck.model.topics import Topic

ID = "phone-clock"
MOST_SECONDS = 600
"""Clocks that are set by the network differ by seconds; ten minutes leave room for a slow answer."""
MINUTE, HOUR, DAY = 60, 3600, 86_400


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign when the clocks differ by more than ten minutes."""
    for clock in facts.of(PhoneClock):
        off = abs(clock.ahead_seconds)
        if off > MOST_SECONDS:
            fact = Fact.CLOCK_AHEAD if clock.ahead_seconds > 0 else Fact.CLOCK_BEHIND
            terms = {"days": off // DAY, "hours": off % DAY // HOUR, "minutes": off % HOUR // MINUTE}
            told = {name: str(number) for name, number in terms.items()}
            yield setting_sign(ID, fact, clock, SubjectKind.PHONE, "clock", "", terms=told)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.CLOCK}),
    helped_by=frozenset(),
    limits=("which-clock",),
    run=run,
    looks_at=the_phone,
)
