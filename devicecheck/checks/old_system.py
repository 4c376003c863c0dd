# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Phones whose system no longer gets repairs: by the day of the last ones, or by its version where no day is told.

The number was set on 2026-11-27 from common knowledge, on the generous side; it wants a look twice a year.
"""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.observations import DeviceFacts, Gap, GapReason
from devicecheck.model.topics import Topic

ID = "old-system"
APPLE = "Apple"
"""The maker of phones that name a version and no day of repairs."""
OLDEST = 18
"""The oldest main version of iOS that may still get repairs."""
MOST_DAYS = 365
"""Repairs come each month or quarter; after a year without any, hardly any more will come."""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign | Gap]:
    """One sign for repairs long ago, or for an old main version; a gap where the phone told neither."""
    for told in facts.of(DeviceFacts):
        yield from _of_apple(told) if told.maker == APPLE else _by_repairs(told)


def _by_repairs(told: DeviceFacts) -> Iterator[Sign | Gap]:
    if told.patch_age_days is None:
        yield _not_told(told)
    elif told.patch_age_days > MOST_DAYS:
        terms = {"patched": told.security_patch}
        name = f"Android {told.version}".strip()
        yield setting_sign(ID, Fact.OLD_REPAIRS, told, SubjectKind.PHONE, "system", name, terms=terms)


def _of_apple(told: DeviceFacts) -> Iterator[Sign | Gap]:
    main = told.version.partition(".")[0]
    if not (main.isascii() and main.isdigit()):
        yield _not_told(told)
    elif int(main[:4]) < OLDEST:
        yield setting_sign(ID, Fact.OLD_SYSTEM, told, SubjectKind.PHONE, "system", f"iOS {told.version}")


def _not_told(told: DeviceFacts) -> Gap:
    return Gap(topic=Topic.DEVICE_FACTS, reason=GapReason.NOT_UNDERSTOOD, device=told.device)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.DEVICE_FACTS}),
    helped_by=frozenset(),
    limits=("repairs-looked-up",),
    run=run,
    looks_at=the_phone,
)
