# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions with the real reader and the practice phone: answers, faults, stopping, and what stays behind."""

import asyncio
import importlib
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from devicecheck.errors import ReaderError
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.practice.phone import PracticePhone
from devicecheck.readers.wire import PHONE_VARIABLE, Ask, Fault, LiveState, StateMessage, Status
from devicecheck.sources.private_folder import ALIVE, private_folder
from devicecheck.sources.reader_process import GRACE, whose
from devicecheck.sources.session import Session, open_session

ALL = frozenset(Topic)
PHONE: dict[str, Any] = {
    "title": "small",
    "device": {"sdk": 34, "release": "14", "model": "Pixel 7", "brand": "google", "serial": "X1"},
    "auth": {"mode": "open"},
    "apps": [{"package": f"org.example.app{number}", "label": f"App {number}"} for number in range(5)],
}
ASKS = (Ask("r1", "clock"), Ask("r2", "apps", {"user": 0}), Ask("r3", "app-details"), Ask("r4", "accessibility-state"))
HANGS = {"commands": [{"match": "^dumpsys package", "text": "Packages:\n", "hang": 60}]}


SERIAL = "R58M12ABCDE"


@pytest.fixture
def folder() -> Iterator[Path]:
    with private_folder() as path:
        yield path


def place(phone: PracticePhone) -> Endpoint:
    return Endpoint(reader="android", via=Via.TCP, port=phone.port)


@asynccontextmanager
async def session(phone: PracticePhone, folder: Path, connect: float = 5.0) -> AsyncIterator[Session]:
    async with open_session(place(phone), ALL, folder, connect) as opened:
        yield opened


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
async def test_no_command_line_names_the_phone(folder: Path) -> None:
    """Others on this computer see command lines, and systems write them into logs."""
    with PracticePhone(PHONE) as phone:
        named = place(phone).model_copy(update={"serial": SERIAL})
        async with open_session(named, ALL, folder, 5.0):
            lines = await asyncio.to_thread(_command_lines)
            ours = [each for each in lines if b"devicecheck.readers." in each and bytes(folder) in each]
    assert ours
    assert not [each for each in ours if SERIAL.encode() in each]


@pytest.mark.parametrize("reader", ["android", "iphone"])
def test_a_reader_is_told_which_phone_by_its_environment(reader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PHONE_VARIABLE, SERIAL)
    program = importlib.import_module(f"devicecheck.readers.{reader}.__main__")
    assert program._parser().parse_args([]).serial == SERIAL
    assert whose(Endpoint(reader="android", via=Via.USB, serial=SERIAL)) == {PHONE_VARIABLE: SERIAL}


def _command_lines() -> list[bytes]:
    lines = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines.append(each.read_bytes())
    return lines


async def gather(opened: Session, asks: tuple[Ask, ...] = ASKS, deadline: float = 5.0) -> tuple[list, dict, str]:
    """States, readings by id, and the fault that ended the session, if one did."""
    states: list[LiveState] = []
    readings: dict[str, Reading] = {}
    try:
        async with aclosing(opened.ask(asks, deadline)) as items:
            async for item in items:
                if isinstance(item, StateMessage):
                    states.append(item.state)
                else:
                    assert item.id not in readings
                    readings[item.id] = item
    except ReaderError as error:
        return states, readings, error.reason
    return states, readings, ""


def names_in(folder: Path) -> list[str]:
    """What lies in the folder beside the mark of its owner, with its mode."""
    found = [path for path in folder.rglob("*") if path.name != ALIVE]
    return sorted(f"{path.name} {path.stat().st_mode & 0o777:o}" for path in found)


