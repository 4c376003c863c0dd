# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck check-backup` as a program: made-up backups, every yes first, a password that the screen never shows."""

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devicecheck.practice.backup import stories
from tests.quick_cases import quick_first
from tests.readers.backup.backups import PASSWORD, make

pytestmark = pytest.mark.slow

ARGV = (sys.executable, "-m", "devicecheck", "check-backup")
YES = ("yes", "own", "yes", "yes", "yes", "yes")


def run(*arguments: str, typed: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    lines = "".join(f"{line}\n" for line in typed)
    return subprocess.run([*ARGV, *arguments], input=lines, capture_output=True, text=True, timeout=110, check=False)


def test_the_made_up_backups_are_listed() -> None:
    listed = run("--list", "--json")
    assert [json.loads(line)["story"] for line in listed.stdout.splitlines()] == stories.names()


def test_a_made_up_backup_is_marked_and_read_to_its_cards() -> None:
    told = run("--practice", "copy-managed", "--json")
    assert told.returncode == 0, told.stderr
    document = json.loads(told.stdout)
    assert document["devices"][0] == document["devices"][0] | {"origin": "practice", "platform": "backup"}
    codes = {finding["code"] for finding in document["findings"]}
    assert {"settings-profile", "trusted-root", "network-setting", "family-watch"} <= codes
    assert "PRACTICE" in told.stderr


@pytest.mark.slow
def test_a_locked_made_up_backup_says_its_password_first() -> None:
    told = run("--practice", "copy-ordinary", typed=("wrong", "practice"))
    assert told.returncode == 0, told.stderr
    assert "Its password is: practice" in told.stderr
    assert "That password does not open this copy." in told.stderr
    text = " ".join(told.stdout.split())
    assert "We looked for certificates that someone told the phone to trust. We did not see any." in text
    assert "The copy was made on 1 November 2026" in text


def test_a_real_backup_is_opened_after_every_yes_and_reports_are_written(tmp_path: Path) -> None:
    backup, out = make(tmp_path / "backup", PASSWORD), tmp_path / "out"
    told = run(str(backup), "--out", str(out), "--format", "json,txt", typed=(*YES, PASSWORD))
    assert told.returncode == 0, told.stderr
    written = b"".join(path.read_bytes() for path in out.iterdir())
    assert b"Family Phone Manager" in written
    assert PASSWORD.encode() not in written + told.stdout.encode() + told.stderr.encode()
    text = " ".join(told.stdout.split())
    assert "With this profile, someone can manage the phone from far away." in text
    assert "The phone says it came through: the Settings app on the phone." in text


@pytest.mark.slow
def test_it_becomes_part_of_a_saved_visit_with_one_card_for_each_profile(tmp_path: Path) -> None:
    saved = tmp_path / "first.json"
    argv = [sys.executable, "-m", "devicecheck", "practice", "vpn-profile", "--json"]
    saved.write_bytes(subprocess.run(argv, capture_output=True, timeout=110, check=True).stdout)
    both = json.loads(run("--practice", "copy-managed", "--visit", str(saved), "--json").stdout)
    (vpn,) = [each for each in both["findings"] if each["subject"]["key"] == "net.family-line.vpn"]
    assert vpn["subject"]["device"] == "phone-1"
    assert "profile-vpn" in vpn["facts"]
    assert "profile-name-only" not in vpn["facts"]
    ids = [each["id"] for each in both["observations"]]
    assert len(ids) == len(set(ids))
    assert set(vpn["evidence"]) <= set(ids)


@pytest.mark.parametrize(
    "typed", quick_first(1, [((),), (("no",),), (("yes", "other-person"),), (("yes", "own", "no"),)])
)
def test_without_every_yes_nothing_is_opened(typed: tuple[str, ...], tmp_path: Path) -> None:
    told = run(str(make(tmp_path)), typed=typed)
    assert told.returncode == 3
    assert told.stdout == ""
    assert "[0/" not in told.stderr


@pytest.mark.slow
def test_an_empty_line_for_the_password_reads_what_stands_open(tmp_path: Path) -> None:
    told = run(str(make(tmp_path, PASSWORD)), typed=(*YES, ""))
    assert told.returncode == 0, told.stderr
    text = " ".join(told.stdout.split())
    assert "Life360" in text
    assert "The copy is locked. It was not opened with its password." in text
    assert "We looked for settings profiles. We did not see any." not in text


def test_a_foreign_folder_and_a_broken_backup_get_a_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "foreign").mkdir()
    told = run(str(tmp_path / "foreign"), typed=YES)
    assert told.returncode == 6
    assert "This folder is not a copy of an iPhone." in told.stderr
    index = make(tmp_path / "cut") / "Manifest.db"
    index.write_bytes(index.read_bytes()[:5000])
    told = run(str(tmp_path / "cut"), typed=YES)
    assert told.returncode == 6
    assert "This copy of a phone is missing parts or is broken." in told.stderr
    assert "Life360" in told.stdout
    assert run(str(tmp_path / "nowhere")).returncode == 6


def test_a_password_is_no_option(tmp_path: Path) -> None:
    told = run(str(make(tmp_path)), "--password", PASSWORD)
    assert told.returncode == 2
    assert told.stdout == ""
    assert run().returncode == run(str(tmp_path), "--practice", "copy-managed").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="a terminal of Unix")
def test_a_terminal_does_not_show_the_password_and_shows_what_is_typed_afterwards(tmp_path: Path) -> None:
    backup = make(tmp_path / "backup", PASSWORD)
    ours, its = os.openpty()
    process = subprocess.Popen([*ARGV, str(backup)], stdin=its, stdout=its, stderr=its, close_fds=True)
    shown = ""

    def until(text: str) -> None:
        nonlocal shown
        end = time.monotonic() + 60
        while text not in shown and time.monotonic() < end:
            if select.select([ours], [], [], 0.5)[0]:
                shown += os.read(ours, 65_536).decode("utf-8", "replace")
        assert text in shown, shown

    questions = (
        "do this now?", "Whose phone is this?", "open this copy", "which phone", "list of apps?", "extra control?",
    )  # fmt: skip
    for question, answer in zip(questions, YES, strict=True):
        until(question)
        os.write(ours, f"{answer}\n".encode())
    until("It is not shown and not kept.")
    import termios

    while termios.tcgetattr(its)[3] & termios.ECHO:
        time.sleep(0.02)
    os.write(ours, f"{PASSWORD}\n".encode())
    until("Family Phone Manager")
    assert termios.tcgetattr(its)[3] & termios.ECHO
    assert PASSWORD not in shown
    assert "own" in shown
    process.kill()
    process.wait(20)
    os.close(ours)
    os.close(its)
