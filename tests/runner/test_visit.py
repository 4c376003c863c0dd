# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole visits to the practice phone, through the real reader: gates, findings, faults, and what is never said."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

import pytest

from devicecheck.checks import CHECKS
from devicecheck.errors import GateError
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.findings import Completed, Concern, Confidence, CouldNot, NotApplicable
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Topic
from devicecheck.packs.load import load_shipped
from devicecheck.packs.stamp import stamp
from devicecheck.practice.phone import PracticePhone
from devicecheck.runner.events import Broken, Event, Finished, Need, ReadingEnded, Refused
from devicecheck.runner.planning import FIRST
from devicecheck.runner.visit import Visit
from devicecheck.selftest.canaries import fire

YES = {
    "safe-now": "yes",
    "whose-phone": "own",
    "phone-facts": "yes",
    "apps": "yes",
    "control": "yes",
    "app-files": "yes",
    "ask-trust": "yes",
}
FIRST_READ = {*FIRST, Topic.AUTHORISED_COMPUTERS}
OF_THE_FIRST_ROUND = {check.id for check in CHECKS if check.needs | check.helped_by <= FIRST_READ}
"""Checks that may have seen all they need before a visit breaks off."""
WATCHER, FAMILY, PASSWORDS = "com.systemservice", "com.life360.android.safetymapd", "com.x8bit.bitwarden"


@dataclass
class Seen:
    events: list[Event] = field(default_factory=list)

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def document(self) -> Consultation:
        return self.of(Finished)[0].consultation


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_shipped()


@pytest.fixture(scope="module")
def proved(pack: Pack) -> PackStamp:
    return stamp(pack, fire(pack))


def place(phone: PracticePhone, origin: Origin = Origin.PRACTICE) -> Endpoint:
    return Endpoint(reader="android", via=Via.TCP, port=phone.port, origin=origin)


async def watch(
    visit: Visit, answers: dict[str, str] | None = None, after: Callable[[Event], None] | None = None
) -> Seen:
    seen = Seen()
    async with aclosing(visit.run()) as events:
        async for event in events:
            seen.events.append(event)
            if isinstance(event, Need):
                if answers is None:
                    visit.stop()
                else:
                    visit.answer(event, {question.id: answers[question.id] for question in event.questions})
            if after:
                after(event)
    return seen


def by_key(document: Consultation) -> dict[str, tuple[Concern, Confidence]]:
    return {finding.subject.key: (finding.concern, finding.confidence) for finding in document.findings}


