# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands as a person or a script runs them: stdout, stderr, exit codes and files."""

import json
import os
import pathlib
import re
import signal
import socket
import stat
import subprocess
import sys

import pytest

from devicecheck.cli.exits import Exit
from devicecheck.frontend.ready import answers, apple_service
from devicecheck.model.observations import DeviceFacts
from devicecheck.practice.phone import PracticePhone
from devicecheck.report import document
from devicecheck.report.wording import load

ROOT = pathlib.Path(__file__).resolve().parents[2]
ANSWERS = "yes\nown\nyes\nyes\nyes\nyes\n"


def run(*arguments: str, typed: str = "", folder: pathlib.Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "devicecheck", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        cwd=folder or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], pathlib.Path]:
    folder = tmp_path_factory.mktemp("out") / "reports"
    return run("practice", "watched", "--out", str(folder), "--format", "html,pdf,txt,json"), folder


Practised = tuple[subprocess.CompletedProcess[str], pathlib.Path]


@pytest.mark.slow
@pytest.mark.core
def test_practice_says_what_it_found_in_plain_words(practised: Practised) -> None:
    done, _ = practised
    assert done.returncode == Exit.DONE, done.stderr
    assert "TheTruthSpy" in done.stdout
    assert "Life360" in done.stdout
    assert "could not check" in done.stdout.lower()
    assert "PRACTICE" in done.stdout
    assert "not encrypted" in done.stderr
    assert "Traceback" not in done.stderr


def test_practice_writes_neutral_files_for_the_owner_alone(practised: Practised) -> None:
    done, folder = practised
    files = sorted(folder.iterdir())
    assert [path.suffix for path in files] == [".html", ".json", ".pdf", ".txt"]
    for path in files:
        assert re.fullmatch(r"appointment-notes-[A-Z0-9]{2}-[A-Z0-9]{4}", path.stem)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert str(path) in done.stderr


@pytest.mark.slow
@pytest.mark.core
def test_a_report_can_be_made_again_from_the_document(practised: Practised, tmp_path: pathlib.Path) -> None:
    saved = next(practised[1].glob("*.json"))
    again = run("report", str(saved), "--out", str(tmp_path / "again"))
    assert again.returncode == Exit.DONE
    assert again.stdout == practised[0].stdout
    assert len(list((tmp_path / "again").iterdir())) == 2


@pytest.mark.slow
@pytest.mark.core
def test_json_is_the_document_and_nothing_else(practised: Practised) -> None:
    saved = next(practised[1].glob("*.json"))
    printed = run("report", str(saved), "--json").stdout
    assert document.read(printed.encode()) == document.read(saved.read_bytes())


@pytest.mark.slow
@pytest.mark.core
def test_no_serial_number_is_printed_or_written_where_a_finding_rests_on_the_facts_of_the_phone(
    tmp_path: pathlib.Path,
) -> None:
    serial = "988627365147334251"
    phone = {"sdk": 26, "release": "8.0.0", "model": "SM-G930F", "serial": serial}
    patched = {"ro.build.version.security_patch": "2018-03-01"}
    story = {
        "title": "old",
        "device": phone,
        "auth": {"mode": "open"},
        "apps": [{"package": "a.b"}],
        "properties": patched,
    }
    with PracticePhone(story) as made_up:
        done = run("check", "--tcp", f"127.0.0.1:{made_up.port}", "--json", "--format", "json,txt", "--out",
                   str(tmp_path / "out"), typed=ANSWERS)  # fmt: skip
    told = document.read(done.stdout.encode())
    assert "old-system" in {finding.code for finding in told.findings}
    assert any(isinstance(each, DeviceFacts) and each.serial for each in told.observations)
    for data in (done.stdout, done.stderr, *(path.read_text("utf-8") for path in (tmp_path / "out").iterdir())):
        assert serial not in data


