# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit that was cut off, from its log: what was answered, read, found and decided before the program ended.

Pure but for `document_of`, which judges in a worker the readings that nobody had gone through.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from hashlib import sha256

from devicecheck.errors import CaseError, DocumentError
from devicecheck.model.cards import CardResult
from devicecheck.model.chain import Entry
from devicecheck.model.consultation import Answer, Consent, Consultation
from devicecheck.model.observations import GapReason
from devicecheck.model.questions import ToldAnswer
from devicecheck.model.readings import Reading
from devicecheck.model.told import Choices, FindingAnswer, StaffNotes
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import Fault
from devicecheck.report import document
from devicecheck.runner import gates
from devicecheck.runner.adding import added
from devicecheck.runner.another_phone import with_what_was_said
from devicecheck.runner.cards import answered
from devicecheck.runner.document import VisitRecord, consultation, gap_reason
from devicecheck.runner.judging import Judgement
from devicecheck.runner.planning import Question
from devicecheck.runner.secret_home import CASEWORKER_NOW, with_new
from devicecheck.runner.seeing_alone import Moment
from devicecheck.runner.telling import with_answers, with_known
from devicecheck.runner.visit_log import VALUE, Answered, Began, Noted, OwnThing, Round, Word
from devicecheck.runner.worker import Worker


@dataclass
class LeftOpen:
    """A visit that did not come to its end.

    Shape: `visit` is its document, if the reading had ended, made of those that were `read`, by phone;
    `record` is what was read and not gone through yet.
    `choices` and `staff` are the last ones that were written down, also before there was a document.
    """

    opened_at: datetime
    recorded: gates.Recorded = field(default_factory=gates.Recorded)
    told: tuple[ToldAnswer, ...] = ()
    visit: Consultation | None = None
    read: dict[str, Consultation] = field(default_factory=dict)
    record: VisitRecord | None = None
    choices: Choices | None = None
    staff: StaffNotes | None = None

    @property
    def anything_read(self) -> bool:
        """Whether a document can be made of it."""
        return self.visit is not None or (self.record is not None and self.record.worth_a_document)


def left_open(entries: Iterable[Entry], held: Mapping[int, bytes]) -> LeftOpen | None:
    """The visit that a case was left with; None when its last visit ended or there was none.

    `held`: bodies of readings by the number of their line. Errors: CaseError `damaged` for a line nobody wrote so.
    """
    left: LeftOpen | None = None
    for entry in entries:
        if entry.event == Noted.OPENED:
            left = LeftOpen(entry.at)
        elif entry.event == Noted.ENDED:
            left = None
        elif left is not None and entry.event in set(Noted):
            try:
                _replay(left, entry, held.get(entry.number, b""))
            except (ValueError, KeyError, DocumentError):
                raise CaseError("damaged", {"line": str(entry.number)}) from None
    return left


def _replay(left: LeftOpen, entry: Entry, body: bytes) -> None:
    text = entry.terms[VALUE]
    match Noted(entry.event):
        case Noted.ANSWER:
            _answered(left, Answer.model_validate_json(text))
        case Noted.CONSENT:
            consents = (*left.recorded.consents, Consent.model_validate_json(text))
            left.recorded = gates.Recorded(left.recorded.answers, consents)
        case Noted.TOLD:
            told = ToldAnswer.model_validate_json(text)
            left.told = (*(each for each in left.told if each.question != told.question), told)
        case Noted.TAKEN_BACK:
            back = Word.model_validate_json(text).text
            left.told = tuple(each for each in left.told if each.question != back)
        case Noted.DOCUMENT:
            _finished(left, document.read(text.encode()))
        case Noted.PHONE:
            began = Began.model_validate_json(text)
            left.record = VisitRecord(began.endpoint, began.stamp, began.started_at, began.device)
        case Noted.CHOICES:
            left.choices = Choices.model_validate_json(text)
        case Noted.STAFF:
            left.staff = StaffNotes.model_validate_json(text)
        case Noted.KNOWN | Noted.CARD as what:
            left.visit = _decided(left.visit, what, text) if left.visit else None
        case what if left.record is not None:
            read_on(left.record, what, text, body)


