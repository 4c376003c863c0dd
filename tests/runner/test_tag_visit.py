# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listening with a client: nothing before the gates, no second place too soon, and whose a tag is only they can say."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

import pytest

from devicecheck.errors import GateError, ReaderError
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.findings import Completed, CouldNot
from devicecheck.model.observations import GapReason
from devicecheck.model.radio import SweepPlace
from devicecheck.model.radio_observations import RadioSweep, TrustedTag
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import PackStamp
from devicecheck.model.topics import Scope, Topic
from devicecheck.packs.load import load_shipped
from devicecheck.readers.wire import Fault, Status
from devicecheck.runner.events import Broken, Event, Finished, Live, Need, NeedKind, Refused
from devicecheck.runner.tag_visit import TagVisit
from tests.parse.bluetooth.test_sweeps import heard, row

PACK = load_shipped()
STAMP = PackStamp(id=PACK.id, version=PACK.version, issued_on=PACK.issued_on, entries=9, digest="d", canaries=9)
ROOM, NEAR, LATER = SweepPlace
RADIO = Endpoint(reader="bluetooth", via=Via.RADIO)
YES = {"client-here": "not-yet", "safe-now": "yes", "secret-home": "no", "tags": "yes", "things-ready": "ready",
       "second-place": "there", "too-soon": "now", "own-tag": "not-sure"}  # fmt: skip


class Air:
    """A radio that hears what the test says, so many minutes ago."""

    trusted: tuple[TrustedTag, ...] = ()

    def __init__(
        self, bodies: Mapping[SweepPlace, bytes], minutes_ago: Mapping[SweepPlace, float] | None = None
    ) -> None:
        self.bodies, self.minutes_ago = bodies, minutes_ago or {}
        self.listened: list[SweepPlace] = []
        self.fault: Fault | None = None

    async def listen(self, place: SweepPlace, number: int) -> AsyncGenerator[Reading | Live, None]:
        self.listened.append(place)
        if self.fault is not None:
            raise ReaderError(self.fault)
        at = datetime.now(UTC) - timedelta(minutes=self.minutes_ago.get(place, 0))
        body = self.bodies.get(place, heard())
        params = {"place": place.value, "seconds": 60}
        yield Reading(f"t{number}", Topic.BLUETOOTH_TAGS, "radio-1", "x", at, at, Status.COMPLETE, body, params=params)

    def stop(self) -> None:
        """Nothing runs longer than a call."""


def at(minutes_ago: float) -> dict[str, object]:
    moment = (datetime.now(UTC) - timedelta(minutes=minutes_ago)).isoformat(timespec="milliseconds")
    return row(first=moment, last=moment)


def both_places() -> Air:
    return Air({NEAR: heard(at(45)), LATER: heard(at(0))}, {ROOM: 60, NEAR: 45})


async def run(
    air: Air, answers: dict[str, str], when: Callable[[str, TagVisit], None] | None = None
) -> tuple[list[Event], list[Need]]:
    """Every event, and every need among them; `when` is told of each question before its answer."""
    visit = TagVisit(RADIO, PACK, STAMP, air)
    events: list[Event] = []
    async with aclosing(visit.run()) as stream:
        async for event in stream:
            events.append(event)
            if isinstance(event, Need):
                if when is not None:
                    when(event.questions[0].id, visit)
                given = {q.id: answers[q.id.partition(":")[0]] for q in event.questions}
                names = {f"{q.id}:name": "my keys" for q in event.questions if given[q.id] in q.named}
                visit.answer(event, given | names)
    return events, [event for event in events if isinstance(event, Need)]


def document(events: list[Event]) -> Consultation:
    return next(event.consultation for event in events if isinstance(event, Finished))


@pytest.mark.slow
@pytest.mark.core
async def test_three_places_half_an_hour_apart_make_a_document_with_the_card() -> None:
    air = both_places()
    events, asked = await run(air, YES)
    assert air.listened == [ROOM, NEAR, LATER]
    assert [need.questions[0].id.partition(":")[0] for need in asked] == [
        "client-here", "safe-now", "secret-home", "tags", "things-ready", "own-tag", "second-place",
    ]  # fmt: skip
    made = document(events)
    assert [finding.code for finding in made.findings] == ["tag-travels"]
    assert (made.devices[0].platform, made.devices[0].via, made.end) == ("bluetooth", "radio", End.COMPLETE)
    assert [(consent.scope, consent.given) for consent in made.consents] == [(Scope.TAGS, True)]
    assert len([each for each in made.observations if isinstance(each, RadioSweep)]) == 3
    assert Consultation.model_validate_json(made.model_dump_json()) == made


@pytest.mark.parametrize("said", [{"safe-now": "no"}, {"safe-now": "not-sure"}, {"tags": "no"}])
async def test_without_a_yes_only_the_empty_room_was_listened_to_and_nothing_stays(said: dict[str, str]) -> None:
    air = both_places()
    events, _ = await run(air, YES | said)
    assert air.listened == [ROOM]
    assert [event for event in events if isinstance(event, Refused)]
    assert not [event for event in events if isinstance(event, Finished)]


@pytest.mark.slow
@pytest.mark.core
async def test_a_client_who_is_here_already_leaves_no_empty_room_to_listen_to() -> None:
    air = both_places()
    events, _ = await run(air, YES | {"client-here": "here"})
    assert air.listened == [NEAR, LATER]
    assert [finding.code for finding in document(events).findings] == ["tag-again"]