@pytest.mark.slow
def test_the_practice_phones_are_listed() -> None:
    listed = run("practice", "--list", "--json")
    names = [json.loads(line)["story"] for line in listed.stdout.splitlines()]
    assert {"watched", "ordinary", "stops-halfway"} <= set(names)
    unknown = run("practice", "no-such-story")
    assert unknown.returncode == Exit.USAGE
    assert "watched" in unknown.stderr


@pytest.mark.slow
def test_check_without_answers_starts_nothing() -> None:
    with PracticePhone("watched") as phone:
        for typed in ("", "\n", "yes\n", "yes\nown\n", "yes\nown\nyes\nyes\nyes\n"):
            done = run("check", "--tcp", f"127.0.0.1:{phone.port}", typed=typed)
            assert done.returncode == Exit.GATE, done.stderr
            assert done.stdout == ""
        assert phone.audit.events == []


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["no\n", "3\n", "yes\nwork\n", "yes\nown\nyes\nno\nno\nyes\n"])
def test_check_stops_at_an_answer_that_says_stop(typed: str) -> None:
    with PracticePhone("watched") as phone:
        done = run("check", "--tcp", f"127.0.0.1:{phone.port}", typed=typed)
        assert done.returncode == Exit.GATE
        assert phone.audit.events == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a stream cannot be closed for a program like this on Windows")
@pytest.mark.parametrize("closed", ["<&-", "<&- >&-", "<&- 2>&-"])
def test_a_closed_stream_is_an_empty_one(closed: str) -> None:
    command = f'"{sys.executable}" -m devicecheck check --tcp 127.0.0.1:9 {closed}'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)
    assert done.returncode == Exit.GATE
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a signal of this kind does not exist on Windows")
def test_stopping_at_a_question_ends_the_program_at_once() -> None:
    asked = subprocess.Popen(
        [sys.executable, "-m", "devicecheck", "check", "--tcp", "127.0.0.1:9"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with asked:
        assert asked.stderr is not None
        for line in asked.stderr:
            if line.strip().startswith("3 "):
                break
        asked.send_signal(signal.SIGINT)
        assert asked.wait(10) == Exit.STOPPED
        assert "Traceback" not in asked.stderr.read()


@pytest.mark.slow
def test_bytes_that_are_no_text_are_no_answer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "devicecheck", "check", "--tcp", "127.0.0.1:9"],
        input=b"\xff\xfe\0\n" * 3,
        capture_output=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
    )
    assert done.returncode == Exit.GATE
    assert b"Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(not pathlib.Path("/dev/full").exists(), reason="needs a file that is always full")
def test_a_result_that_cannot_be_printed_has_its_sentence_and_its_exit_code(tmp_path: pathlib.Path) -> None:
    with pathlib.Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "devicecheck", "practice", "ordinary", "--out", str(tmp_path), "--format", "txt"],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=100,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == Exit.FILE, done.stderr
    assert "could not be printed" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.slow
@pytest.mark.core
def test_check_with_answers_reads_the_phone_and_keeps_nothing(tmp_path: pathlib.Path) -> None:
    with PracticePhone("ordinary") as phone:
        done = run("check", "--tcp", f"127.0.0.1:{phone.port}", typed=ANSWERS, folder=tmp_path)
        assert phone.audit.changes() == []
    assert done.returncode == Exit.DONE, done.stderr
    assert "PRACTICE" not in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_phone_that_answers_nothing_was_not_read() -> None:
    silent = {
        "title": "A phone that refuses everything",
        "kind": "android",
        "auth": "open",
        "apps": [],
        "commands": [{"match": "^(pm|cmd|dumpsys|settings|date|getprop)", "stderr": "Permission denied", "exit": 1}],
    }
    with PracticePhone(silent) as phone:
        done = run("check", "--tcp", f"127.0.0.1:{phone.port}", "--json", typed=ANSWERS)
    assert done.returncode == Exit.PHONE, done.stderr
    assert all(outcome.type != "completed" for outcome in document.read(done.stdout.encode()).outcomes)


