# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kept visit of two phones that was cut off: the log of both becomes one document with all that was said."""

from datetime import UTC, datetime
from hashlib import sha256

from devicecheck.model.cards import CardAnswer, CardResult
from devicecheck.model.chain import chained, read
from devicecheck.model.consultation import Answer, Consultation
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.findings import SaidBy
from devicecheck.model.readings import Reading
from devicecheck.model.told import FindingAnswer, Known
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.readers.wire import Status
from devicecheck.runner import gates
from devicecheck.runner.document import VisitRecord
from devicecheck.runner.planning import Question
from devicecheck.runner.recovering import LeftOpen, document_of, left_open
from devicecheck.runner.seeing_alone import Moment
from devicecheck.runner.visit_log import Began, Noted, VisitLog
from devicecheck.runner.worker import Worker
from tests.report import samples
from tests.runner.test_several_phones import first, second
from tests.runner.test_visit_log import Rows

AT = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
CARD = CardResult(
    card="google-devices", title="Devices", checked_on=samples.TODAY, answer=CardAnswer.SEEN, note="An old tablet",
    said_by=SaidBy.CLIENT, at=AT,
)  # fmt: skip


def began(device: str) -> Began:
    place = Endpoint(reader="android", via=Via.TCP, host="127.0.0.1", port=1, origin=Origin.PRACTICE)
    return Began(endpoint=place, stamp=samples.STAMP, started_at=samples.START, device=device)


def written(log: VisitLog, device: str, visit: Consultation) -> None:
    log.note(Noted.PHONE, began(device))
    log.note(Noted.DOCUMENT, visit, let_go=True)


def known(visit: Consultation) -> FindingAnswer:
    return FindingAnswer(finding=visit.findings[0].id, known=Known.WAS_MADE_TO, at=AT)


def left(rows: Rows) -> LeftOpen:
    entries = [read(line) for line in chained(rows.rows)]
    found = left_open(entries, rows.held)
    assert found is not None
    return found


def two_phones() -> tuple[Rows, VisitLog, Consultation, Consultation]:
    rows = Rows()
    log, one, two = VisitLog(rows), first(samples.watched()), second(samples.watched())
    log.note(Noted.OPENED)
    written(log, "phone-1", one)
    log.note(Noted.KNOWN, known(one))
    return rows, log, one, two


def test_both_phones_and_what_was_said_of_each_are_in_the_one_document() -> None:
    rows, log, one, two = two_phones()
    written(log, "phone-2", two)
    log.note(Noted.KNOWN, known(two))
    log.note(Noted.CARD, CARD)
    log.note(Noted.ANSWER, Answer(question=Moment.COPIES.value, answer="alone", at=AT))
    visit = left(rows).visit
    assert visit is not None and visit.code == one.code
    assert [device.id for device in visit.devices] == ["phone-1", "phone-2"]
    assert {each.finding for each in visit.told.known} == {one.findings[0].id, two.findings[0].id}
    assert visit.told.cards == (CARD,) and visit.answers[-1].question == Moment.COPIES
    assert len(visit.findings) == len(one.findings) + len(two.findings)


async def test_a_kill_while_the_second_phone_is_read_keeps_the_first_and_names_what_was_missed() -> None:
    rows, log, one, _ = two_phones()
    log.recorded(gates.Recorded(), gates.Recorded((Answer(question="whose-phone", answer="own", at=AT),)))
    log.note(Noted.PHONE, began("phone-2"))
    topics = frozenset({Topic.DEVICE_FACTS, Topic.APPS})
    log.asked(topics, topics, (Question(Topic.DEVICE_FACTS), Question(Topic.APPS, (("user", 0),))))
    log.reading(fact(b"[ro.product.model]: [Pixel 8]\n[ro.product.manufacturer]: [Google]\n"))
    open_visit = left(rows)
    assert open_visit.visit is not None and isinstance(open_visit.record, VisitRecord)
    async with Worker(load_shipped()) as worker:
        visit = await document_of(open_visit, worker, AT)
    assert visit is not None
    assert [device.id for device in visit.devices] == ["phone-1", "phone-2"]
    assert visit.told.known == (known(one),)
    assert (Topic.APPS, "phone-2") in {(gap.topic, gap.device) for gap in visit.gaps}
    assert not [gap for gap in visit.gaps if gap.device == "phone-1" and gap not in one.gaps]


def fact(body: bytes) -> Reading:
    digest = sha256(body).hexdigest()
    made = Reading(
        id="r1", topic=Topic.DEVICE_FACTS, device="phone-2", command="getprop", started_at=samples.START,
        ended_at=samples.START, status=Status.COMPLETE, body=body,
    )  # fmt: skip
    assert made.record.sha256 == digest
    return made
