# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every sign about the phone itself, or about a setting of it, carries."""

from collections.abc import Mapping
from types import MappingProxyType

from devicecheck.checks.apps import reference
from devicecheck.model.findings import Fact, Sign, Subject, SubjectKind
from devicecheck.model.observed import Observed
from devicecheck.model.signatures import Signature

NO_TERMS: Mapping[str, str] = MappingProxyType({})


def setting_sign(
    check: str,
    fact: Fact,
    observed: Observed,
    kind: SubjectKind,
    key: str,
    name: str,
    signature: Signature | None = None,
    terms: Mapping[str, str] = NO_TERMS,
) -> Sign:
    """A sign about the phone or a setting. `name` is what the words call it; the phone may have none for it."""
    named = {"label": name} if name else {}
    return Sign(
        subject=Subject(kind=kind, device=observed.device, user=observed.user, key=key),
        fact=fact,
        check=check,
        evidence=(observed.id,),
        signature=reference(signature) if signature else None,
        terms={"key": key} | named | dict(terms),
    )