@pytest.mark.slow
@pytest.mark.core
async def test_a_second_place_too_soon_says_how_long_to_wait_and_is_only_seen_again() -> None:
    events, asked = await run(Air({NEAR: heard(at(0)), LATER: heard(at(0))}), YES)
    (soon,) = [need for need in asked if need.questions[0].id == "too-soon"]
    assert 29 <= int(soon.terms["minutes"]) <= 31
    assert [finding.code for finding in document(events).findings] == ["tag-again"]


@pytest.mark.slow
@pytest.mark.core
async def test_waiting_asks_again_and_no_second_place_says_so() -> None:
    answers = YES | {"too-soon": "wait"}

    def give_up_later(question: str, _: TagVisit) -> None:
        if question == "too-soon":
            answers["second-place"] = "not-possible"

    events, asked = await run(Air({NEAR: heard(at(0))}), answers, give_up_later)
    assert [need.questions[0].id for need in asked].count("second-place") == 2
    made = document(events)
    assert [finding.code for finding in made.findings] == ["tag-near"]
    assert GapReason.ONE_PLACE in {gap.reason for gap in made.gaps}


@pytest.mark.slow
@pytest.mark.core
async def test_only_a_clear_yes_makes_a_tag_the_clients_own_and_it_is_asked_once() -> None:
    events, asked = await run(both_places(), YES | {"own-tag": "mine"})
    made = document(events)
    assert [finding.code for finding in made.findings] == ["tag-own"]
    assert made.findings[0].terms["own"] == "my keys"
    (own,) = [need for need in asked if need.questions[0].id.startswith("own-tag")]
    assert own.kind is NeedKind.STEP
    assert (own.terms["kind"], own.terms["strongest"]) == ("Apple AirTag", "-51")
    (answer,) = [one for one in made.answers if one.question.startswith("own-tag")]
    assert (answer.answer, answer.note) == ("mine", "my keys")


async def test_a_radio_that_is_off_is_named_and_no_document_pretends() -> None:
    air = both_places()
    air.fault = Fault.RADIO_OFF
    events, _ = await run(air, YES)
    assert [event.fault for event in events if isinstance(event, Broken)] == [Fault.RADIO_OFF]
    assert not [event for event in events if isinstance(event, Finished)]


@pytest.mark.slow
@pytest.mark.core
async def test_a_radio_that_fails_at_the_second_place_keeps_the_first() -> None:
    air = both_places()

    def fail(question: str, _: TagVisit) -> None:
        air.fault = Fault.NO_ADAPTER if question == "second-place" else None

    made = document((await run(air, YES, fail))[0])
    assert (made.end, made.broken_by) == (End.BROKEN_OFF, Fault.NO_ADAPTER)
    assert [finding.code for finding in made.findings] == ["tag-near"]


@pytest.mark.slow
@pytest.mark.core
async def test_stopping_ends_it_and_what_was_heard_stays() -> None:
    def stop(question: str, visit: TagVisit) -> None:
        if question == "second-place":
            visit.stop()

    made = document((await run(both_places(), YES, stop))[0])
    assert made.end is End.STOPPED
    assert [each.place for each in made.observations if isinstance(each, RadioSweep)] == [ROOM, NEAR]


@pytest.mark.slow
@pytest.mark.core
async def test_a_room_without_a_single_sender_was_not_listened_to() -> None:
    made = document((await run(Air(dict.fromkeys(SweepPlace, heard(senders=0)), {NEAR: 45}), YES))[0])
    (outcome,) = [each for each in made.outcomes if each.check == "tags-near"]
    assert isinstance(outcome, CouldNot)


@pytest.mark.slow
@pytest.mark.core
async def test_nothing_of_the_listed_kinds_at_any_place_is_looked_and_did_not_see() -> None:
    made = document((await run(Air({}, {NEAR: 45}), YES))[0])
    (outcome,) = [each for each in made.outcomes if each.check == "tags-near"]
    assert isinstance(outcome, Completed)
    assert (outcome.gaps, outcome.signs, outcome.looked_at) == ((), (), 36)


async def test_an_answer_that_is_none_is_refused() -> None:
    visit = TagVisit(RADIO, PACK, STAMP, Air({}))
    async with aclosing(visit.run()) as stream:
        need = await anext(stream)
        assert isinstance(need, Need)
        for wrong in ({}, {"client-here": "maybe"}):
            with pytest.raises(GateError):
                visit.answer(need, wrong)
        visit.stop()


def test_without_proved_signatures_nothing_starts() -> None:
    with pytest.raises(GateError):
        TagVisit(RADIO, PACK, STAMP.model_copy(update={"canaries": 0}), Air({}))


@pytest.mark.slow
async def test_a_tag_that_was_known_at_an_earlier_visit_is_not_asked_about_again() -> None:
    air = both_places()
    key = "find-my:d11122334401"
    air.trusted = (TrustedTag(id=f"own:{key}", device="radio-1", readings=(), key=key, name="my keys"),)
    events, asked = await run(air, YES)
    assert not [need for need in asked if need.questions[0].id.startswith("own-tag")]
    made = document(events)
    assert [(finding.code, finding.terms["own"]) for finding in made.findings] == [("tag-own", "my keys")]


@pytest.mark.slow
@pytest.mark.core
async def test_a_known_tag_that_is_not_here_says_nothing() -> None:
    air = both_places()
    air.trusted = (TrustedTag(id="own:tile:1", device="radio-1", readings=(), key="tile:1", name="my bike"),)
    made = document((await run(air, YES))[0])
    assert [finding.code for finding in made.findings] == ["tag-travels"]
    assert not [each for each in made.observations if isinstance(each, TrustedTag)]
