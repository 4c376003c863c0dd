# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole inventory of a phone with 400 apps, certificates included, beside `adb exec-out` with the same scripts.

The phone is a process of its own for both, and the two take turns. Program starts are printed apart; prints ratios and
fails on none. On a busy computer one pair says little: read the median, the smallest, and CPU.
"""

import os
import resource
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
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
ROUNDS = 11
MARKER = "0123456789abcdef0123456789abcdef"
PAYLOAD = 1 << 20
OF_FILES = frozenset({Topic.APP_FILE_TAIL, Topic.APP_FILE_RANGE})
MOST_STREAMS, MOST_KIB, MOST_SHARE, MOST_RATIO = 6, 24, 0.01, 2.0
APART = ("started", "connected")


@dataclass
class Look:
    """One look at a phone. Units: seconds; `started` until the reader said hello, `connected` from there on.

    `cpu` is what the reader and this program computed from the connection to the last section.
    """

    started: float = 0.0
    connected: float = 0.0
    reading: float = 0.0
    cpu: float = 0.0
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
    began, computed = time.perf_counter(), computing()
    async with aclosing(session.ask(numbered, 300.0)) as items:
        async for item in items:
            if isinstance(item, Reading):
                seen.readings.append(item)
            elif item.state is LiveState.CONNECTED:
                seen.connected, began = time.perf_counter() - began, time.perf_counter()
                computed = computing()
    seen.reading += time.perf_counter() - began
    seen.cpu += computing() - computed


def computing() -> float:
    """CPU seconds so far of this program and its children that run, the phone left out."""
    own = [each for each in Path("/proc/self/task").glob("*/children") for each in each.read_text().split()]
    programs = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in own}
    readers = [pid for pid, line in programs.items() if b"devicecheck.readers" in line]
    return time.process_time() + sum(map(ticks, readers))


def ticks(pid: str | int) -> float:
    """CPU seconds of one process, in steps of a hundredth."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def scripts(rounds: Sequence[Sequence[Ask]]) -> Iterator[str]:
    """The same scripts, as `adb exec-out` takes them."""
    for each in rounds:
        commands = [table.command(table.BY_TOPIC[ask.topic], ask.params, lambda _: True).encode() for ask in each]
        while commands:
            count = batch.fitting(commands, PAYLOAD, MARKER)
            yield batch.script(commands[:count], MARKER).decode()
            commands = commands[count:]


@dataclass(frozen=True)
class Adb:
    """Debian's adb with a server of its own."""

    environment: dict[str, str]
    server: subprocess.Popen[bytes]

    def run(self, *arguments: str) -> bytes:
        """One call."""
        argv = ["adb", *arguments]
        return subprocess.run(argv, env=self.environment, capture_output=True, timeout=120, check=True).stdout

    def computing(self) -> float:
        """CPU seconds so far of its server and of the calls that have ended."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ticks(self.server.pid) + ended.ru_utime + ended.ru_stime

    def same(self, serial: str, rounds: Sequence[Sequence[Ask]]) -> tuple[float, float, int]:
        """Seconds, CPU seconds and bytes of the same scripts, one `adb exec-out` each; starts of programs included."""
        began, computed = time.perf_counter(), self.computing()
        size = sum(len(self.run("-s", serial, "exec-out", text)) for text in scripts(rounds))
        return time.perf_counter() - began, self.computing() - computed, size


@pytest.fixture
def adb(tmp_path: Path) -> Iterator[Adb]:
    """Debian's adb with a server, a key and a home of its own."""
    if shutil.which("adb") is None:
        pytest.skip("adb is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    environment = {**home, "ANDROID_ADB_SERVER_PORT": str(port)}
    with subprocess.Popen(("adb", "nodaemon", "server"), env=environment, stderr=subprocess.DEVNULL) as server:
        yield Adb(environment, server)
        server.terminate()


@dataclass
class Pairs:
    """One look and one run of adb after the other. Units: seconds."""

    looks: list[Look] = field(default_factory=list)
    adb: list[float] = field(default_factory=list)
    adb_cpu: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    size: int = 0

    def add(self, seen: Look, adb: Adb, serial: str) -> None:
        """The other half of a pair, and one start of adb that asks nothing."""
        self.looks.append(seen)
        began = time.perf_counter()
        adb.run("-s", serial, "exec-out", "true")
        self.starts.append(time.perf_counter() - began)
        seconds, cpu, self.size = adb.same(serial, seen.rounds)
        self.adb.append(seconds)
        self.adb_cpu.append(cpu)

    def lines(self) -> Iterator[str]:
        """What was measured. The starts of adb are taken off."""
        seen = self.looks[-1]
        start = statistics.median(self.starts) * len(list(scripts(seen.rounds)))
        ours, theirs = [each.reading for each in self.looks], [each - start for each in self.adb]
        each = [mine / other for mine, other in zip(ours, theirs, strict=True) if other > 0]
        cpu = statistics.median(each.cpu for each in self.looks), statistics.median(self.adb_cpu)
        started, connected = (statistics.median(getattr(look, name) for look in self.looks) for name in APART)
        yield f"\nAndroid with {APPS} apps, {len(seen.readings)} answers, {len(ours)} pairs: median, smallest"
        yield f"  reader, from connected to the last section {statistics.median(ours):6.3f} s {min(ours):6.3f} s"
        yield f"  adb exec-out with the same scripts         {statistics.median(theirs):6.3f} s {min(theirs):6.3f} s"
        yield f"  ratio of a pair                            {statistics.median(each):6.2f}   {min(each):6.2f}"
        yield f"  ratio of the smallest                      {min(ours) / min(theirs):6.2f}    (at most {MOST_RATIO})"
        yield f"  CPU: reader and program, adb and server    {cpu[0]:6.3f} s {cpu[1]:6.3f} s"
        yield f"  apart: start of the reader {started:.2f} s, connecting {connected:.2f} s, start of adb {start:.3f} s"
        yield f"  megabytes: {sum(len(each.body) for each in seen.readings) / 1e6:.1f} and {self.size / 1e6:.1f}"


async def test_the_inventory_beside_adb_exec_out(adb: Adb, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs, index = Pairs(), SignatureIndex(load_shipped())
    with phone_of_its_own() as (port, opens):
        serial = f"127.0.0.1:{port}"
        adb.run("connect", serial)
        adb.run("-s", serial, "wait-for-device")
        for number in range(ROUNDS):
            (folder := tmp_path / str(number)).mkdir()
            seen = await look(port, folder, index)
            if number:  # the phone makes its files when they are first asked for
                pairs.add(seen, adb, serial)
    with capsys.disabled():
        print("\n".join((*pairs.lines(), *wire_cost(seen, opens[0]))))


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
