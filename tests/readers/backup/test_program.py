# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader as a program: limits, refusals, stopping, and that nothing is written anywhere."""

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devicecheck.model.topics import Topic
from devicecheck.practice.backup import stories
from devicecheck.practice.backup.keys import ROUNDS, SECOND_ROUNDS, KeyRing
from devicecheck.readers import wire
from devicecheck.readers.backup import table
from devicecheck.readers.wire import (
    Ask,
    AskMessage,
    CancelMessage,
    CloseMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    HelloMessage,
    ReadingMessage,
    StateMessage,
    Status,
    UnlockMessage,
)
from tests.readers.backup.backups import PASSWORD, STORY, make

PROGRAM = (sys.executable, "-I", "-m", "devicecheck.readers.backup")
EVERY = tuple(Ask(f"b{number}", topic) for number, topic in enumerate(table.TOPICS, 1))


class Running:
    """The program with its pipes."""

    def __init__(self, backup: Path, folder: Path, agreed: str = ",".join(table.TOPICS)) -> None:
        argv = [*PROGRAM, f"--backup={backup}", "--agreed", agreed, "--folder", str(folder)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(argv, stdin=pipe, stdout=pipe, stderr=pipe, cwd=folder)
        assert isinstance(self.next(), HelloMessage)
        assert isinstance(self.next(), StateMessage)

    def next(self) -> wire.ToReader | wire.FromReader | None:
        assert self.process.stdout is not None
        return wire.read(self.process.stdout)

    def send(self, message: wire.ToReader) -> None:
        assert self.process.stdin is not None
        wire.write(self.process.stdin, message)

    def ask(self, *asks: Ask, deadline: float = 60) -> list[ReadingMessage | ErrorMessage]:
        self.send(AskMessage(asks, deadline))
        found = []
        while not isinstance(message := self.next(), DoneMessage):
            assert message is not None, self.process.communicate()[1].decode()
            if isinstance(message, ReadingMessage | ErrorMessage):
                found.append(message)
        return found

    def close(self) -> int:
        self.send(CloseMessage())
        assert self.process.stdin is not None
        self.process.stdin.close()
        code = self.process.wait(10)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()
        return code


def content(reading: object) -> object:
    assert isinstance(reading, ReadingMessage)
    assert reading.status is Status.COMPLETE, reading.note
    return json.loads(reading.body or b"")


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "private"
    place.mkdir()
    return place


def test_every_topic_of_the_table_has_its_answer_and_nothing_is_written(tmp_path: Path, folder: Path) -> None:
    backup = make(tmp_path / "backup", PASSWORD)
    before = tree(tmp_path)
    reader = Running(backup, folder)
    reader.send(UnlockMessage(PASSWORD))
    answers = reader.ask(*EVERY)
    assert len(answers) == len(table.TOPICS)
    for answer in answers:
        assert content(answer) is not None
    assert reader.close() == 0
    assert tree(tmp_path) == before


def test_the_program_may_not_write_one_byte_into_a_file(tmp_path: Path) -> None:
    script = (
        "from devicecheck.readers.backup import limits; limits.confine()\n"
        "try:\n open('x', 'wb', 0).write(b'1')\nexcept OSError: print('refused')"
    )
    argv = [sys.executable, "-c", script]
    done = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout == "refused\n"


def test_a_password_is_never_said_again(tmp_path: Path, folder: Path) -> None:
    reader = Running(make(tmp_path / "backup", PASSWORD), folder)
    reader.send(UnlockMessage("wrong-one"))
    (wrong,) = reader.ask(Ask("b1", "open-backup"))
    assert isinstance(wrong, ReadingMessage)
    assert (wrong.status, wrong.note, wrong.params) == (Status.UNSUPPORTED, "wrong-password", {})
    (again,) = reader.ask(Ask("b2", "open-backup"))
    assert isinstance(again, ReadingMessage)
    assert again.note == "locked"
    reader.send(UnlockMessage(PASSWORD))
    (right,) = reader.ask(Ask("b3", "open-backup"))
    assert content(right) == {"opened": True, "missing": []}
    assert PASSWORD not in repr(right) + repr(UnlockMessage(PASSWORD))
    command = Path(f"/proc/{reader.process.pid}/cmdline")
    if command.exists():
        assert PASSWORD.encode() not in command.read_bytes() + Path(f"/proc/{reader.process.pid}/environ").read_bytes()
    assert reader.close() == 0


def test_what_was_not_agreed_is_refused(tmp_path: Path, folder: Path) -> None:
    reader = Running(make(tmp_path / "backup"), folder, agreed="apps")
    (refused,) = reader.ask(Ask("b1", "profiles"))
    assert isinstance(refused, ErrorMessage)
    assert refused.fault is Fault.NOT_AGREED
    assert reader.close() == 0


def test_a_path_is_no_parameter(tmp_path: Path, folder: Path) -> None:
    reader = Running(make(tmp_path / "backup"), folder)
    (refused,) = reader.ask(Ask("b1", "profiles", {"path": "Library/SMS/sms.db"}))
    assert isinstance(refused, ErrorMessage)
    assert refused.fault is Fault.BAD_ASK
    assert reader.close() == 0


@pytest.mark.parametrize("way", ["cancel", "deadline", "close"])
def test_deriving_the_key_does_not_keep_anybody_waiting(way: str, tmp_path: Path, folder: Path) -> None:
    """With Apple's own number of rounds, which take seconds."""
    ring = KeyRing(PASSWORD, "t", rounds=1)
    start = ring.bag.index(b"DPIC") + 8
    ring.bag = ring.bag[:start] + (2 * ROUNDS).to_bytes(4, "big") + ring.bag[start + 4 :]
    stories.write(stories.story(STORY), tmp_path / "backup", ring)
    reader = Running(tmp_path / "backup", folder)
    reader.send(UnlockMessage(PASSWORD))
    reader.send(AskMessage((Ask("b1", "open-backup"),), 0.3 if way == "deadline" else 60))
    begun = time.monotonic()
    if way == "close":
        assert reader.close() == 0
    else:
        if way == "cancel":
            reader.send(CancelMessage())
        answer = reader.next()
        assert isinstance(answer, ReadingMessage)
        assert answer.status is (Status.STOPPED if way == "cancel" else Status.TIMEOUT)
        reader.process.kill()
        reader.process.communicate()
    assert time.monotonic() - begun < 2


@pytest.mark.slow
def test_a_backup_with_apples_own_rounds_opens(tmp_path: Path, folder: Path) -> None:
    stories.write(stories.story(STORY), tmp_path / "backup", KeyRing(PASSWORD, "t", ROUNDS, SECOND_ROUNDS))
    reader = Running(tmp_path / "backup", folder)
    reader.send(UnlockMessage(PASSWORD))
    (answer,) = reader.ask(Ask("b1", "open-backup"))
    assert content(answer) == {"opened": True, "missing": []}
    assert reader.close() == 0


def test_the_table_is_what_can_be_asked_and_names_every_file_that_is_opened() -> None:
    printed = subprocess.run([*PROGRAM, "--table", "--json"], capture_output=True, check=True, timeout=30).stdout
    rows = json.loads(printed)
    assert [row["topic"] for row in rows] == list(table.TOPICS)
    assert set(table.TOPICS) <= set(Topic)
    said = " ".join(row["command"] for row in rows)
    for _, path in (table.SUPERVISION, table.TRUST_STORE, table.PERMISSIONS, table.PLACE_USERS, table.NETWORK):
        assert path in said
    for private in ("SMS", "sms.db", "CallHistory", "Photos", "AddressBook", "Notes", "Safari"):
        assert private not in said


@pytest.mark.parametrize("argv", [(), ("--backup=x",), ("--backup=x", "--agreed=sms", "--folder=.")])
def test_wrong_usage_starts_nothing(argv: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run([*PROGRAM, *argv], capture_output=True, timeout=30, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="nobody is limited like this on Windows")
def test_a_stranger_cannot_make_it_use_all_memory(tmp_path: Path, folder: Path) -> None:
    backup = make(tmp_path / "backup")
    with (backup / "Manifest.plist").open("r+b") as file:
        file.truncate(63 << 20)
    reader = Running(backup, folder)
    (answer,) = reader.ask(Ask("b1", "apps"))
    assert isinstance(answer, ReadingMessage)
    assert answer.status is Status.UNSUPPORTED
    assert reader.close() == 0