def readers_of(folder: Path) -> list[int]:
    """Processes that were given this folder on their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(folder).encode() in path.read_bytes() and int(path.parent.name) != os.getpid():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


async def test_rounds_of_questions_over_one_connection(folder: Path) -> None:
    with PracticePhone(PHONE) as phone:
        async with session(phone, folder) as opened:
            states, first, fault = await gather(opened)
            path = first["r2"].body.split(b"\n")[0].removeprefix(b"package:").rpartition(b"=org.")[0].decode()
            tail = Ask("r9", "app-file-tail", {"path": path, "length": 4096})
            again, second, _ = await gather(opened, (Ask("r8", "users"), tail))
        connects = [event for event in phone.audit.events if "banner" in event]
        assert (len(connects), phone.audit.opens, phone.audit.changes()) == (1, 2, [])
    assert states == [LiveState.LOOKING, LiveState.CONNECTING, LiveState.CONNECTED]
    assert (again, fault) == ([], "")
    assert {reading.status for reading in (*first.values(), *second.values())} == {Status.COMPLETE}
    assert first["r2"].params == {"user": 0}
    assert first["r2"].topic is Topic.APPS
    assert first["r2"].started_at.tzinfo is not None


async def test_a_whole_phone_with_its_large_answer(folder: Path) -> None:
    with PracticePhone("ordinary", auth="open") as phone:
        async with session(phone, folder) as opened:
            _, readings, _ = await gather(opened)
    assert readings["r3"].status is Status.COMPLETE
    assert len(readings["r3"].body) > 256 << 10


async def test_an_answer_of_many_megabytes_comes_through_a_file_that_is_gone_then(folder: Path) -> None:
    text = "a line of a very long answer\n" * 180_000
    with PracticePhone(PHONE | {"commands": [{"match": "^dumpsys accessibility", "text": text}]}) as phone:
        async with session(phone, folder) as opened:
            _, readings, _ = await gather(opened, (ASKS[3],), deadline=20)
            assert names_in(folder) == []
    assert readings["r4"].body == text.encode()


async def test_without_consent_nothing_is_started(folder: Path) -> None:
    with PracticePhone(PHONE) as phone:
        with pytest.raises(ReaderError) as caught:
            async with open_session(place(phone), frozenset(), folder):
                raise AssertionError("it was started")
        assert phone.audit.events == []
    assert caught.value.reason == Fault.NOT_AGREED


async def test_a_topic_that_was_not_agreed_is_not_sent(folder: Path) -> None:
    with PracticePhone(PHONE) as phone:
        async with open_session(place(phone), frozenset({Topic.CLOCK}), folder) as opened:
            _, readings, fault = await gather(opened)
        services = [event["service"] for event in phone.audit.events if "service" in event]
    assert fault == ""
    assert readings["r1"].status is Status.COMPLETE
    assert {readings[key].status for key in ("r2", "r3", "r4")} == {Status.UNSUPPORTED}
    assert {readings[key].note for key in ("r2", "r3", "r4")} == {Fault.NOT_AGREED.value}
    assert all("dumpsys" not in service and "pm " not in service for service in services)


@pytest.mark.parametrize("path", ["/data/app/other/base.apk", "/data/data/org.example/secret", "/sdcard/x.apk; reboot"])
async def test_a_path_that_the_phone_did_not_name_is_not_sent(folder: Path, path: str) -> None:
    with PracticePhone(PHONE) as phone:
        async with session(phone, folder) as opened:
            await gather(opened)
            opens = phone.audit.opens
            _, readings, _ = await gather(opened, (Ask("r9", "app-file-tail", {"path": path}),))
        assert phone.audit.opens == opens
    assert (readings["r9"].status, readings["r9"].note, readings["r9"].body) == (Status.UNSUPPORTED, "bad-ask", b"")


@pytest.mark.parametrize(
    ("story", "fault"),
    [
        ({"auth": {"mode": "decline"}}, Fault.DECLINED),
        ({"auth": {"mode": "silent"}}, Fault.TIMED_OUT),
        ({"faults": {"drop_after_bytes": 0, "times": 9}}, Fault.UNPLUGGED),
        ({"faults": {"garbage_at_packet": 1}}, Fault.PROTOCOL),
        ({"faults": {"stls": True}}, Fault.PROTOCOL),
        ({"faults": {"refuse_open": "."}}, Fault.REFUSED),
    ],
)
async def test_a_fault_ends_the_session_with_its_name(folder: Path, story: dict[str, Any], fault: Fault) -> None:
    with PracticePhone(PHONE | story) as phone:
        async with session(phone, folder, connect=1) as opened:
            _, readings, reason = await gather(opened)
    assert reason == fault
    assert all(reading.status is not Status.COMPLETE for reading in readings.values())
    assert readers_of(folder) == []


async def test_what_was_read_before_an_unplug_stays(folder: Path) -> None:
    small_packets = PHONE["device"] | {"max_payload": 4096}
    with PracticePhone(PHONE | {"faults": {"drop_after_bytes": 9_000}}, device=small_packets) as phone:
        async with session(phone, folder) as opened:
            _, readings, reason = await gather(opened)
    assert reason == Fault.UNPLUGGED
    assert [readings[ask.id].status for ask in ASKS] == [
        Status.COMPLETE, Status.COMPLETE, Status.UNPLUGGED, Status.UNPLUGGED,
    ]  # fmt: skip
    assert readings["r3"].body


async def test_the_time_that_a_person_takes_does_not_count_against_the_questions(folder: Path) -> None:
    with PracticePhone(PHONE | {"auth": {"mode": "accept", "delay": 1.5}}) as phone:
        async with session(phone, folder) as opened:
            states, readings, reason = await gather(opened, deadline=1)
    assert LiveState.WAITING_FOR_ALLOW in states
    assert reason == ""
    assert {reading.status for reading in readings.values()} == {Status.COMPLETE}


async def test_a_deadline_ends_a_round_and_the_next_one_works(folder: Path) -> None:
    with PracticePhone(PHONE | HANGS) as phone:
        async with session(phone, folder) as opened:
            _, readings, reason = await gather(opened, deadline=0.5)
            _, later, _ = await gather(opened, (Ask("r9", "users"),))
    assert reason == ""
    assert [readings[ask.id].status for ask in ASKS[1:]] == [Status.COMPLETE, Status.TIMEOUT, Status.TIMEOUT]
    assert later["r9"].status is Status.COMPLETE


async def test_cancel_stops_within_its_grace_and_keeps_what_was_read(folder: Path) -> None:
    with PracticePhone(PHONE | HANGS) as phone:
        async with session(phone, folder) as opened:
            asyncio.get_running_loop().call_later(0.7, opened.cancel)
            began = time.monotonic()
            _, readings, reason = await gather(opened, deadline=30)
            assert time.monotonic() - began < GRACE
            _, later, _ = await gather(opened, (Ask("r9", "users"),))
        assert phone.audit.opens == 1
    assert reason == ""
    assert [readings[ask.id].status for ask in ASKS] == [
        Status.COMPLETE, Status.COMPLETE, Status.STOPPED, Status.STOPPED,
    ]  # fmt: skip
    assert later["r9"].status is Status.STOPPED


async def test_cancel_while_a_person_is_waited_for(folder: Path) -> None:
    with PracticePhone(PHONE | {"auth": {"mode": "ignore"}}) as phone:
        async with session(phone, folder, connect=60) as opened:
            asyncio.get_running_loop().call_later(0.5, opened.cancel)
            began = time.monotonic()
            _, readings, reason = await gather(opened)
            assert time.monotonic() - began < GRACE
    assert reason == ""
    assert {reading.status for reading in readings.values()} == {Status.STOPPED}


async def test_leaving_in_the_middle_closes_the_reader_in_time(folder: Path) -> None:
    with PracticePhone(PHONE | HANGS) as phone:
        async with session(phone, folder) as opened:
            async with aclosing(opened.ask(ASKS, 30)) as items:
                async for item in items:
                    if isinstance(item, Reading):
                        break
            began = time.monotonic()
        assert time.monotonic() - began < GRACE
    assert readers_of(folder) == []


async def test_answers_that_nobody_waited_for_do_not_disturb_the_next_round(folder: Path) -> None:
    with PracticePhone(PHONE) as phone:
        async with session(phone, folder) as opened:
            async with aclosing(opened.ask(ASKS, 5)) as items:
                async for item in items:
                    if isinstance(item, Reading):
                        break
            _, later, reason = await gather(opened, (Ask("r9", "users"),))
    assert (list(later), reason) == (["r9"], "")


async def test_nothing_is_left_in_the_folder_or_in_the_home(folder: Path, tmp_path: Path) -> None:
    with PracticePhone(PHONE | {"auth": {"mode": "accept"}}) as phone:
        home_before = sorted(Path.home().iterdir())
        async with session(phone, folder) as opened:
            await gather(opened)
            keys = names_in(folder)
        assert sorted(Path.home().iterdir()) == home_before
    assert keys == ["adb-key 600", "adb-key.pub 600"]
    assert names_in(folder) == []


async def test_a_killed_reader_is_a_crash_and_its_key_is_cleaned_up(folder: Path) -> None:
    with PracticePhone(PHONE | HANGS | {"auth": {"mode": "accept"}}) as phone:
        async with session(phone, folder) as opened:

            def kill() -> None:
                for process in readers_of(folder):
                    os.kill(process, 9)

            asyncio.get_running_loop().call_later(1.2, kill)
            _, readings, reason = await gather(opened, deadline=30)
            assert (folder / "adb-key").exists()
    assert reason == Fault.CRASHED
    assert readings["r2"].status is Status.COMPLETE
    assert names_in(folder) == []
    assert readers_of(folder) == []


async def test_the_reader_dies_with_its_parent(folder: Path) -> None:
    parent = (
        "import asyncio, sys, pathlib\n"
        "from devicecheck.model.endpoints import Endpoint, Via\n"
        "from devicecheck.model.topics import Topic\n"
        "from devicecheck.readers.wire import Ask\n"
        "from devicecheck.sources.session import open_session\n"
        "async def main():\n"
        "    place = Endpoint(reader='android', via=Via.TCP, port=int(sys.argv[1]))\n"
        "    async with open_session(place, frozenset(Topic), pathlib.Path(sys.argv[2])) as session:\n"
        "        async for item in session.ask([Ask('a', 'app-details')], 60):\n"
        "            print(item, flush=True)\n"
        "asyncio.run(main())\n"
    )
    with PracticePhone(PHONE | HANGS) as phone:
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-c", parent, str(phone.port), str(folder), stdout=subprocess.PIPE
        )
        assert program.stdout is not None
        told = [await program.stdout.readline() for _ in range(3)]
        assert b"CONNECTED" in told[-1]
        assert len(readers_of(folder)) == 2
        program.kill()
        await program.communicate()
        await asyncio.sleep(1.5)
        assert readers_of(folder) == []
