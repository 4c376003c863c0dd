# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader as a program: what it starts, what it refuses to start, what it loads, and how it ends."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from devicecheck.practice.phone import PracticePhone
from devicecheck.readers import wire
from devicecheck.readers.wire import (
    Ask,
    AskMessage,
    CloseMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    HelloMessage,
    LiveState,
    ReadingMessage,
    StateMessage,
)

READER = [sys.executable, "-I", "-m", "devicecheck.readers.android"]
FOREIGN = {"pydantic", "textual", "typer", "yaml", "rich", "jinja2", "typst", "hypothesis", "asyncio"}


def arguments(phone: PracticePhone, folder: Path, agreed: str = "clock,apps") -> list[str]:
    place = ["--via", "tcp", "--port", str(phone.port), "--folder", str(folder), "--connect-deadline", "3"]
    return [*place, "--agreed", agreed]


def talk(argv: list[str], *messages: Any) -> tuple[list[Any], int]:
    """All that the reader says to these messages and the end of them, and its exit code."""
    told = b"".join(wire.encode(message) for message in messages)
    done = subprocess.run(argv, input=told, capture_output=True, timeout=20, check=False)
    assert b"Traceback" not in done.stderr
    return [wire.decode(line) for line in done.stdout.splitlines()], done.returncode


def spoken(argv: list[str], *messages: Any) -> list[Any]:
    """What the reader says until it is done with the last message; then it is told to close."""
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        said = []
        for message in messages:
            wire.write(program.stdin, message)
            while not said or not isinstance(said[-1], DoneMessage):
                said.append(wire.read(program.stdout))
            said.append(None)
        wire.write(program.stdin, CloseMessage())
        said += [wire.decode(line) for line in program.stdout]
        assert program.wait(5) == 0
    return [message for message in said if message is not None]


@pytest.mark.parametrize(
    "missing",
    [[], ["--agreed", ""], ["--agreed", "everything,apk-facts"], ["--agreed", ","], ["--connect-deadline", "0"]],
)
def test_without_agreed_topics_it_starts_nothing(tmp_path: Path, small: dict[str, Any], missing: list[str]) -> None:
    with PracticePhone(small) as phone:
        argv = [*READER, "--via", "tcp", "--port", str(phone.port), "--folder", str(tmp_path), *missing]
        done = subprocess.run(argv, input=b"", capture_output=True, check=False, timeout=20)
        assert phone.audit.events == []
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr


def test_it_says_hello_before_anything_else_and_closes_when_told(tmp_path: Path, small: dict[str, Any]) -> None:
    with PracticePhone(small) as phone:
        said = spoken([*READER, *arguments(phone, tmp_path)], AskMessage((Ask("a", "clock"),), 5))
    assert isinstance(said[0], HelloMessage)
    assert [message.state for message in said if isinstance(message, StateMessage)] == [
        LiveState.LOOKING, LiveState.CONNECTING, LiveState.CONNECTED, LiveState.CLOSED,
    ]  # fmt: skip
    assert said[3].terms["model"] == "Pixel 7"
    assert isinstance(said[4], ReadingMessage)
    assert said[5] == DoneMessage(("a",))


def test_topics_of_other_readers_are_passed_over(tmp_path: Path, small: dict[str, Any]) -> None:
    with PracticePhone(small) as phone:
        argv = [*READER, *arguments(phone, tmp_path, "apk-facts,clock")]
        said = spoken(argv, AskMessage((Ask("a", "clock"), Ask("b", "users")), 5))
    assert [message.fault for message in said if isinstance(message, ErrorMessage)] == [Fault.NOT_AGREED]


def test_a_closed_pipe_means_close(tmp_path: Path, small: dict[str, Any]) -> None:
    with PracticePhone(small | {"auth": {"mode": "ignore"}}) as phone:
        began = time.monotonic()
        said, code = talk([*READER, *arguments(phone, tmp_path)])
        assert time.monotonic() - began < 5
    assert (code, said[-1]) == (0, StateMessage(LiveState.CLOSED))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line", [b"\n", b"ask\n", b'{"is":"hello","reader":"a","protocol":1,"versions":{},"topics":[]}\n']
)
def test_a_parent_that_talks_nonsense_ends_the_session(tmp_path: Path, small: dict[str, Any], line: bytes) -> None:
    with PracticePhone(small) as phone:
        argv = [*READER, *arguments(phone, tmp_path)]
        with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
            assert program.stdin is not None
            assert program.stdout is not None
            assert b"connected" in [program.stdout.readline() for _ in range(4)][-1]
            program.stdin.write(line)
            program.stdin.flush()
            assert wire.decode(program.stdout.readline()) == ErrorMessage(Fault.PROTOCOL, {"what": "order"})
            assert program.wait(5) == 1


def test_bad_and_unagreed_questions_are_refused_one_by_one(tmp_path: Path, small: dict[str, Any]) -> None:
    asks = (
        Ask("a", "clock"),
        Ask("b", "device-policy"),
        Ask("c", "reboot"),
        Ask("d", "apps", {"user": "0; reboot"}),
        Ask("../e", "clock"),
        Ask("a", "apps", {"user": 0}),
    )
    with PracticePhone(small) as phone:
        said = spoken([*READER, *arguments(phone, tmp_path)], AskMessage(asks, 5))
        services = [event["service"] for event in phone.audit.events if "service" in event]
    refused = [(message.ask, message.fault) for message in said if isinstance(message, ErrorMessage)]
    assert refused == [
        ("b", Fault.NOT_AGREED),
        ("c", Fault.BAD_ASK),
        ("d", Fault.BAD_ASK),
        ("../e", Fault.BAD_ASK),
        ("a", Fault.BAD_ASK),
    ]
    assert [message.ask for message in said if isinstance(message, ReadingMessage)] == ["a"]
    assert len(services) == 1
    assert "dumpsys" not in services[0]
    assert "reboot" not in services[0]


def test_clean_up_removes_the_key_and_connects_to_nothing(tmp_path: Path) -> None:
    for name in ("adb-key", "adb-key.pub", "other"):
        (tmp_path / name).touch()
    assert subprocess.run([*READER, "--clean-up", "--folder", str(tmp_path)], check=True, timeout=20).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_what_it_has_loaded_after_a_whole_session(tmp_path: Path, small: dict[str, Any]) -> None:
    code = (
        "import sys, json\n"
        "from devicecheck.readers.android.__main__ import main\n"
        "main(sys.argv[2:])\n"
        "open(sys.argv[1], 'w').write(json.dumps(sorted(sys.modules)))\n"
    )
    report = tmp_path / "modules.json"
    with PracticePhone(small | {"auth": {"mode": "accept"}}) as phone:
        argv = [sys.executable, "-I", "-c", code, str(report), *arguments(phone, tmp_path)]
        spoken(argv, AskMessage((Ask("a", "apps", {"user": 0}),), 5))
    modules = set(json.loads(report.read_text()))
    ours = {name for name in modules if name.split(".")[0] == "devicecheck"}
    assert {name for name in ours if not name.startswith("devicecheck.readers")} == {"devicecheck"}
    assert not {name.split(".")[0] for name in modules} & FOREIGN
    assert "adb_shell.adb_message" in modules
    assert "usb1" not in modules  # a phone over TCP needs no libusb
