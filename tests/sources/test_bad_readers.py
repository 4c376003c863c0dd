# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Readers that crash, lie, or do not stop: the session ends in time, with a name for it, and leaves no process."""

import base64
import hashlib
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from devicecheck.errors import ReaderError
from devicecheck.readers.wire import (
    PROTOCOL,
    Ask,
    ChunkMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    FromReader,
    HelloMessage,
    LiveState,
    ReadingMessage,
    StateMessage,
    Status,
    encode,
)
from devicecheck.sources.reader_process import GRACE
from devicecheck.sources.session import running

HELLO = HelloMessage("android", PROTOCOL, {}, ("clock",))
CONNECTED = StateMessage(LiveState.CONNECTED)
NOW = "2026-06-01T09:30:00+00:00"


def reading(body: bytes | None = b"1\n", **changed: Any) -> ReadingMessage:
    told = body or b""
    fields = {"size": len(told), "sha256": hashlib.sha256(told).hexdigest(), "body": body} | changed
    return ReadingMessage("r1", changed.pop("topic", "clock"), "date", NOW, NOW, Status.COMPLETE, **{
        name: value for name, value in fields.items() if name != "topic"
    })  # fmt: skip


def saying(*messages: FromReader | bytes, then: str = "sys.stdin.read()") -> list[str]:
    """A program that says this, after it was asked if it is more than a greeting, and then does something else."""
    said = [message if isinstance(message, bytes) else encode(message) for message in messages]
    code = (
        "import base64, sys, time, zlib\n"
        f"lines = {[base64.b64encode(zlib.compress(line)).decode() for line in said]!r}\n"
        "out = sys.stdout.buffer\n"
        "for number, line in enumerate(lines):\n"
        "    if number == 1: sys.stdin.readline()\n"
        "    out.write(zlib.decompress(base64.b64decode(line))); out.flush()\n"
        f"{then}\n"
    )
    return [sys.executable, "-c", code]


async def outcome(argv: list[str], folder: Path, deadline: float = 0.5) -> tuple[list[Status], str]:
    statuses: list[Status] = []
    try:
        async with running(argv, "android", folder, 0.5, "phone-1") as session:
            async for item in session.ask([Ask("r1", "clock")], deadline):
                if not isinstance(item, StateMessage):
                    statuses.append(item.status)
    except ReaderError as error:
        return statuses, error.reason
    return statuses, ""


async def test_an_honest_reader_is_heard(tmp_path: Path) -> None:
    argv = saying(HELLO, CONNECTED, reading(), DoneMessage(("r1",)))
    assert await outcome(argv, tmp_path) == ([Status.COMPLETE], "")


@pytest.mark.parametrize(
    "messages",
    [
        (b"hello\n",),
        (CONNECTED,),
        (HelloMessage("android", PROTOCOL + 1, {}, ()),),
        (HELLO, b'{"is":"reading"}\n'),
        (HELLO, b'{"is":"cancel"}\n'),
        (HELLO, b"x" * (1 << 20) + b"\n"),
        (HELLO, HELLO),
        (HELLO, CONNECTED, DoneMessage(("r1",))),
        (HELLO, CONNECTED, reading(sha256="0" * 64)),
        (HELLO, CONNECTED, reading(size=7)),
        (HELLO, CONNECTED, reading(topic="apps")),
        (HELLO, CONNECTED, reading(), reading()),
        (HELLO, CONNECTED, reading(None, chunks=2)),
        (HELLO, CONNECTED, ChunkMessage("r1", 1, b"1\n")),
        (HELLO, CONNECTED, ChunkMessage("r7", 0, b"1\n")),
        (HELLO, CONNECTED, reading(None, file="none.body")),
    ],
    ids=lambda messages: type(messages[-1]).__name__,
)
async def test_what_no_reader_of_ours_says_is_a_protocol_fault(tmp_path: Path, messages: tuple[Any, ...]) -> None:
    statuses, reason = await outcome(saying(*messages), tmp_path)
    assert reason == Fault.PROTOCOL
    assert len(statuses) <= 1


@pytest.mark.parametrize("then", ["raise SystemExit(1)", "import os; os.abort()", "raise RuntimeError"])
async def test_a_crash_keeps_what_came_before(tmp_path: Path, then: str) -> None:
    argv = saying(HELLO, CONNECTED, reading(), then=then)
    assert await outcome(argv, tmp_path) == ([Status.COMPLETE], Fault.CRASHED)


@pytest.mark.slow
async def test_a_reader_that_says_nothing_more_is_killed_after_the_deadline(tmp_path: Path) -> None:
    began = time.monotonic()
    statuses, reason = await outcome(saying(HELLO, CONNECTED, then="time.sleep(60)"), tmp_path)
    assert time.monotonic() - began < 0.5 + GRACE + 2
    assert (statuses, reason) == ([], Fault.TIMED_OUT)


@pytest.mark.slow
async def test_a_reader_that_never_connects_is_killed_after_the_connect_deadline(tmp_path: Path) -> None:
    began = time.monotonic()
    _, reason = await outcome(saying(HELLO, then="time.sleep(60)"), tmp_path, deadline=60)
    assert time.monotonic() - began < 0.5 + GRACE + 2
    assert reason == Fault.TIMED_OUT


@pytest.mark.slow
async def test_cancel_ends_a_reader_that_does_not_listen(tmp_path: Path) -> None:
    async with running(saying(HELLO, CONNECTED, then="time.sleep(60)"), "android", tmp_path, 60, "phone-1") as session:
        began = time.monotonic()
        statuses = []
        async for item in session.ask([Ask("r1", "clock")], 60):
            if isinstance(item, StateMessage):
                session.cancel()
            else:
                statuses.append(item.status)
        assert time.monotonic() - began < GRACE + 1
    assert statuses == [Status.STOPPED]


async def test_a_typed_error_of_the_reader_arrives_with_its_terms(tmp_path: Path) -> None:
    argv = saying(HELLO, ErrorMessage(Fault.BUSY, {"holder": "adb"}), then="raise SystemExit(1)")
    with pytest.raises(ReaderError) as caught:
        async with running(argv, "android", tmp_path, 5, "phone-1") as session:
            async for _ in session.ask([Ask("r1", "clock")], 5):
                raise AssertionError("nothing was answered")
    assert (caught.value.reason, caught.value.terms) == (Fault.BUSY, {"holder": "adb"})


async def test_a_flood_on_the_error_output_is_neither_shown_nor_kept(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    flood = "sys.stderr.write('the words of a phone ' * 100000)"
    argv = saying(HELLO, CONNECTED, reading(), DoneMessage(("r1",)), then=flood)
    assert (await outcome(argv, tmp_path))[0] == [Status.COMPLETE]
    assert capfd.readouterr() == ("", "")
