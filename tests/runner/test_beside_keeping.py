# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a visit to tags, a network, a backup or a recording writes as it goes, and what is made of it when cut off."""

import json
from collections.abc import Callable, Mapping
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.errors import GateError
from devicecheck.model.chain import chained, read
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.network_observations import KnownDevice
from devicecheck.model.observations import GapReason
from devicecheck.model.radio_observations import TrustedTag
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.runner import gates
from devicecheck.runner.backup_visit import BackupVisit
from devicecheck.runner.beside_visit import BesideVisit, Keeps
from devicecheck.runner.capture_visit import CaptureVisit
from devicecheck.runner.events import Finished, Need, NeedKind
from devicecheck.runner.network_visit import NetworkVisit
from devicecheck.runner.recovering import LeftOpen, document_of, left_open
from devicecheck.runner.tag_visit import TagVisit
from devicecheck.runner.visit_log import Noted, VisitLog
from tests.cli.test_capture import SPY, saved
from tests.readers.backup.backups import PASSWORD, make
from tests.readers.capture.frames import hello, ip, record, tcp
from tests.runner.test_network_visit import CAMERA, House
from tests.runner.test_tag_visit import LATER, NEAR, PACK, RADIO, ROOM, STAMP, both_places
from tests.runner.test_visit_log import Here, Rows

pytestmark = pytest.mark.slow

AT = datetime(2026, 5, 3, tzinfo=UTC)
KEEPING = gates.KEEPING.questions[0].id
ANSWERS = {
    KEEPING: "yes", "client-here": "not-yet", "safe-now": "yes", "secret-home": "no", "tags": "yes",
    "things-ready": "ready",
    "second-place": "there", "too-soon": "now", "own-tag": "mine", "whose-network": "own", "who-runs-box": "we",
    "network": "yes", "how-far": "connect", "own-device": "mine", "whose-phone": "own", "backup-file": "yes",
    "phone-facts": "yes", "apps": "yes", "control": "yes", "capture-file": "yes",
}  # fmt: skip
NAMED = "Planted-name-4417"


def tags(keeps: Keeps, _: Path) -> BesideVisit:
    return TagVisit(RADIO, PACK, STAMP, both_places(), keeps)


def network(keeps: Keeps, _: Path) -> BesideVisit:
    return NetworkVisit(Endpoint(reader="network", via=Via.NETWORK), PACK, STAMP, House(), keeps)


def backup(keeps: Keeps, folder: Path) -> BesideVisit:
    return BackupVisit(Endpoint(reader="backup", via=Via.FILE), PACK, STAMP, make(folder, PASSWORD), keeps)


def capture(keeps: Keeps, folder: Path) -> BesideVisit:
    path = saved(folder, ip(6, tcp(record(hello(SPY)), 443)))
    return CaptureVisit(Endpoint(reader="capture", via=Via.FILE), PACK, STAMP, path, keeps)


Make = Callable[[Keeps, Path], BesideVisit]
QUICK: tuple[Make, ...] = (tags, network)
EVERY: tuple[object, ...] = (*QUICK, *(pytest.param(each, marks=pytest.mark.slow) for each in (backup, capture)))


async def visited(
    make_visit: Make, rows: Rows, folder: Path, answers: Mapping[str, str] = ANSWERS
) -> tuple[Consultation | None, list[str]]:
    """A whole visit with everything that is asked; its case is there once the client said yes, as a front end does."""
    log, asked, made = VisitLog(), list[str](), None
    visit = make_visit(Keeps(log, offered=True), folder)
    async with aclosing(visit.run()) as events:
        async for event in events:
            if isinstance(event, Finished):
                made = event.consultation
            if not isinstance(event, Need):
                continue
            asked += [question.id.partition(":")[0] for question in event.questions]
            if event.kind is NeedKind.HIDDEN:
                visit.answer(event, {event.questions[0].id: PASSWORD})
                continue
            given = {each.id: answers[each.id.partition(":")[0]] for each in event.questions}
            if given.get(KEEPING) == "yes":
                log.keep_in(rows)
            visit.answer(event, given | {f"{each.id}:name": NAMED for each in event.questions})
    return made, asked


def cut_after(rows: Rows, many: int) -> LeftOpen:
    entries = [read(line) for line in chained([(AT, Noted.OPENED, {}), *rows.rows[:many]])]
    left = left_open(entries, {number + 1: body for number, body in rows.every.items()})
    assert left is not None
    return left


