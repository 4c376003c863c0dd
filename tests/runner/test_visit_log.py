# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a visit writes down as it goes: nothing without a yes; after the first failure nothing more, and it goes on."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from devicecheck.errors import CaseError, GateError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.chain import chained, read
from devicecheck.model.consultation import Answer, Consultation, End
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.findings import Completed
from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import Pack
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.readers.wire import Fault
from devicecheck.report import document
from devicecheck.runner import gates
from devicecheck.runner.events import Finished
from devicecheck.runner.judging import Asked, Judgement, judge
from devicecheck.runner.looking_again import look_again
from devicecheck.runner.no_cable import NoCableVisit
from devicecheck.runner.recovering import LeftOpen, document_of, left_open
from devicecheck.runner.visit import Visit
from devicecheck.runner.visit_log import Noted, VisitLog, Word
from devicecheck.runner.worker import JudgingFailed, Worker
from devicecheck.sources import endpoint_program

AT = datetime(2026, 5, 3, tzinfo=UTC)
YES = gates.Recorded((Answer(question="keep-while-working", answer="yes", at=AT),))
NO = gates.Recorded((*YES.answers, Answer(question="keep-while-working", answer="no", at=AT)))


class Rows:
    """A ledger in memory that is full after some rows."""

    def __init__(self, room: int = 1000) -> None:
        self.rows: list[tuple[datetime, str, dict[str, str]]] = []
        self.held: dict[int, bytes] = {}
        self.every: dict[int, bytes] = {}
        self._room = room

    def add(
        self, at: datetime, event: str, terms: Mapping[str, str], body: bytes = b"", *, let_go: bool = False
    ) -> None:
        if len(self.rows) == self._room:
            raise CaseError("not-written")
        self.rows.append((at, event, dict(terms)))
        self.every[len(self.rows)] = body
        self.held = {} if let_go else self.held | ({len(self.rows): body} if body else {})


async def visited(log: VisitLog) -> Consultation:
    pack = load_shipped()
    argv = [sys.executable, "-m", "devicecheck.practice", "watched"]
    async with endpoint_program.start(argv) as told, asyncio.timeout(60):
        place = Endpoint(
            reader="android", via=Via.TCP, host="127.0.0.1", port=int(str(told["port"])), origin=Origin.PRACTICE
        )
        async for event in Visit(place, pack, stamp(pack, 1), before=YES, log=log).run():
            if isinstance(event, Finished):
                return event.consultation
    raise AssertionError("the visit gave no document")


@pytest.mark.parametrize("before", [gates.Recorded(), NO])
def test_nothing_is_written_down_without_a_yes_or_after_a_later_no(before: gates.Recorded) -> None:
    pack, rows = load_shipped(), Rows()
    place = Endpoint(reader="android", via=Via.USB)
    with pytest.raises(GateError, match="keeping-not-agreed"):
        Visit(place, pack, stamp(pack, 1), before=before, log=VisitLog(rows))
    with pytest.raises(GateError, match="keeping-not-agreed"):
        NoCableVisit(stamp(pack, 1), before, log=VisitLog(rows))
    assert rows.rows == []


async def test_what_was_read_is_held_until_the_document_is_kept_and_no_longer() -> None:
    rows = Rows()
    visit = await visited(VisitLog(rows))
    events = [event for _, event, _ in rows.rows]
    assert events[0] == Noted.PHONE
    assert events[-1] == Noted.DOCUMENT
    assert events.count(Noted.READING) == len(visit.readings) > 10
    assert rows.held == {}
    entries = [read(line) for line in chained([(AT, Noted.OPENED, {}), *rows.rows])]
    left = left_open(entries, {})
    assert left is not None
    assert left.visit == visit


async def test_a_visit_that_was_cut_off_has_every_reading_again_but_no_app_file() -> None:
    rows = Rows()
    visit = await visited(VisitLog(rows))
    entries = [read(line) for line in chained([(AT, Noted.OPENED, {}), *rows.rows[:-1]])]
    left = left_open(entries, {number + 1: body for number, body in rows.every.items()})
    assert left is not None and left.record is not None
    assert [each.record for each in left.record.readings] == list(visit.readings)
    whole = [each for each in left.record.readings if each.topic is Topic.APP_FILE_WHOLE]
    assert whole
    assert all(each.body == b"" and each.record.size > 0 for each in whole)


