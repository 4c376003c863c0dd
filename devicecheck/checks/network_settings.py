# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""VPN, DNS and filters that are set on the phone: ways on which its traffic goes past somebody else."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import NetworkSetting
from devicecheck.model.topics import Topic

ID = "network-settings"
FACT_OF: Mapping[str, Fact] = MappingProxyType({"vpn": Fact.VPN_SET, "dns": Fact.DNS_SET, "filter": Fact.FILTER_SET})


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each thing that a setting does."""
    for setting in facts.of(NetworkSetting):
        terms = {"servers": setting.server} if setting.server else {}
        for kind in setting.kinds:
            yield setting_sign(ID, FACT_OF[kind], setting, SubjectKind.SETTING, setting.key, setting.name, terms=terms)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.NETWORK_SETTINGS}),
    helped_by=frozenset({Topic.PROFILES}),
    limits=("as-of-the-copy",),
    run=run,
    looks_at=the_phone,
)