@pytest.mark.parametrize("make_visit", EVERY)
async def test_every_answer_and_reading_is_written_and_the_readings_go_with_the_document(
    make_visit: Make, tmp_path: Path
) -> None:
    rows = Rows()
    made, asked = await visited(make_visit, rows, tmp_path)
    assert made is not None
    assert asked.count(KEEPING) == 1
    events = [event for _, event, _ in rows.rows]
    assert events[0] == Noted.PHONE and events[-1] == Noted.DOCUMENT
    assert events.count(Noted.READING) == len(made.readings)
    assert events.count(Noted.ANSWER) == len(made.answers) and events.count(Noted.CONSENT) == len(made.consents)
    assert rows.held == {}
    assert cut_after(rows, len(rows.rows)).visit == made
    assert PASSWORD not in json.dumps([terms for _, _, terms in rows.rows])


@pytest.mark.parametrize("make_visit", EVERY)
async def test_a_visit_cut_off_before_its_document_finds_what_the_whole_one_found(
    make_visit: Make, tmp_path: Path
) -> None:
    rows = Rows()
    made, _ = await visited(make_visit, rows, tmp_path)
    assert made is not None
    again = await document_of(cut_after(rows, len(rows.rows) - 1), Here(load_shipped()), AT)
    assert again is not None
    assert [(each.id, each.concern, each.confidence) for each in again.findings] == [
        (each.id, each.concern, each.confidence) for each in made.findings
    ]
    assert (again.answers, again.consents, again.readings) == (made.answers, made.consents, made.readings)
    assert again.end is End.BROKEN_OFF


@pytest.mark.parametrize("make_visit", QUICK)
async def test_without_a_yes_nothing_is_written_and_the_visit_goes_on(make_visit: Make, tmp_path: Path) -> None:
    rows = Rows()
    made, asked = await visited(make_visit, rows, tmp_path, ANSWERS | {KEEPING: "no"})
    assert made is not None and KEEPING in asked
    assert rows.rows == []


async def test_the_empty_room_is_in_the_case_and_alone_it_makes_no_document(tmp_path: Path) -> None:
    """The room is listened to before the client can be asked; without it, what was there before looks new."""
    rows = Rows()
    await visited(tags, rows, tmp_path)
    first, *_ = [place for place, (_, event, _) in enumerate(rows.rows) if event == Noted.READING]
    left = cut_after(rows, first + 1)
    assert left.record is not None
    assert [each.params["place"] for each in left.record.readings] == [ROOM]
    assert not left.anything_read
    assert await document_of(left, Here(load_shipped()), AT) is None


async def test_a_second_place_that_was_cut_off_is_a_gap(tmp_path: Path) -> None:
    rows = Rows()
    await visited(tags, rows, tmp_path)
    *_, last = [place for place, (_, event, _) in enumerate(rows.rows) if event == Noted.READING]
    left = cut_after(rows, last)
    assert left.record is not None
    assert [each.params["place"] for each in left.record.readings] == [ROOM, NEAR]
    visit = await document_of(left, Here(load_shipped()), AT)
    assert visit is not None
    assert (Topic.BLUETOOTH_TAGS, GapReason.STOPPED) in {(gap.topic, gap.reason) for gap in visit.gaps}
    assert LATER not in json.dumps([each.model_dump(mode="json") for each in visit.readings])


@pytest.mark.parametrize(("make_visit", "kind"), [(tags, TrustedTag), (network, KnownDevice)])
async def test_what_the_client_called_their_own_stays_their_own(
    make_visit: Make, kind: type[TrustedTag] | type[KnownDevice], tmp_path: Path
) -> None:
    rows = Rows()
    await visited(make_visit, rows, tmp_path)
    left = cut_after(rows, len(rows.rows) - 1)
    assert left.record is not None
    own = [each for each in left.record.told if isinstance(each, kind)]
    assert [each.name for each in own][:1] == [NAMED]
    assert CAMERA in {each.key for each in own} or kind is TrustedTag


async def test_a_log_that_keeps_without_a_recorded_yes_starts_nothing(tmp_path: Path) -> None:
    with pytest.raises(GateError, match="keeping-not-agreed"):
        tags(Keeps(VisitLog(Rows()), offered=True), tmp_path)


async def test_a_visit_that_goes_on_with_an_open_case_does_not_ask_again(tmp_path: Path) -> None:
    rows, before = Rows(), gates.record(gates.Recorded(), gates.KEEPING, {KEEPING: "yes"}, "none", AT)
    visit, asked = tags(Keeps(VisitLog(rows), before, offered=True), tmp_path), list[str]()
    async with aclosing(visit.run()) as events:
        async for event in events:
            if isinstance(event, Need):
                asked += [question.id for question in event.questions]
                given = {each.id: ANSWERS[each.id.partition(":")[0]] for each in event.questions}
                visit.answer(event, given | {f"{each.id}:name": NAMED for each in event.questions})
    assert KEEPING not in asked
    assert [event for _, event, _ in rows.rows].count(Noted.READING) == 3