class Here(Worker):
    """Judges in this process, as often as it may."""

    def __init__(self, pack: Pack, failing: bool = False) -> None:
        self._judging, self._failing = SignatureIndex(pack), failing

    async def judge(self, readings: Sequence[Reading], asked: Asked) -> Judgement:
        if self._failing:
            raise JudgingFailed("failed", {"kind": "ValueError"})
        return judge(readings, asked, self._judging)


async def left_after(topic: Topic) -> LeftOpen:
    """A visit that was cut off when the last reading of this topic was written."""
    rows = Rows()
    await visited(VisitLog(rows))
    last = max(place for place, (_, event, terms) in enumerate(rows.rows) if event == Noted.READING
               and f'"{topic}"' in terms["value"])  # fmt: skip
    entries = [read(line) for line in chained([(AT, Noted.OPENED, {}), *rows.rows[: last + 1]])]
    left = left_open(entries, {number + 1: body for number, body in rows.every.items()})
    assert left is not None
    return left


async def test_files_that_were_copied_and_not_looked_into_are_named_when_the_visit_is_opened_again() -> None:
    visit = await document_of(await left_after(Topic.APP_FILE_WHOLE), Here(load_shipped()), AT)
    assert visit is not None
    gaps = {(gap.topic, gap.reason) for gap in visit.gaps}
    assert {(Topic.APK_FACTS, GapReason.STOPPED), (Topic.APK_RULES, GapReason.STOPPED)} <= gaps
    outcome = next(each for each in visit.outcomes if each.check == "inside-apps")
    assert isinstance(outcome, Completed) and outcome.gaps


async def test_what_would_have_been_asked_next_is_named_when_the_visit_is_opened_again() -> None:
    visit = await document_of(await left_after(Topic.APP_DETAILS), Here(load_shipped()), AT)
    assert visit is not None
    assert (Topic.APP_FILE_TAIL, GapReason.STOPPED) in {(gap.topic, gap.reason) for gap in visit.gaps}


async def test_looking_again_says_of_a_visit_that_broke_off_what_it_said_then() -> None:
    rows = Rows()
    visit = await visited(VisitLog(rows))
    broken = visit.model_copy(update={"end": End.BROKEN_OFF, "broken_by": Fault.UNPLUGGED})
    *before, (at, event, _) = rows.rows
    last = (at, event, {"value": document.write(broken).decode()})
    entries = [read(line) for line in chained([(AT, Noted.OPENED, {}), *before, last])]
    held = {number + 1: body for number, body in rows.every.items() if body}
    again = await look_again(entries, held, visit.code, visit.pack, Here(load_shipped()))
    assert (again.now.end, again.now.broken_by) == (End.BROKEN_OFF, Fault.UNPLUGGED)
    assert (again.new, again.gone) == ((), ())


async def test_readings_that_cannot_be_gone_through_make_no_document() -> None:
    with pytest.raises(JudgingFailed):
        await document_of(await left_after(Topic.APPS), Here(load_shipped(), failing=True), AT)


async def test_a_full_disk_ends_the_log_without_a_hole_and_not_the_visit() -> None:
    rows = Rows(room=7)
    log = VisitLog(rows)
    visit = await visited(log)
    assert visit.findings
    assert log.failed == "not-written"
    assert len(rows.rows) == 7


def test_a_line_that_no_visit_writes_is_named() -> None:
    lines = chained([(AT, Noted.OPENED, {}), (AT, Noted.TOLD, {"value": Word(text="x").model_dump_json()})])
    with pytest.raises(CaseError, match="damaged") as told:
        left_open([read(line) for line in lines], {})
    assert told.value.terms == {"line": "2"}


def test_a_visit_that_ended_is_not_open() -> None:
    lines = chained([(AT, Noted.OPENED, {}), (AT, Noted.ENDED, {})])
    assert left_open([read(line) for line in lines], {}) is None
