# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces of a phone whose protections were taken away. That there is none proves nothing: such tools can hide."""

from collections.abc import Iterator, Sequence

from devicecheck.checks.base import Check, Facts, the_phone
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.observed import Observed
from devicecheck.model.setting_observations import OpenedTrace
from devicecheck.model.topics import Topic

ID = "opened-phone"
KINDS = ("program", "crash-report", "file-system", "app-folder")
LONGEST = 200


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each trace, all about the phone."""
    yield from trace_signs(ID, [(trace.key, trace) for trace in facts.of(OpenedTrace) if trace.kind in KINDS])


def trace_signs(check: str, seen: Sequence[tuple[str, Observed]]) -> Iterator[Sign]:
    """A sign for each trace; all carry the names of all."""
    terms = {"traces": ", ".join(dict.fromkeys(key for key, _ in seen))[:LONGEST]}
    for _, trace in seen:
        yield setting_sign(check, Fact.OPENED_PHONE, trace, SubjectKind.PHONE, "opened", "", terms=terms)


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.RUNNING_PROGRAMS}),
    helped_by=frozenset({Topic.APPS}),
    limits=("opened-phones-can-hide",),
    run=run,
    looks_at=the_phone,
)
