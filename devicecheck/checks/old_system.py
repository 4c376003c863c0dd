# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""iPhones whose system no longer gets repairs. Phones that say the day of their last repairs are not judged by version.

The number was set on 2026-11-27 from common knowledge, on the generous side; it wants a look twice a year.
"""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.observations import DeviceFacts
from devicecheck.model.topics import Topic

ID = "old-system"
OLDEST = 18
"""The oldest main version of iOS that may still get repairs."""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for an old main version. A version that is no number says nothing."""
    for told in facts.of(DeviceFacts):
        main = told.version.partition(".")[0]
        if not told.security_patch and main.isascii() and main.isdigit() and int(main[:4]) < OLDEST:
            yield setting_sign(ID, Fact.OLD_SYSTEM, told, SubjectKind.PHONE, "system", f"iOS {told.version}")


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.DEVICE_FACTS, Topic.PHONE_SETTINGS}),
    helped_by=frozenset(),
    limits=("repairs-looked-up",),
    run=run,
)
