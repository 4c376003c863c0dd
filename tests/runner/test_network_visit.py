# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking at a network with a client: nothing before the gates, no more than was allowed, whose a thing is they say."""

import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.network import NetworkWay
from devicecheck.model.network_observations import KnownDevice, NetworkDevice, NetworkLook
from devicecheck.model.readings import Reading
from devicecheck.model.signatures import PackStamp
from devicecheck.packs.load import load_shipped
from devicecheck.readers.wire import LiveState
from devicecheck.runner.events import Event, Finished, Live, Need, Refused
from devicecheck.runner.network_visit import NetworkVisit
from devicecheck.runner.networks import HomeNetwork, broker_command, chosen, home_networks
from tests.parse.network.test_looks import EMPTY, host, reading

PACK = load_shipped()
STAMP = PackStamp(id=PACK.id, version=PACK.version, issued_on=PACK.issued_on, entries=9, digest="d", canaries=9)
PLACE = HomeNetwork("wlan0", "192.168.1.10", "192.168.1.0/24")
REAL = Endpoint(reader="network", via=Via.NETWORK)
CAMERA, DOORBELL, QUIET = "fc:f5:c4:70:12:c9", "c4:db:ad:5d:00:91", "5a:0c:ae:3e:0d:3a"
BODY = EMPTY | {
    "hosts": [
        host("192.168.1.7", CAMERA, ("http-title", "ESP32 OV2640"), ("stream", "pictures")),
        host("192.168.1.8", DOORBELL),
        host("192.168.1.9", QUIET),
        host("192.168.1.20", "3c:d9:2b:93:ae:74", ("mdns-type", "_ipp._tcp.local")),
    ]
}
YES = {"safe-now": "yes", "whose-network": "own", "who-runs-box": "we", "network": "yes", "how-far": "connect",
       "only-listen": "go-on", "own-device": "not-sure", "owner-agreed": "yes"}  # fmt: skip


class House:
    """A network that answers what the test says."""

    known: tuple[KnownDevice, ...] = ()
    network = PLACE

    def __init__(self) -> None:
        self.looked: list[NetworkWay] = []

    async def look(self, way: NetworkWay) -> AsyncGenerator[Reading | Live, None]:
        self.looked.append(way)
        yield reading(BODY)

    def stop(self) -> None:
        """Nothing runs longer than a call."""


async def visited(house: House, answers: dict[str, str]) -> tuple[list[Event], Consultation | None]:
    visit, events = NetworkVisit(REAL, PACK, STAMP, house), []
    async with aclosing(visit.run()) as running:
        async for event in running:
            events.append(event)
            if isinstance(event, Need):
                given = {}
                for question in event.questions:
                    answer = answers.get(question.id) or answers[question.id.partition(":")[0]]
                    given |= {question.id: answer, f"{question.id}:name": "our doorbell"}
                if "stop" in given.values():
                    visit.stop()
                else:
                    visit.answer(event, given)
    return events, next((event.consultation for event in events if isinstance(event, Finished)), None)


async def test_a_look_with_every_yes() -> None:
    house = House()
    _, document = await visited(house, YES | {f"own-device:{DOORBELL}": "mine"})
    assert house.looked == [NetworkWay.CONNECT]
    assert document is not None
    assert document.end is End.COMPLETE
    codes = {finding.subject.key: finding.code for finding in document.findings}
    assert codes == {CAMERA: "network-device", DOORBELL: "network-known"}
    noted = {answer.question: (answer.answer, answer.note) for answer in document.answers}
    assert noted["network"] == ("192.168.1.0/24", "wlan0 connect")
    assert noted[f"own-device:{DOORBELL}"] == ("mine", "our doorbell")
    kept = [each for each in document.observations if isinstance(each, NetworkDevice)]
    assert {device.key for device in kept} == {CAMERA, DOORBELL, QUIET}, "a named printer is nobody's business"
    assert [each for each in document.observations if isinstance(each, NetworkLook)]


