# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader as a program: limits, refusals, and that it ends when it should."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devicecheck.model.topics import Topic
from devicecheck.readers import wire
from devicecheck.readers.wire import (
    Ask,
    AskMessage,
    CloseMessage,
    DoneMessage,
    ErrorMessage,
    Fault,
    HelloMessage,
    ReadingMessage,
    StateMessage,
    Status,
)
from tests.readers.apk.archives import WHOLE, Part, archive, code

PROGRAM = (sys.executable, "-I", "-m", "devicecheck.readers.apk")
ALL = "apk-facts,apk-rules,app-file-tail,app-file-range"


class Running:
    """The program with its pipes."""

    def __init__(self, file: Path, folder: Path, agreed: str = ALL) -> None:
        argv = [*PROGRAM, f"--file={file}", "--agreed", agreed, "--folder", str(folder)]
        self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self.process.stdout is not None
        assert isinstance(self.next(), HelloMessage)
        assert isinstance(self.next(), StateMessage)

    def next(self) -> wire.ToReader | wire.FromReader | None:
        assert self.process.stdout is not None
        return wire.read(self.process.stdout)

    def ask(self, *asks: Ask, deadline: float = 60) -> list[ReadingMessage | ErrorMessage]:
        assert self.process.stdin is not None
        wire.write(self.process.stdin, AskMessage(asks, deadline))
        found = []
        while not isinstance(message := self.next(), DoneMessage):
            assert message is not None, self.process.communicate()[1].decode()
            if isinstance(message, ReadingMessage | ErrorMessage):
                found.append(message)
        return found

    def close(self) -> int:
        assert self.process.stdin is not None
        wire.write(self.process.stdin, CloseMessage())
        self.process.stdin.close()
        code = self.process.wait(10)
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()
        return code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "an app.apk"
    path.write_bytes(archive(WHOLE, Part("classes.dex", code("needle"))))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "private"
    place.mkdir()
    (place / "rules.json").write_text(json.dumps({"a": 'rule r { strings: $a = "needle" condition: $a }'}), "utf-8")
    return place


def test_facts_and_rules_and_bytes_of_the_file(file: Path, folder: Path) -> None:
    reader = Running(file, folder)
    facts, matches, tail = reader.ask(
        Ask("r1", "apk-facts"), Ask("r2", "apk-rules"), Ask("r3", "app-file-tail", {"path": str(file)})
    )
    assert isinstance(facts, ReadingMessage)
    assert json.loads(facts.body or b"")["manifest"]["package"] == "org.example.spy"
    assert isinstance(matches, ReadingMessage)
    assert json.loads(matches.body or b"")["matches"] == [{"entry": "a", "rule": "r", "part": "classes.dex"}]
    assert isinstance(tail, ReadingMessage)
    assert (tail.body or b"").endswith(file.read_bytes()[-4096:])
    assert reader.close() == 0


