# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole inventory of a phone with 400 apps, certificates included, beside `adb exec-out` with the same scripts.

The phone is a process of its own for both. Program starts are printed apart; prints ratios and fails on none.
"""

import os
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.endpoints import Endpoint, Origin, Via
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Scope, Topic, agreed_topics
from devicecheck.packs.load import load_shipped
from devicecheck.readers.android import batch, table
from devicecheck.readers.wire import Ask, LiveState
from devicecheck.runner.judging import Asked, judge
from devicecheck.runner.planning import Question, asks, first_questions, inventory_questions, wanted_questions
from devicecheck.sources.session import Session, open_session
from tests.benchmarks.large_phone import APPS, LARGE_FILLER, phone_of_its_own

pytestmark = pytest.mark.benchmark
ROUNDS = 6
MARKER = "0123456789abcdef0123456789abcdef"
PAYLOAD = 1 << 20
OF_FILES = frozenset({Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE})
MOST_STREAMS, MOST_KIB, MOST_SHARE, MOST_RATIO = 6, 24, 0.01, 2.0
Adb = Callable[..., bytes]


@dataclass
class Look:
    """One look at a phone. Units: seconds; `started` until the reader said hello, `connected` from there on."""

    started: float = 0.0
    connected: float = 0.0
    reading: float = 0.0
    readings: list[Reading] = field(default_factory=list)
    rounds: list[tuple[Ask, ...]] = field(default_factory=list)


async def look(port: int, folder: Path, index: SignatureIndex) -> Look:
    """What a visit asks of a phone up to the last certificate, without the judging between the rounds."""
    seen, agreed = Look(), agreed_topics(frozenset(Scope))
    began = time.perf_counter()
    place = Endpoint(reader="android", via=Via.TCP, port=port, origin=Origin.PRACTICE)
    async with open_session(place, agreed, folder) as session:
        seen.started = time.perf_counter() - began
        offered = frozenset(map(Topic, session.hello.topics))
        await one_round(session, seen, first_questions(offered))
        await one_round(session, seen, inventory_questions(offered, (0,)))
        while more := wishes(seen, Asked("android", "phone-1", agreed, offered), index):
            await one_round(session, seen, more)
    return seen


def wishes(seen: Look, asked: Asked, index: SignatureIndex) -> Sequence[Question]:
    """What the judgement wants of files next."""
    already = frozenset(Question(each.topic, tuple(sorted(each.params.items()))) for each in seen.readings)
    return wanted_questions(OF_FILES, judge(seen.readings, asked, index).wanted, already)


async def one_round(session: Session, seen: Look, questions: Sequence[Question]) -> None:
    """Ask one round; its time counts from the question, that of the first from the connection."""
    numbered = asks(questions, len(seen.readings) + 1)
    seen.rounds.append(numbered)
    began = time.perf_counter()
    async with aclosing(session.ask(numbered, 300.0)) as items:
        async for item in items:
            if isinstance(item, Reading):
                seen.readings.append(item)
            elif item.state is LiveState.CONNECTED:
                seen.connected, began = time.perf_counter() - began, time.perf_counter()
    seen.reading += time.perf_counter() - began


def scripts(rounds: Sequence[Sequence[Ask]]) -> Iterator[str]:
    """The same scripts, as `adb exec-out` takes them."""
    for each in rounds:
        commands = [table.command(table.BY_TOPIC[ask.topic], ask.params, lambda _: True).encode() for ask in each]
        while commands:
            count = batch.fitting(commands, PAYLOAD, MARKER)
            yield batch.script(commands[:count], MARKER).decode()
            commands = commands[count:]


@pytest.fixture
def adb(tmp_path: Path) -> Iterator[Adb]:
    """Debian's adb with a server, a key and a home of its own."""
    if shutil.which("adb") is None:
        pytest.skip("adb is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    environment = {**home, "ANDROID_ADB_SERVER_PORT": str(port)}

    def run(*arguments: str) -> bytes:
        argv = ["adb", *arguments]
        return subprocess.run(argv, env=environment, capture_output=True, timeout=120, check=True).stdout

    yield run
    run("kill-server")


def by_adb(adb: Adb, serial: str, rounds: Sequence[Sequence[Ask]]) -> tuple[float, int]:
    """Seconds and bytes of the same scripts, one `adb exec-out` each."""
    began = time.perf_counter()
    size = sum(len(adb("-s", serial, "exec-out", text)) for text in scripts(rounds))
    return time.perf_counter() - began, size


def program_start(adb: Adb, serial: str) -> float:
    """Seconds of one `adb exec-out` that asks nothing."""
    began = time.perf_counter()
    adb("-s", serial, "exec-out", "true")
    return time.perf_counter() - began


async def test_the_inventory_beside_adb_exec_out(adb: Adb, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs, starts, connects, bare = [], [], [], [], []
    index = SignatureIndex(load_shipped())
    with phone_of_its_own() as (port, opens):
        serial = f"127.0.0.1:{port}"
        adb("connect", serial)
        adb("-s", serial, "wait-for-device")
        for number in range(ROUNDS):
            (folder := tmp_path / str(number)).mkdir()
            seen = await look(port, folder, index)
            if not number:
                continue  # the phone makes its files when they are first asked for
            ours.append(seen.reading)
            starts.append(seen.started)
            connects.append(seen.connected)
            bare.append(program_start(adb, serial))
            seconds, size = by_adb(adb, serial, seen.rounds)
            theirs.append(seconds - bare[-1] * len(list(scripts(seen.rounds))))
            megabytes = sum(len(each.body) for each in seen.readings) / 1e6, size / 1e6
    of_reader, of_adb, start, connect, of_nothing = map(statistics.median, (ours, theirs, starts, connects, bare))
    lines = (
        f"\nAndroid with {APPS} apps, {len(seen.readings)} answers, medians of {ROUNDS - 1}",
        f"  reader, from connected to the last section {of_reader:6.2f} s  ({min(ours):.2f} to {max(ours):.2f})",
        f"  adb exec-out with the same scripts         {of_adb:6.2f} s  ({min(theirs):.2f} to {max(theirs):.2f})",
        f"  ratio                                      {of_reader / of_adb:6.2f}    (at most {MOST_RATIO})",
        f"  apart: start of the reader {start:.2f} s, connecting {connect:.2f} s; start of adb {of_nothing:.3f} s",
        f"  megabytes read by each: {megabytes[0]:.1f} and {megabytes[1]:.1f}",
        *wire_cost(seen, opens[0]),
    )
    with capsys.disabled():
        print("\n".join(lines))


def wire_cost(seen: Look, opens: int) -> Iterator[str]:
    """The lines about streams and about the bytes that certificates took."""
    by_adb_too = (ROUNDS - 1) * (len(list(scripts(seen.rounds))) + 1)  # each script, and the call that asks nothing
    streams = (opens - by_adb_too) / ROUNDS
    of_files = [each for each in seen.readings if each.topic in OF_FILES]
    tails = {str(each.params["path"]) for each in of_files}
    sizes = {
        str(each.params["path"]): int(each.body.split(b"\n", 1)[0])
        for each in of_files
        if each.topic is Topic.APP_FILE_TAIL
    }
    large = {path for path, size in sizes.items() if size >= LARGE_FILLER}
    of_large = sum(len(each.body) for each in of_files if each.params["path"] in large)
    kib = sum(len(each.body) for each in of_files) / 1024 / len(tails)
    share = of_large / sum(sizes[path] for path in large)
    yield f"  streams of one look                        {streams:6.1f}    (at most {MOST_STREAMS})"
    yield f"  KiB for each of {len(tails):3} certificates            {kib:6.1f}    (at most {MOST_KIB})"
    yield f"  share read of {len(large):2} files over 3 MB            {share:7.2%}   (at most {MOST_SHARE:.0%})"
