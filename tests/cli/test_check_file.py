# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck check-file` and `signatures rule` as a person or a script runs them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yara

from devicecheck.cli.exits import Exit
from devicecheck.packs.find import signatures_folder
from devicecheck.practice.apk.builder import ApkFacts, Component, build
from tests.readers.apk.archives import STORED, WHOLE, Part, archive, odd


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "devicecheck", *arguments]
    return subprocess.run(argv, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "renamed.apk"
    text = "https://protocol-a.thetruthspy.com/x"
    path.write_bytes(build(ApkFacts("org.renamed.app", label="A \u202e name\x1b[2J", strings=(text,))))
    return path


def test_a_renamed_build_is_named_by_its_server_and_no_more_than_could_be(renamed: Path) -> None:
    done = run("check-file", str(renamed))
    assert done.returncode == Exit.DONE, done.stderr
    assert "org.renamed.app" in done.stdout
    assert "Look closer | Could be: " in done.stdout
    assert "TheTruthSpy (thetruthspy)" in done.stdout
    assert "No person has looked it over yet" in done.stdout
    assert "We did not look at a phone" in done.stdout
    assert not {"\u202e", "\x1b"} & set(done.stdout)


def test_each_part_that_was_not_looked_at_is_named_with_its_reason(tmp_path: Path) -> None:
    deepest = archive(Part("classes.dex", b"x"))
    locked = archive(Part("classes.dex", b"what a password opens", STORED, flags=1))
    inner = archive(WHOLE, Part("d.zip", deepest, STORED))
    file = tmp_path / "a.apk"
    file.write_bytes(archive(WHOLE, Part("classes.dex", b"y"), Part("u.apk", inner), Part("l.zip", locked)))
    said = run("check-file", str(file)).stdout
    assert "Not looked at: l.zip. It is locked." in said
    assert "Not looked at: u.apk!/d.zip. It lies in a file that lies in another one." in said


def test_a_machine_gets_facts_findings_and_readings(renamed: Path) -> None:
    said = json.loads(run("check-file", "--json", str(renamed)).stdout)
    assert said["file"]["key"] == "org.renamed.app"
    assert said["stamps"]["sha256"]
    assert [finding["facts"] for finding in said["findings"]] == [["listed-rule"]]
    assert {reading["topic"] for reading in said["readings"]} >= {"apk-facts", "apk-rules", "app-file-tail"}
    assert said["outcome"]["gaps"] == []


def test_an_ordinary_file_says_what_was_not_seen_and_what_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "a.apk"
    path.write_bytes(build(ApkFacts("org.ordinary.app", activities=(Component(".Main"),))))
    done = run("check-file", str(path))
    assert done.returncode == Exit.DONE
    assert "We did not see any of it." in done.stdout
    assert "Could be" not in done.stdout


def test_with_a_part_that_was_not_looked_at_nothing_is_said_to_be_absent(tmp_path: Path) -> None:
    path = tmp_path / "a.apk"
    path.write_bytes(archive(WHOLE, Part("classes.dex", bytes(129 << 20))))
    done = run("check-file", str(path))
    assert "Not looked at: classes.dex. It is too large." in done.stdout
    assert "We did not see any" not in done.stdout


def test_tricks_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.apk"
    path.write_bytes(archive(odd(method=STORED, said_method=0x5555)))
    done = run("check-file", str(path))
    assert "unknown-compression" in done.stdout
    assert "tools stumble" in done.stdout


@pytest.mark.parametrize(("content", "words"), [("hello", "not an app's file"), (None, "")])
def test_what_cannot_be_looked_into_ends_with_its_own_code(tmp_path: Path, content: str | None, words: str) -> None:
    path = tmp_path / "notes.txt"
    if content is not None:
        path.write_text(content, "utf-8")
    done = run("check-file", str(path))
    assert done.returncode == Exit.FILE
    assert words in done.stderr
    assert "did not see" not in done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "pack"
    (copy / "watch-secretly").mkdir(parents=True)
    for name in ("pack.yaml", "never-match.yaml", "watch-secretly/mspy.yaml"):
        shutil.copy(signatures_folder() / name, copy / name)
    return copy


def test_a_rule_is_written_beside_its_entry_once(folder: Path) -> None:
    assert run("signatures", "rule", "mspy", "--folder", str(folder)).returncode == Exit.DONE
    file = folder / "watch-secretly/mspy.yar"
    assert yara.compile(source=file.read_text("utf-8")).match(data=b"\0\x0ahttps://api.thd.cc/\0")
    assert (signatures_folder() / "watch-secretly/mspy.yar").read_bytes().startswith(file.read_bytes())
    assert run("signatures", "rule", "mspy", "--folder", str(folder)).returncode == Exit.FILE
    assert run("signatures", "rule", "mspy", "--folder", str(folder), "--replace").returncode == Exit.DONE


def test_an_unknown_entry_is_said_to_be_unknown(folder: Path) -> None:
    done = run("signatures", "rule", "nobody", "--folder", str(folder))
    assert done.returncode == Exit.USAGE
    assert "nobody" in done.stderr
