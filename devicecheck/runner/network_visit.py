# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at a home network with a client: whose it is, who runs the box, how far one may go, whose each thing is."""

from collections.abc import Mapping
from contextlib import aclosing
from datetime import UTC, datetime

from devicecheck.model.consultation import Answer
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.network import NetworkWay
from devicecheck.model.network_observations import KnownDevice, NetworkDevice
from devicecheck.model.signatures import Pack, PackStamp
from devicecheck.model.topics import Topic, agreed_topics
from devicecheck.parse import network
from devicecheck.readers.wire import LiveState
from devicecheck.runner import gates, planning
from devicecheck.runner.beside_visit import OWN_ANSWERS, BesideVisit, Keeps
from devicecheck.runner.events import Live, Need, NeedKind, Question
from devicecheck.runner.networks import DEVICE, Looks

HOW_FAR = Question("how-far", ("listen", "ask", "connect"))
ONLY_LISTEN = Question("only-listen", ("go-on",))
MOST_ASKED = 20
"""Devices that the client is asked about at the most."""
RUN_BY_US = "we"


class NetworkVisit(BesideVisit):
    """One client and one network."""

    def __init__(
        self, endpoint: Endpoint, pack: Pack, stamp: PackStamp, looks: Looks, kept: Keeps | None = None
    ) -> None:
        super().__init__(endpoint, pack, stamp, DEVICE, looks.known, kept)
        self._looks = looks

    def _halt(self) -> None:
        self._looks.stop()

    async def _practice(self) -> None:
        self._record.agreed = agreed_topics(gates.NETWORK_SCOPES)
        await self._look(NetworkWay.CONNECT)

    async def _real(self) -> None:
        way = await self._how_far() if await self._allowed() and await self._keeping_settled() else None
        if way is not None:
            await self._look(way)
            await self._ask_whose()

    async def _allowed(self) -> bool:
        """Every gate, in the order in which the answers decide about the next."""
        if not await self._pass_the_gates(gates.NETWORK_START, gates.NETWORK_SCOPES):
            return False
        whose = self._given(gates.AT_HOME.id)
        owner = (gates.OWNER_AGREED,) if whose in gates.NEEDS_OWNER else ()
        rest = (*owner, gates.WHO_RUNS, gates.NETWORK_CONSENT)
        for need in rest:
            if not await self._pass_the_gates((need,), gates.NETWORK_SCOPES):
                return False
        return gates.complete(self._record.recorded, (*gates.NETWORK_START, *rest))

    async def _how_far(self) -> NetworkWay | None:
        """Where another person can see who looks around in the network, no device is asked: the answer says why."""
        terms = {"network": self._looks.network.network, "interface": self._looks.network.name}
        if self._given("who-runs-box") != RUN_BY_US:
            return NetworkWay.LISTEN if await self._choice(ONLY_LISTEN, terms) else None
        answer = await self._choice(HOW_FAR, terms)
        return NetworkWay(answer) if answer else None

    def _given(self, question: str) -> str:
        answers = (each.answer for each in self._record.recorded.answers if each.question == question)
        return next(answers, "")

    async def _look(self, way: NetworkWay) -> None:
        record = self._record
        if self._stopping.is_set():
            return
        record.offered = frozenset({Topic.NETWORK_DEVICES})
        ways = dict.fromkeys((way, NetworkWay.LISTEN))
        await self._keep_round([planning.Question(Topic.NETWORK_DEVICES, (("way", each.value),)) for each in ways])
        await self._note("network", self._looks.network.network, f"{self._looks.network.name} {way}")
        async with aclosing(self._looks.look(way)) as items:
            first: dict[str, str] = {}
            async for item in items:
                if isinstance(item, Live):
                    self._events.put_nowait(_listening_on(item, first) if first else item)
                else:
                    await self._keep_reading(item)
                    first = first or self._so_far()

    def _so_far(self) -> dict[str, str]:
        """What the first look came to, while one listens on."""
        found = network.observe(self._record.readings, DEVICE).observations
        met = sum(isinstance(each, NetworkDevice) for each in found)
        return {"devices": str(met), "listed": str(len(self._named()))}

    async def _ask_whose(self) -> None:
        """Ask about each device that is on our list. Only a clear "mine" makes one known."""
        known = {each.key for each in self._record.told if isinstance(each, KnownDevice)}
        for device, entry in self._to_ask():
            if device.key in known:
                continue
            question = Question(f"own-device:{device.key}", OWN_ANSWERS, named=frozenset({"mine"}))
            names = ", ".join(device.names[:2]) or "-"
            terms = {"kind": entry, "address": device.address, "maker": device.maker or "-", "names": names}
            given = await self._ask(Need(NeedKind.STEP, (question,), terms))
            if given is None:
                return
            await self._note_whose(question, given, device)

    async def _note_whose(self, question: Question, given: Mapping[str, str], device: NetworkDevice) -> None:
        name = given.get(f"{question.id}:name", "").strip()
        await self._note(question.id, given[question.id], name)
        if given[question.id] == "mine":
            own = KnownDevice(
                id=f"own-device:{device.key}", device=DEVICE, readings=(), key=device.key, name=name or "own"
            )
            await self._keep_own(own)

    async def _note(self, question: str, answer: str, note: str) -> None:
        given = Answer(question=question, answer=answer, at=datetime.now(UTC), note=note)
        before = self._record.recorded
        await self._keep_answers(gates.Recorded((*before.answers, given), before.consents))

    def _to_ask(self) -> list[tuple[NetworkDevice, str]]:
        return self._named()[:MOST_ASKED]

    def _named(self) -> list[tuple[NetworkDevice, str]]:
        """Devices on our list, each with the name of the first entry that it fits."""
        found = network.observe(self._record.readings, DEVICE).observations
        devices = (each for each in found if isinstance(each, NetworkDevice))
        return [(device, matches[0].signature.name) for device in devices if (matches := self._index.lan(device))]


def _listening_on(live: Live, first: Mapping[str, str]) -> Live:
    """The state of listening, with what the first look came to. What is heard later is read at the end."""
    met = max(int(first["devices"]), int(live.terms.get("devices", "0")))
    return Live(LiveState.LISTENING_ON, {**first, "devices": str(met), "left": live.terms.get("left", "0")})
