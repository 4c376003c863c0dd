# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rights that a person turns on by hand, held by added apps. Many good apps have some: they only support."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from devicecheck.checks.apps import app_sign, apps_of, part_of_phone
from devicecheck.checks.base import Check, Facts
from devicecheck.checks.stores import OUTSIDE, source_of
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign
from devicecheck.model.observations import AccessKind, SpecialAccess
from devicecheck.model.topics import Topic

ID = "quiet-rights"
FACT_OF: Mapping[AccessKind, Fact] = MappingProxyType(
    {
        AccessKind.OVERLAY: Fact.OVERLAY,
        AccessKind.USAGE_ACCESS: Fact.USAGE_ACCESS,
        AccessKind.VPN_ALLOWED: Fact.VPN_ALLOWED,
        AccessKind.INSTALLS_APPS: Fact.INSTALLS_APPS,
        AccessKind.ALL_FILES: Fact.ALL_FILES,
        AccessKind.SCREEN_CAPTURE: Fact.SCREEN_CAPTURE,
        AccessKind.BATTERY_EXEMPT: Fact.BATTERY_EXEMPT,
    }
)


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each such right of an added app.

    Android 13 and later note down for an app from outside a store whether it may ask for extra control; for an app
    from a store the same note says nothing.
    """
    apps = apps_of(facts)
    for access in facts.of(SpecialAccess):
        app = apps.holding(access, access.key)
        if app is None or part_of_phone(app):
            continue
        if access.access in FACT_OF:
            yield app_sign(ID, FACT_OF[access.access], app, access)
        elif access.access is AccessKind.RESTRICTIONS_LIFTED and source_of(app) in OUTSIDE:
            yield app_sign(ID, Fact.RESTRICTIONS_LIFTED, app, access)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.APP_OPS, Topic.APPS}),
    helped_by=frozenset({Topic.BATTERY_EXEMPT, Topic.APP_DETAILS, Topic.USERS}),
    limits=("now-only", "allowed-is-not-used", "locked-spaces"),
    run=run,
)
