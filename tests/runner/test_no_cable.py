# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit without a phone: gates first, nothing read, and the client's story in the document and in copy B."""

from datetime import UTC, date, datetime

import pytest

from devicecheck.errors import GateError
from devicecheck.model.questions import SKIP, ToldAnswer
from devicecheck.model.told import Copy, FindingAnswer, Known
from devicecheck.report import copies, text
from devicecheck.report.wording import load
from devicecheck.runner import gates
from devicecheck.runner.events import Finished, Need, Refused
from devicecheck.runner.no_cable import NOBODY, NoCableVisit
from devicecheck.runner.telling import with_answers, with_known
from tests.report import samples

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
STAMP = samples.ordinary().pack
SAFE = gates.FIRST_NEEDS[0]
FIRST = {need.questions[0].id: need.questions[0].answers[0] for need in gates.FIRST_NEEDS}
TOLD = (
    ToldAnswer(question="they-know", answers=("places", "photos"), at=AT),
    ToldAnswer(question="who-pays", answers=(SKIP,), at=AT),
)


async def events(visit: NoCableVisit, **given: str) -> list[object]:
    given = {id_.replace("_", "-"): answer for id_, answer in given.items()}
    told = []
    async for event in visit.run():
        told.append(event)
        if isinstance(event, Need):
            visit.answer(
                event, {question.id: given.get(question.id, FIRST[question.id]) for question in event.questions}
            )
    return told


async def test_the_document_says_that_nothing_was_read() -> None:
    *needs, finished = await events(NoCableVisit(STAMP))
    assert tuple(needs) == gates.FIRST_NEEDS and isinstance(finished, Finished)
    assert finished.consultation.devices == ()
    assert {each.question: each.answer for each in finished.consultation.answers} == FIRST


async def test_what_was_answered_before_is_not_asked_again() -> None:
    before = gates.Recorded()
    for need in gates.FIRST_NEEDS:
        before = gates.record(before, need, {need.questions[0].id: need.questions[0].answers[0]}, NOBODY, AT)
    (finished,) = await events(NoCableVisit(STAMP, before))
    assert isinstance(finished, Finished) and finished.consultation.answers == before.answers


async def test_an_answer_that_stops_makes_no_document() -> None:
    assert (await events(NoCableVisit(STAMP), safe_now="not-sure"))[1:] == [Refused("gate.safe-now.not-sure")]
    *_, refused = await events(NoCableVisit(STAMP), under_18="lead-not-told")
    assert refused == Refused("gate.under-18.lead-not-told")
    with pytest.raises(GateError):
        NoCableVisit(STAMP).answer(SAFE, {"safe-now": "perhaps"})


async def test_stopping_makes_no_document() -> None:
    visit, told = NoCableVisit(STAMP), []
    async for event in visit.run():
        told.append(event)
        visit.stop()
    assert told == [SAFE]


def caseworkers(shared: bool) -> str:
    visit = with_answers(samples.watched(), TOLD, shared=shared)
    return text.render(copies.sheet(visit, load(), date(2026, 11, 24), Copy.B)).decode()


def test_the_story_stands_in_the_caseworkers_copy_only_if_the_client_wants_that() -> None:
    said = " ".join(caseworkers(shared=True).split())
    assert "What do they seem to know?" in said and "Where you are; Your photos" in said
    assert "What do they seem to know?" not in caseworkers(shared=False)


def test_sharing_can_be_taken_back_and_a_later_word_replaces_an_earlier_one() -> None:
    visit = with_answers(with_answers(samples.watched(), TOLD, shared=True), TOLD)
    assert visit.choices.shared_answers == samples.watched().choices.shared_answers and visit.told.answers == TOLD
    for known in (Known.KNEW, Known.WAS_MADE_TO):
        visit = with_known(visit, FindingAnswer(finding="f", known=known, at=AT))
    assert [each.known for each in visit.told.known if each.finding == "f"] == [Known.WAS_MADE_TO]
