# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole reader, with the real library, on BlueZ's own interface."""

import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from devicecheck.errors import ReaderError
from devicecheck.matching.index import SignatureIndex
from devicecheck.model.radio_observations import TagSighting
from devicecheck.model.readings import Reading
from devicecheck.packs.load import load_shipped
from devicecheck.parse.bluetooth import observe
from devicecheck.readers.wire import Ask, Fault, LiveState, StateMessage, Status
from devicecheck.sources.session import Session, running
from tests.parse.bluetooth.test_kinds import CASES, NO_TAGS
from tests.readers.bluetooth.bluez import Bluez, bluez, need_dbusmock

PACK = load_shipped()
HEARD = {name: case for name, case in CASES.items() if name not in {"SmartTag early", "SmartTag away", "SmartTag near"}}
"""Each number of the table once: these three messages carry that of another one."""
PRINTS = [print_.model_dump() for entry in PACK.signatures for print_ in entry.indicators.bluetooth]


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bluez]:
    need_dbusmock()
    with bluez(tmp_path) as running_bluez:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", running_bluez.address)
        yield running_bluez


async def sweep(folder: Path, meanwhile: Callable[[Session], None] | None = None, seconds: int = 2) -> Reading:
    """One sweep; `meanwhile` runs once, when the reader has said that it listens."""
    private = folder / "private"
    private.mkdir()
    (private / "prints.json").write_text(json.dumps(PRINTS))
    argv = [sys.executable, "-I", "-m", "devicecheck.readers.bluetooth", "--agreed", "bluetooth-tags"]
    found: list[Reading] = []
    async with running([*argv, "--folder", str(private)], "bluetooth", private, 20, "radio-1") as session:
        question = Ask("r1", "bluetooth-tags", {"place": "near-things", "seconds": seconds})
        async for item in _answers(session, question):
            if isinstance(item, Reading):
                found.append(item)
            elif item.state is LiveState.LISTENING and meanwhile is not None:
                meanwhile(session)
                meanwhile = None
    (reading,) = found
    return reading


def _answers(session: Session, question: Ask) -> AsyncIterator[Reading | StateMessage]:
    return session.ask([question], 60)


def address(number: int) -> str:
    return f"D1:11:22:33:44:{number:02X}"


async def test_every_kind_of_tag_is_heard_and_nothing_of_others_but_their_number(bus: Bluez, tmp_path: Path) -> None:
    bus.add_adapter()

    def senders(_: Session) -> None:
        for number, case in enumerate(HEARD.values()):
            bus.appear(address(number), *case[:3])
        for number, other in enumerate(NO_TAGS.values(), 100):
            bus.appear(address(number), *other, name="Anna's phone")

    reading = await sweep(tmp_path, senders, seconds=4)
    assert reading.status is Status.COMPLETE
    assert b"Anna" not in reading.body
    assert json.loads(reading.body)["senders"] == len(HEARD) + len(NO_TAGS)
    tags = {tag.address: tag for tag in observe([reading], "radio-1").observations if isinstance(tag, TagSighting)}
    index = SignatureIndex(PACK)
    for number, (name, case) in enumerate(HEARD.items()):
        *_, entry, _, away, battery, lasts = case
        tag = tags[address(number)]
        (match,) = index.radio(tag.company, tag.service, bytes.fromhex(tag.payload))
        assert match.signature.id == f"tag-{entry}"
        assert (tag.away, tag.battery.value, tag.lasts) == (away, battery, lasts), name


async def test_each_message_is_counted_and_the_strongest_is_kept(bus: Bluez, tmp_path: Path) -> None:
    bus.add_adapter()

    def senders(_: Session) -> None:
        path = bus.appear(address(1), *CASES["AirTag away"][:3])
        for strength in (-70, -45, -80):
            bus.again(path, strength)

    (tag,) = json.loads((await sweep(tmp_path, senders)).body)["tags"]
    assert (tag["heard"], tag["strongest"], tag["address_kind"]) == (4, -45, "random")


async def test_it_only_ever_asks_the_radio_to_listen(bus: Bluez, tmp_path: Path) -> None:
    bus.add_adapter()
    await sweep(tmp_path, lambda _: bus.appear(address(1), *CASES["AirTag away"][:3]) and None)
    allowed = {"SetDiscoveryFilter", "StartDiscovery", "StopDiscovery", "GetManagedObjects", "GetAll", "Get"}
    ours = {"AddAdapter", "AddProperty", "UpdateProperties", "AddObject"}
    assert {"StartDiscovery", "StopDiscovery"} <= bus.asked() <= allowed | ours


async def test_a_radio_that_is_turned_off_meanwhile_gives_no_result(bus: Bluez, tmp_path: Path) -> None:
    bus.add_adapter()
    with pytest.raises(ReaderError) as caught:
        await sweep(tmp_path, lambda _: bus.power(False))
    assert caught.value.reason == Fault.RADIO_OFF


async def test_stopping_ends_it_at_once_with_nothing_claimed(bus: Bluez, tmp_path: Path) -> None:
    bus.add_adapter()
    reading = await sweep(tmp_path, lambda session: session.cancel(), seconds=200)
    assert (reading.status, reading.body) == (Status.STOPPED, b"")


def _adapterless(_: Bluez) -> None:
    pass


def _off(bus: Bluez) -> None:
    bus.add_adapter(powered=False)


def _denied(bus: Bluez) -> None:
    bus.add_adapter()
    bus.deny()


@pytest.mark.parametrize(
    ("prepare", "fault"),
    [(_adapterless, Fault.NO_ADAPTER), (_off, Fault.RADIO_OFF), (_denied, Fault.RADIO_NOT_ALLOWED)],
)
async def test_each_reason_not_to_listen_has_its_name(
    prepare: Callable[[Bluez], None], fault: Fault, bus: Bluez, tmp_path: Path
) -> None:
    prepare(bus)
    with pytest.raises(ReaderError) as caught:
        await sweep(tmp_path)
    assert caught.value.reason == fault


async def test_a_bus_without_bluez_and_no_bus_at_all_are_a_missing_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_dbusmock()
    with bluez(tmp_path, service=False) as empty:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", empty.address)
        with pytest.raises(ReaderError) as caught:
            await sweep(tmp_path)
    assert caught.value.reason == Fault.NO_RADIO_SERVICE
    again = tmp_path / "again"
    again.mkdir()
    with pytest.raises(ReaderError) as caught:
        await sweep(again)
    assert caught.value.reason == Fault.NO_RADIO_SERVICE
