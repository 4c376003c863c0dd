# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kept visit with a newer list, if the client wanted the phone's answers kept. No phone is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from devicecheck.errors import CaseError, DocumentError
from devicecheck.model.chain import Entry
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.findings import Finding
from devicecheck.model.signatures import PackStamp
from devicecheck.report import document
from devicecheck.runner import gates
from devicecheck.runner.document import VisitRecord, consultation, gap_reason
from devicecheck.runner.recovering import judged, read_on
from devicecheck.runner.visit_log import VALUE, Began, Noted
from devicecheck.runner.worker import Worker


@dataclass(frozen=True)
class Again:
    """The visit as it was, and the same answers by the list of today."""

    then: Consultation
    now: Consultation

    @property
    def new(self) -> tuple[Finding, ...]:
        """Results that there were not."""
        known = {each.id for each in self.then.findings}
        return tuple(each for each in self.now.findings if each.id not in known)

    @property
    def gone(self) -> tuple[Finding, ...]:
        """Results that the list of today does not give."""
        known = {each.id for each in self.now.findings}
        return tuple(each for each in self.then.findings if each.id not in known)

    @property
    def changed(self) -> tuple[Finding, ...]:
        """Results, as of today, that say something else than then."""
        then = {each.id: (each.code, each.concern, each.confidence) for each in self.then.findings}
        return tuple(
            each
            for each in self.now.findings
            if each.id in then and then[each.id] != (each.code, each.concern, each.confidence)
        )


async def look_again(
    entries: Sequence[Entry], held: Mapping[int, bytes], code: str, stamp: PackStamp, worker: Worker
) -> Again:
    """The visit with this code, judged anew.

    Errors: CaseError `no-such-code`; `several-phones`;
    `not-enough` if not every answer of the phone was kept; `damaged`; JudgingFailed.
    """
    try:
        then, record = _visit(entries, held, code)
    except (ValueError, KeyError, DocumentError):
        raise CaseError("damaged") from None
    if len(record.readings) < len(then.readings) or not record.readings:
        raise CaseError("not-enough")
    record.stamp = stamp
    stopped = then.end is End.STOPPED
    record.broken_by = then.broken_by
    judgement = await judged(record, worker, gap_reason(then.broken_by, stopped))
    now = consultation(record, judgement, stopped=stopped, ended_at=then.ended_at)
    return Again(then, now.model_copy(update={"code": then.code, "told": then.told}))


def _visit(entries: Sequence[Entry], held: Mapping[int, bytes], code: str) -> tuple[Consultation, VisitRecord]:
    """The document with this code as the reading gave it, and the record that it was made of."""
    record: VisitRecord | None = None
    if _of_several(entries, code):
        raise CaseError("several-phones")
    for entry in entries:
        if entry.event == Noted.PHONE:
            began = Began.model_validate_json(entry.terms[VALUE])
            record = VisitRecord(began.endpoint, began.stamp, began.started_at, began.device)
        elif entry.event == Noted.DOCUMENT:
            then = document.read(entry.terms[VALUE].encode())
            if then.code == code and record is not None:
                record.recorded = gates.Recorded(then.answers, then.consents)
                return then, record
        elif record is not None and entry.event in {Noted.ASKED, Noted.READING, Noted.OWN_KEY, Noted.BROKEN}:
            read_on(record, Noted(entry.event), entry.terms[VALUE], held.get(entry.number, b""))
    raise CaseError("no-such-code" if not _kept_otherwise(entries, code) else "not-enough")


def _of_several(entries: Sequence[Entry], code: str) -> bool:
    """Whether more phones were read in the visit that has this code: to judge the first alone would hide the rest."""
    phones: dict[str, set[str]] = {}
    its = ""
    for entry in entries:
        if entry.event == Noted.OPENED:
            its = ""
        elif entry.event == Noted.DOCUMENT:
            read = document.read(entry.terms[VALUE].encode())
            its = its or read.code
            phones.setdefault(its, set()).update(device.id for device in read.devices)
    return len(phones.get(code, ())) > 1


def _kept_otherwise(entries: Sequence[Entry], code: str) -> bool:
    """Whether a document with this code was kept, but not the visit itself."""
    return any(entry.terms.get("code") == code for entry in entries)
