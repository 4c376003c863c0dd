# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traces of a phone whose protections were taken away. That there is none proves nothing: such tools can hide."""

from collections.abc import Iterator

from devicecheck.checks.base import Check, Facts
from devicecheck.checks.settings import setting_sign
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.findings import Fact, Sign, SubjectKind
from devicecheck.model.setting_observations import OpenedTrace
from devicecheck.model.topics import Topic

ID = "opened-phone"


def run(facts: Facts, _index: SignatureIndex) -> Iterator[Sign]:
    """One sign for each trace, all about the phone."""
    traces = facts.of(OpenedTrace)
    named = ", ".join(dict.fromkeys(trace.key for trace in traces))[:200]
    for trace in traces:
        yield setting_sign(ID, Fact.OPENED_PHONE, trace, SubjectKind.PHONE, "opened", "", terms={"traces": named})


CHECK = Check(
    id=ID,
    needs=frozenset({Topic.RUNNING_PROGRAMS}),
    helped_by=frozenset({Topic.APPS}),
    limits=("opened-phones-can-hide",),
    run=run,
)