def test_a_false_checksum_of_the_code_is_named(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "odd.apk"
    path.write_bytes(archive(WHOLE, Part("classes.dex", code("a"), said_checksum=1)))
    reader = Running(path, folder)
    (facts,) = reader.ask(Ask("r1", "apk-facts"))
    assert isinstance(facts, ReadingMessage)
    assert json.loads(facts.body or b"")["tricks"] == ["checksum-does-not-fit"]
    assert reader.close() == 0


def test_another_path_than_the_one_it_was_started_for_is_refused(file: Path, folder: Path) -> None:
    reader = Running(file, folder)
    (refused,) = reader.ask(Ask("r1", "app-file-tail", {"path": "/etc/passwd"}))
    assert isinstance(refused, ErrorMessage)
    assert refused.fault is Fault.BAD_ASK
    assert reader.close() == 0


def test_what_was_not_agreed_is_refused(file: Path, folder: Path) -> None:
    reader = Running(file, folder, agreed="apk-facts")
    (refused,) = reader.ask(Ask("r1", "apk-rules"))
    assert isinstance(refused, ErrorMessage)
    assert refused.fault is Fault.NOT_AGREED
    assert reader.close() == 0


def test_what_is_no_app_file_is_said_to_be_none(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello", "utf-8")
    reader = Running(path, folder)
    (facts,) = reader.ask(Ask("r1", "apk-facts"))
    assert isinstance(facts, ReadingMessage)
    assert (facts.status, facts.note) == (Status.UNSUPPORTED, "no-archive")
    assert reader.close() == 0


@pytest.mark.parametrize("name", ["photos/one.jpg", "word/document.xml", "AndroidManifest.xml/x"])
def test_an_archive_without_manifest_and_code_is_no_app(name: str, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "photos.zip"
    path.write_bytes(archive(Part(name, b"x" * 900)))
    reader = Running(path, folder)
    (facts,) = reader.ask(Ask("r1", "apk-facts"))
    assert isinstance(facts, ReadingMessage)
    assert (facts.status, facts.note) == (Status.UNSUPPORTED, "no-app")
    assert reader.close() == 0


def test_several_apps_in_one_file_are_not_taken_for_one(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "bundle.apks"
    path.write_bytes(archive(Part("base.apk", b"PK")))
    reader = Running(path, folder)
    (facts,) = reader.ask(Ask("r1", "apk-facts"))
    assert isinstance(facts, ReadingMessage)
    assert facts.note == "holds-other-apps"
    assert reader.close() == 0


def test_without_rules_the_question_is_not_answered_as_if_nothing_fitted(file: Path, folder: Path) -> None:
    (folder / "rules.json").unlink()
    reader = Running(file, folder)
    (matches,) = reader.ask(Ask("r1", "apk-rules"))
    assert isinstance(matches, ReadingMessage)
    assert matches.status is not Status.COMPLETE
    assert reader.close() == 0


@pytest.mark.slow
@pytest.mark.core
def test_bombs_end_within_time_and_memory(tmp_path: Path, folder: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "bomb.apk"
    zeros = bytes(129 << 20)
    bombs = [Part(f"classes{number or ''}.dex", zeros) for number in range(3)]
    path.write_bytes(archive(WHOLE, *bombs))
    before = time.monotonic()
    reader = Running(path, folder)
    (matches,) = reader.ask(Ask("r1", "apk-rules"))
    assert isinstance(matches, ReadingMessage)
    assert {each["why"] for each in json.loads(matches.body or b"")["unread"]} == {"too-large"}
    assert reader.close() == 0
    assert time.monotonic() - before < 30
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1200 << 10


def test_closing_in_the_middle_of_work_ends_it_at_once(tmp_path: Path, folder: Path) -> None:
    slow = "rule slow { condition: for all i in (0..1000000000) : (uint8(i % 3) != 300) }"
    (folder / "rules.json").write_text(json.dumps({"slow": slow}), "utf-8")
    path = tmp_path / "a.apk"
    path.write_bytes(archive(Part("classes.dex", b"x" * 4096)))
    reader = Running(path, folder)
    assert reader.process.stdin is not None
    wire.write(reader.process.stdin, AskMessage((Ask("r1", "apk-rules"),), 60))
    before = time.monotonic()
    assert reader.close() == 0
    assert time.monotonic() - before < 3


def test_it_starts_nothing_without_an_agreement(file: Path, folder: Path) -> None:
    for options in ([], ["--agreed", "apps"], ["--agreed", ""]):
        argv = [*PROGRAM, "--file", str(file), "--folder", str(folder), *options]
        assert subprocess.run(argv, check=False, capture_output=True).returncode == 2


def test_the_table_names_known_topics_and_opens_nothing() -> None:
    printed = subprocess.run([*PROGRAM, "--table", "--json"], capture_output=True, check=True).stdout
    assert {row["topic"] for row in json.loads(printed)} <= set(Topic)


def test_bad_rules_are_named_without_running_any() -> None:
    good = 'rule a { strings: $a = "needle" condition: $a }'
    texts = {"good": good, "bad": "rule b { condition: x }", "reaches": 'include "/etc/passwd"'}
    told = subprocess.run(
        [*PROGRAM, "--check-rules"], input=json.dumps(texts).encode(), capture_output=True, check=True
    )
    said = json.loads(told.stdout)
    assert (set(said["refused"]), said["wide"], said["slow"]) == ({"bad", "reaches"}, {}, [])
