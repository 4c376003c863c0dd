# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the whole phone that let others see or do more. Who changed them, and why, no phone tells."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.control_observations import UserCertificate
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.observations import DeviceFacts
from devicecheck.model.setting_observations import ChangedSetting
from devicecheck.model.topics import Topic

ID = "changed-settings"
FACT_OF: Mapping[str, Fact] = MappingProxyType(
    {
        "private-dns": Fact.PRIVATE_DNS,
        "web-proxy": Fact.WEB_PROXY,
        "app-check-off": Fact.APP_CHECK_OFF,
        "wireless-debugging": Fact.WIRELESS_DEBUGGING,
        "any-source": Fact.ANY_SOURCE,
        "advanced-protection": Fact.ADVANCED_PROTECTION,
    }
)
MOST_NAMES = 200
UNLOCKED = "orange"
"""The state of a start that checks nothing; `yellow` is a system of the owner's own. Source: Android Verified Boot."""


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each changed setting and each added authority, all about the phone."""
    for changed in facts.of(ChangedSetting):
        yield setting_sign(ID, FACT_OF[changed.setting], changed, SubjectKind.PHONE, "settings", "")
    authorities = facts.of(UserCertificate)
    names = ", ".join(dict.fromkeys(each.name or each.key[:16] for each in authorities))[:MOST_NAMES]
    for each in authorities:
        terms = {"certificates": names}
        yield setting_sign(ID, Fact.CERTIFICATE_ADDED, each, SubjectKind.PHONE, "settings", "", terms=terms)
    for told in facts.of(DeviceFacts):
        if told.verified_boot == UNLOCKED:
            yield setting_sign(ID, Fact.START_UNLOCKED, told, SubjectKind.PHONE, "settings", "")


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.GLOBAL_SETTINGS}),
    helped_by=frozenset({Topic.DEVICE_FACTS, Topic.USER_CERTIFICATES}),
    limits=("now-only",),
    run=run,
    looks_at=the_phone,
)