def _finished(left: LeftOpen, read: Consultation) -> None:
    """One more phone of the visit, or the same one read again; what was told of the others stays."""
    before, left.record = left.visit, None
    left.read[",".join(device.id for device in read.devices)] = read
    first, *more = left.read.values()
    left.visit = reduce(added, more, first)
    if before is not None:
        left.visit = with_new(with_what_was_said(left.visit, before), read)


def _answered(left: LeftOpen, answer: Answer) -> None:
    """An answer of before the reading; or, once there is a document, what was asked of staff on the way."""
    left.recorded = gates.Recorded((*left.recorded.answers, answer), left.recorded.consents)
    if left.visit is not None and answer.question in {CASEWORKER_NOW, gates.SECRET_HOME.id, *Moment}:
        left.visit = left.visit.model_copy(update={"answers": (*left.visit.answers, answer)})


def _decided(visit: Consultation, what: Noted, text: str) -> Consultation:
    if what is Noted.KNOWN:
        return with_known(visit, FindingAnswer.model_validate_json(text))
    return answered(visit, CardResult.model_validate_json(text))


def read_on(record: VisitRecord, what: Noted, text: str, body: bytes) -> None:
    """Take one line about the reading into the record; a body that is not what was read is left out.

    Errors: ValueError.
    """
    if what is Noted.ASKED:
        asked = Round.model_validate_json(text)
        record.agreed, record.offered = frozenset(asked.agreed), frozenset(asked.offered)
        questions = [Question(each.topic, each.params) for each in asked.questions]
        record.asked.extend(questions)
        record.open.update(questions)
    elif what is Noted.OWN_KEY:
        record.note_own_computer(Word.model_validate_json(text).text)
    elif what is Noted.OWN_THING:
        record.told = (*record.told, OwnThing.model_validate_json(text).thing)
    elif what is Noted.BROKEN:
        record.broken_by = Word.model_validate_json(text).text
    elif what is Noted.READING:
        kept = Answered.model_validate_json(text)
        dropped = kept.record.topic is Topic.APP_FILE_WHOLE and not body
        if dropped or sha256(body).hexdigest() == kept.record.sha256:
            record.add(_reading(kept, body))


def _reading(kept: Answered, body: bytes) -> Reading:
    row = kept.record
    return Reading(
        id=row.id,
        topic=row.topic,
        device=row.device,
        command=row.command,
        started_at=row.started_at,
        ended_at=row.ended_at,
        status=row.status,
        body=body,
        exit_code=row.exit_code,
        note=kept.note,
        params=kept.params,
        dropped=(kept.record.size, kept.record.sha256) if kept.record.size and not body else None,
    )


async def document_of(left: LeftOpen, worker: Worker, now: datetime) -> Consultation | None:
    """The document of a visit that was cut off, with all that was told; None if nothing had been read.

    What was asked and has no whole answer is a gap. Readings are gone through with the list that is in use now.
    Errors: JudgingFailed, so that nobody lets go of readings that were not gone through.
    """
    visit, record = left.visit, left.record
    if record is not None and record.worth_a_document:
        record.recorded = left.recorded
        reason = gap_reason(record.broken_by) if record.broken_by else GapReason.STOPPED
        record.broken_by = record.broken_by or Fault.CRASHED
        judgement = await judged(record, worker, reason)
        read = consultation(record, judgement, stopped=False, ended_at=now)
        visit = read if visit is None else added(visit, read)
    return None if visit is None else with_told(visit, left)


async def judged(record: VisitRecord, worker: Worker, reason: GapReason) -> Judgement:
    """What a record that nobody goes on with says; each question, file and wish left over is a gap for this reason.

    Errors: JudgingFailed.
    """
    record.close(reason)
    judgement = await worker.judge(record.readings, record.to_judge())
    if record.missed_wishes(judgement.wanted, reason):
        judgement = await worker.judge(record.readings, record.to_judge())
    return judgement


def with_told(visit: Consultation, left: LeftOpen) -> Consultation:
    """The document with the answers to the questions, and with what was chosen and noted last."""
    last = {"choices": left.choices, "staff": left.staff}
    kept = {name: value for name, value in last.items() if value is not None}
    return with_answers(visit, left.told).model_copy(update=kept)