class Listening(House):
    """A network that is listened to after the first look."""

    async def look(self, way: NetworkWay) -> AsyncGenerator[Reading | Live, None]:
        yield Live(LiveState.LOOKING_AROUND, {"left": "1", "devices": "3"})
        yield reading(BODY)
        yield Live(LiveState.LOOKING_AROUND, {"left": "58", "devices": "0"})
        yield Live(LiveState.LOOKING_AROUND, {"left": "40", "devices": "9"})


async def test_what_the_first_look_came_to_is_said_while_one_listens_on() -> None:
    events, _ = await visited(Listening(), YES)
    assert [(each.state, dict(each.terms)) for each in events if isinstance(each, Live)] == [
        (LiveState.LOOKING_AROUND, {"left": "1", "devices": "3"}),
        (LiveState.LISTENING_ON, {"left": "58", "devices": "4", "listed": "2"}),
        (LiveState.LISTENING_ON, {"left": "40", "devices": "9", "listed": "2"}),
    ]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"safe-now": "no"}, "gate.safe-now.no"),
        ({"whose-network": "other-home", "owner-agreed": "no"}, "gate.owner-agreed.no"),
        ({"whose-network": "work-or-hotel", "owner-agreed": "no"}, "gate.owner-agreed.no"),
        ({"network": "no"}, "gate.nothing-agreed"),
    ],
)
async def test_without_authority_nothing_is_looked_at(answers: dict[str, str], code: str) -> None:
    house = House()
    events, document = await visited(house, YES | answers)
    assert house.looked == []
    assert document is None
    assert [event.code for event in events if isinstance(event, Refused)] == [code]


@pytest.mark.slow
@pytest.mark.parametrize("who", ["other-person", "not-sure"])
async def test_where_another_person_runs_the_box_one_only_listens(who: str) -> None:
    house = House()
    events, _ = await visited(house, YES | {"who-runs-box": who})
    assert house.looked == [NetworkWay.LISTEN]
    asked = [question.id for event in events if isinstance(event, Need) for question in event.questions]
    assert "how-far" not in asked
    assert "only-listen" in asked


@pytest.mark.parametrize("where", ["safe-now", "whose-network", "who-runs-box", "network", "how-far"])
async def test_stopped_at_any_question_nothing_was_looked_at(where: str) -> None:
    house = House()
    _, document = await visited(house, YES | {where: "stop"})
    assert house.looked == []
    assert document is None


async def test_this_computers_networks_and_which_one() -> None:
    there = await home_networks()
    assert all(not each.address.startswith("127.") for each in there)
    other = HomeNetwork("eth0", "192.168.2.9", "192.168.2.0/24")
    large = HomeNetwork("tun0", "10.8.0.9", "10.0.0.0/8", "too-large")
    assert chosen((PLACE, large), None) == PLACE
    assert chosen((PLACE, other), "eth0") == other
    for networks, name, code in (
        ((), None, "no-network"),
        ((large,), None, "no-network"),
        ((PLACE,), "eth7", "no-network"),
        ((large,), "tun0", "network-refused"),
        ((PLACE, other), None, "several-networks"),
    ):
        with pytest.raises(UsageError) as caught:
            chosen(networks, name)
        assert caught.value.code.endswith(code)


def test_the_privileged_step_is_one_small_program() -> None:
    assert broker_command("wlan0")[-6:] == [
        sys.executable, "-I", "-m", "devicecheck.readers.network.broker", "--interface", "wlan0",
    ]  # fmt: skip


async def test_a_device_that_was_known_before_is_not_asked_about_again() -> None:
    house = House()
    known = KnownDevice(id="own-device:x", device="network-1", readings=(), key=DOORBELL, name="our doorbell")
    house.known = (known,)
    events, document = await visited(house, YES)
    asked = {question.id for event in events if isinstance(event, Need) for question in event.questions}
    assert f"own-device:{DOORBELL}" not in asked
    assert f"own-device:{CAMERA}" in asked
    assert document is not None
    assert {finding.subject.key: finding.code for finding in document.findings}[DOORBELL] == "network-known"
