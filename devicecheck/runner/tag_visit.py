# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listening for tags with a client: the empty room, near the client's things, a second place half an hour later."""

from collections.abc import Mapping
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from devicecheck.checks.tag_meetings import LONG_ENOUGH
from devicecheck.model.consultation import Answer
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.radio import SweepPlace
from devicecheck.model.radio_observations import TagSighting, TrustedTag
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Topic, agreed_topics
from devicecheck.parse import bluetooth
from devicecheck.runner import gates, planning
from devicecheck.runner.beside_visit import OWN_ANSWERS, BesideVisit, Keeps
from devicecheck.runner.events import Live, Need, NeedKind, Question
from devicecheck.runner.sweeps import Sweeps

CLIENT_HERE = Question("client-here", ("not-yet", "here"))
THINGS_READY = Question("things-ready", ("ready",))
SECOND_PLACE = Question("second-place", ("there", "not-possible"))
TOO_SOON = Question("too-soon", ("wait", "now"))
MOST_ASKED = 12
"""Tags that the client is asked about at the most; a room with more holds a shop or a fair."""
DEVICE = "radio-1"


class TagVisit(BesideVisit):
    """One client, up to three times of listening."""

    def __init__(
        self, endpoint: Endpoint, pack: Pack, stamp: PackStamp, sweeps: Sweeps, kept: Keeps | None = None
    ) -> None:
        super().__init__(endpoint, pack, stamp, DEVICE, sweeps.trusted, kept)
        self._sweeps = sweeps

    def _halt(self) -> None:
        self._sweeps.stop()

    async def _practice(self) -> None:
        """A recorded radio: every place it has."""
        self._record.agreed = agreed_topics(gates.TAG_SCOPES)
        for place in SweepPlace:
            await self._listen(place)

    async def _real(self) -> None:
        if await self._choice(CLIENT_HERE) == "not-yet":
            await self._listen(SweepPlace.EMPTY_ROOM)
        if (
            not await self._pass_the_gates(gates.TAG_NEEDS, gates.TAG_SCOPES)
            or not await self._keeping_settled()
            or await self._choice(THINGS_READY) is None
        ):
            return
        await self._listen(SweepPlace.NEAR_THINGS)
        await self._ask_whose()
        if await self._at_a_second_place():
            await self._listen(SweepPlace.ELSEWHERE)
            await self._ask_whose()

    async def _at_a_second_place(self) -> bool:
        """Whether the client's things are somewhere else now, and long enough after the first place."""
        while await self._choice(SECOND_PLACE) == "there":
            wait = self._too_soon()
            if wait <= timedelta(0):
                return True
            terms = {"minutes": str(int(wait.total_seconds() // 60) + 1)}
            if await self._choice(TOO_SOON, terms) == "now":
                return True
        return False

    def _too_soon(self) -> timedelta:
        last = max((reading.ended_at for reading in self._record.readings), default=datetime.now(UTC))
        return last + LONG_ENOUGH - datetime.now(UTC)

    async def _listen(self, place: SweepPlace) -> None:
        record = self._record
        if self._stopping.is_set():
            return
        record.offered = frozenset({Topic.BLUETOOTH_TAGS})
        await self._keep_round((planning.Question(Topic.BLUETOOTH_TAGS, (("place", place.value),)),))
        async with aclosing(self._sweeps.listen(place, len(record.readings) + 1)) as items:
            async for item in items:
                if isinstance(item, Live):
                    self._events.put_nowait(item)
                else:
                    await self._keep_reading(item)

    async def _ask_whose(self) -> None:
        """Ask about each tag that was heard, once. Only a clear "mine" makes one trusted."""
        record = self._record
        asked = {answer.question for answer in record.recorded.answers}
        asked |= {f"own-tag:{each.key}" for each in record.told if isinstance(each, TrustedTag)}
        for sighting, entry in self._to_ask():
            question = Question(f"own-tag:{sighting.key}", OWN_ANSWERS, named=frozenset({"mine"}))
            if question.id in asked:
                continue
            strength = str(sighting.strongest) if sighting.strongest is not None else "?"
            terms = {"kind": entry, "strongest": strength, "heard": str(sighting.heard)}
            given = await self._ask(Need(NeedKind.STEP, (question,), terms))
            if given is None:
                return
            await self._note_whose(question, given, sighting)

    async def _note_whose(self, question: Question, given: Mapping[str, str], sighting: TagSighting) -> None:
        record, name = self._record, given.get(f"{question.id}:name", "").strip()
        answer = Answer(question=question.id, answer=given[question.id], at=datetime.now(UTC), note=name)
        await self._keep_answers(gates.Recorded((*record.recorded.answers, answer), record.recorded.consents))
        if answer.answer == "mine":
            own = TrustedTag(id=f"own:{sighting.key}", device=DEVICE, readings=(), key=sighting.key, name=name or "own")
            await self._keep_own(own)

    def _to_ask(self) -> list[tuple[TagSighting, str]]:
        """Tags near the things or at the second place that the empty room did not have, the strongest first."""
        found = bluetooth.observe(self._record.readings, DEVICE).observations
        sightings = [each for each in found if isinstance(each, TagSighting)]
        before = {each.key for each in sightings if each.place is SweepPlace.EMPTY_ROOM}
        fresh = {each.key: each for each in sightings if each.key not in before}
        named = []
        for sighting in sorted(fresh.values(), key=lambda each: -(each.strongest or -128)):
            matches = self._index.radio(sighting.company, sighting.service, bytes.fromhex(sighting.payload))
            if matches:
                named.append((sighting, matches[0].signature.name))
        return named[:MOST_ASKED]
