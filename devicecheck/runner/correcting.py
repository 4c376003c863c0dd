# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An old visit beside the list that is in use now: what was taken back, and what is on the list by now. Pure.

Only what the document kept is looked at: apps without a finding were never kept, so nothing is said about them.
"""

from collections.abc import Iterator

from devicecheck.checks import known_apps
from devicecheck.checks.base import Facts
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.consultation import Consultation
from devicecheck.model.corrections import Correction
from devicecheck.model.findings import Finding, Sign
from devicecheck.model.signatures import Pack
from devicecheck.packs.taking_slips import recalled


def corrections(visit: Consultation, pack: Pack, index: SignatureIndex) -> tuple[Correction, ...]:
    """The results of a visit that this list changes, in the order of the visit."""
    signs = tuple(each for each in known_apps.run(Facts(visit.observations), index) if isinstance(each, Sign))
    found = (
        Correction(
            finding=finding.id,
            recalls=recalled(pack, visit.pack.version, finding, visit.observations),
            listed_now=tuple(dict.fromkeys(_listed_now(finding, signs, index))),
        )
        for finding in visit.findings
    )
    return tuple(each for each in found if each.recalls or each.listed_now)


def _listed_now(finding: Finding, signs: tuple[Sign, ...], index: SignatureIndex) -> Iterator[str]:
    known = {reference.id for reference in finding.signatures}
    for sign in signs:
        if sign.subject == finding.subject and sign.signature is not None and sign.signature.id not in known:
            entry = index.entry(sign.signature.id)
            yield entry.name if entry is not None else sign.signature.id