@pytest.mark.slow
async def test_the_watched_phone(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("watched") as phone:
        seen = await watch(Visit(place(phone), pack, proved))
        opens, changes = phone.audit.opens, phone.audit.changes()
    found = by_key(seen.document)
    assert found[WATCHER] == (Concern.ACT_WITH_SUPPORT, Confidence.VERY_LIKELY)
    assert found[FAMILY][0] is Concern.GOOD_TO_KNOW
    assert found.get(PASSWORDS, (Concern.GOOD_TO_KNOW, None))[0] is Concern.GOOD_TO_KNOW
    assert [key for key, (concern, _) in found.items() if concern is Concern.ACT_WITH_SUPPORT] == [WATCHER]
    assert seen.document.end is End.COMPLETE
    assert seen.document.practice
    assert opens <= 7
    assert changes == []


@pytest.mark.slow
@pytest.mark.core
async def test_one_finding_for_each_app_and_every_finding_has_its_evidence(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("watched") as phone:
        document = (await watch(Visit(place(phone), pack, proved))).document
    ids = [finding.id for finding in document.findings]
    kept = {observation.id for observation in document.observations}
    assert len(ids) == len(set(ids))
    assert all(set(finding.evidence) <= kept for finding in document.findings)


@pytest.mark.slow
@pytest.mark.core
async def test_the_ordinary_phone_accuses_nobody(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("ordinary") as phone:
        document = (await watch(Visit(place(phone), pack, proved))).document
        assert phone.audit.changes() == []
    assert {finding.concern for finding in document.findings} <= {Concern.GOOD_TO_KNOW}
    assert all(isinstance(outcome, Completed | NotApplicable) for outcome in document.outcomes)


@pytest.mark.slow
@pytest.mark.core
async def test_without_app_files_few_streams_suffice(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("watched") as phone:
        visit = Visit(place(phone, Origin.REAL), pack, proved)
        seen = await watch(visit, YES | {"app-files": "no"})
        assert phone.audit.opens <= 4
    assert Topic.APP_FILE_TAIL not in {event.record.topic for event in seen.of(ReadingEnded)}
    assert "not-agreed" in {gap.reason for gap in seen.document.gaps if gap.topic is Topic.APP_FILE_TAIL}


async def test_a_real_phone_without_answers_is_never_reached(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("watched") as phone:
        seen = await watch(Visit(place(phone, Origin.REAL), pack, proved), answers=None)
        assert phone.audit.events == []
    assert [type(event) for event in seen.events] == [Need]


@pytest.mark.parametrize(
    "change", [{"safe-now": "no"}, {"safe-now": "not-sure"}, {"whose-phone": "shared"}, {"apps": "no", "control": "no"}]
)
async def test_an_answer_that_says_stop_reaches_no_phone(change: dict[str, str], pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("watched") as phone:
        seen = await watch(Visit(place(phone, Origin.REAL), pack, proved), YES | change)
        assert phone.audit.events == []
    assert len(seen.of(Refused)) == 1
    assert seen.of(Finished) == []


@pytest.mark.slow
async def test_the_answers_of_a_real_visit_are_in_its_document(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("ordinary") as phone:
        document = (await watch(Visit(place(phone, Origin.REAL), pack, proved), YES)).document
    assert {answer.question: answer.answer for answer in document.answers} == {"safe-now": "yes", "whose-phone": "own"}
    assert all(consent.given for consent in document.consents)
    assert not document.practice


@pytest.mark.slow
@pytest.mark.core
async def test_a_phone_that_falls_silent_keeps_what_was_read_and_claims_nothing(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("stops-halfway") as phone:
        before = time.monotonic()
        seen = await watch(Visit(place(phone), pack, proved, round_deadline=6))
        assert time.monotonic() - before < 30
    document = seen.document
    assert Topic.APP_DETAILS in {gap.topic for gap in document.gaps}
    assert any(record.status == "complete" for record in document.readings)
    for outcome in document.outcomes:
        told = isinstance(outcome, CouldNot | NotApplicable) or outcome.gaps or outcome.signs
        assert told or outcome.check in OF_THE_FIRST_ROUND


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, 40, 3_000, 60_000, 200_000])
async def test_unplugged_at_any_byte(at: int, pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("watched", faults={"drop_after_bytes": at, "times": 99}) as phone:
        seen = await watch(Visit(place(phone), pack, proved, connect_deadline=5, round_deadline=10))
        assert phone.audit.changes() == []
    assert seen.of(Broken)
    for finished in seen.of(Finished):
        assert finished.consultation.end is End.BROKEN_OFF
        for outcome in finished.consultation.outcomes:
            whole = isinstance(outcome, Completed) and not outcome.gaps and not outcome.signs
            assert not whole or outcome.check in OF_THE_FIRST_ROUND


@pytest.mark.slow
@pytest.mark.core
async def test_declined_on_the_phone(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("watched", auth={"mode": "decline"}) as phone:
        seen = await watch(Visit(place(phone), pack, proved, connect_deadline=2))
    assert [event.fault for event in seen.of(Broken)] == ["declined-or-not-answered"]
    assert seen.of(Finished) == []


@pytest.mark.slow
@pytest.mark.core
async def test_stopping_keeps_what_was_read_and_lists_the_rest(pack: Pack, proved: PackStamp) -> None:
    with PracticePhone("watched", faults={"latency": 0.02}) as phone:
        visit = Visit(place(phone), pack, proved)
        stop_soon = lambda event: visit.stop() if isinstance(event, ReadingEnded) else None  # noqa: E731
        seen = await watch(visit, after=stop_soon)
    assert seen.document.end is End.STOPPED
    assert "stopped" in {gap.reason for gap in seen.document.gaps}
    whole = {o.check for o in seen.document.outcomes if isinstance(o, Completed) and not o.gaps and not o.signs}
    assert whole <= OF_THE_FIRST_ROUND


def test_signatures_that_were_not_proved_start_no_visit(pack: Pack, proved: PackStamp) -> None:
    nowhere = Endpoint(reader="android", via=Via.TCP, port=1, origin=Origin.PRACTICE)
    with pytest.raises(GateError):
        Visit(nowhere, pack, proved.model_copy(update={"canaries": 0}))
    with pytest.raises(GateError):
        Visit(nowhere, pack.model_copy(update={"signatures": ()}), proved)


async def test_an_answer_to_a_question_that_was_not_asked_is_refused(pack: Pack, proved: PackStamp) -> None:
    visit = Visit(Endpoint(reader="android", via=Via.TCP, port=1), pack, proved)
    events: AsyncIterator[Event] = visit.run()
    need = await anext(events)
    assert isinstance(need, Need)
    with pytest.raises(GateError):
        visit.answer(need, {"whose-phone": "own"})
    await events.aclose()  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.core
@pytest.mark.parametrize(
    ("story", "answer", "end"),
    [
        ("work-phone", "go-on", End.COMPLETE),
        ("work-phone", "stop", End.STOPPED),
        ("child-tablet", "stop", End.STOPPED),
    ],
)
async def test_a_managed_phone_is_read_on_only_after_a_new_yes(
    story: str, answer: str, end: End, pack: Pack, proved: PackStamp
) -> None:
    with PracticePhone(story) as phone:
        seen = await watch(Visit(place(phone, Origin.REAL), pack, proved), YES | {"managed-phone": answer})
    asked = [event.questions[0].id for event in seen.of(Need)]
    assert asked[-1] == "managed-phone"
    before = seen.events[: seen.events.index(seen.of(Need)[-1])]
    assert Topic.APPS not in {event.record.topic for event in before if isinstance(event, ReadingEnded)}
    read = {event.record.topic for event in seen.of(ReadingEnded)}
    assert (Topic.APPS in read) is (answer == "go-on")
    assert seen.document.end is end
    assert {each.question: each.answer for each in seen.document.answers}["managed-phone"] == answer
    for outcome in seen.document.outcomes:
        if answer == "stop" and isinstance(outcome, Completed) and outcome.check not in OF_THE_FIRST_ROUND:
            assert outcome.gaps or outcome.signs