@pytest.mark.slow
def test_a_phone_that_is_not_there_has_its_sentence_and_its_exit_code() -> None:
    done = run("check", "--tcp", "127.0.0.1:1", typed=ANSWERS)
    assert done.returncode == Exit.PHONE
    assert "We see no phone." in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [("check", "--tcp", "nonsense"), ("check", "--tcp", "127.0.0.1:1", "--server"), ("check", "--format", "gif")],
)
def test_wrong_usage_is_explained_before_any_question(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == Exit.USAGE
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) >= 1


@pytest.mark.slow
@pytest.mark.core
def test_a_damaged_document_is_refused_with_a_sentence(tmp_path: pathlib.Path) -> None:
    broken = tmp_path / "x.json"
    broken.write_text('{"format": 1}')
    for path in (broken, tmp_path / "missing.json"):
        done = run("report", str(path))
        assert done.returncode == Exit.FILE
        assert done.stdout == ""
        assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.core
def test_a_report_is_never_written_over(practised: Practised) -> None:
    saved = next(practised[1].glob("*.json"))
    done = run("report", str(saved), "--out", str(practised[1]), "--format", "json")
    assert done.returncode == Exit.FILE


@pytest.mark.slow
def test_everything_that_can_be_asked_is_printed() -> None:
    printed = run("commands")
    assert printed.returncode == Exit.DONE
    assert "pm list packages" in printed.stdout
    rows = json.loads(run("commands", "--json").stdout)
    assert rows


PLACES = ("places", "places-network", "places-removable")


@pytest.mark.slow
def test_doctor_names_each_thing_with_its_state() -> None:
    done = run("doctor", "--json")
    rows = {row["thing"]: row["state"] for row in map(json.loads, done.stdout.splitlines())}
    system = apple_service(sys.platform)[0]
    assert set(rows) == {
        "python", "signatures", "usb", "adb-server", f"iphones-{system}", f"iphone-notes-{system}", f"backups-{system}",
        "networks",
        "private-folder", "reports", "wellbeing", "room",
        *(name for name in (*PLACES, "bluetooth", "bluetooth-unknown") if name in rows),
    }  # fmt: skip
    assert len({*PLACES} & set(rows)) == 1
    assert done.returncode == (Exit.FAULT if "missing" in rows.values() else Exit.DONE)


@pytest.mark.parametrize("system", ["linux", "mac", "windows"])
def test_the_notes_about_iphones_name_what_hides_one_on_every_system(system: str) -> None:
    told = load().text(f"doctor.iphone-notes-{system}.note")
    for part in ("ask about trust", "unlock it", "only charge", "several", "Wi-Fi"):
        assert part in told
    assert ("--no-preflight" in told) is (system == "linux")


def test_where_the_service_for_iphones_answers(tmp_path: pathlib.Path) -> None:
    assert apple_service("linux") == ("linux", "/var/run/usbmuxd")
    assert apple_service("darwin") == ("mac", "/var/run/usbmuxd")
    assert apple_service("win32") == ("windows", ("127.0.0.1", 27015))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert answers(("127.0.0.1", port))
    assert not answers(("127.0.0.1", port))
    assert not answers(str(tmp_path / "nobody"))


@pytest.mark.slow
def test_signatures_check_is_content_with_the_shipped_ones_and_names_a_mistake(tmp_path: pathlib.Path) -> None:
    good = run("signatures", "check", "--json")
    assert good.returncode == Exit.DONE, good.stdout + good.stderr
    assert json.loads(good.stdout)["problems"] == []
    assert run("signatures", "check", str(tmp_path)).returncode == Exit.SIGNATURES


def test_the_readme_lists_the_exit_codes() -> None:
    table = (ROOT / "README.md").read_text("utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.M)} == {int(code) for code in Exit}
