# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case keep | due | seal | lead-key | export | import | salvage` as a person runs them."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from devicecheck.casefile import retention
from devicecheck.casefile.retention import Keeping, Rule
from devicecheck.casefile.store import LOG, new_case
from devicecheck.cli import case_keeping
from devicecheck.cli.exits import Exit
from devicecheck.report import document
from tests.report import samples

PASSPHRASE = "five plain words here now"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "cases" / "one"
    folder.parent.mkdir()
    kept = new_case(folder, PASSPHRASE, "recovery words")
    visit = samples.watched()
    terms = {"code": visit.code, "document": document.write(visit).decode()}
    kept.add(datetime.now(UTC), "consultation-kept", terms)
    kept.close()
    return folder


def run(place: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Without a terminal, so that a passphrase is read from stdin; with a data folder of its own."""
    argv = [sys.executable, "-m", "devicecheck", "case", *arguments]
    return subprocess.run(
        argv, input=typed, capture_output=True, text=True, timeout=100, check=False, start_new_session=True,
        env={**os.environ, "XDG_DATA_HOME": str(place / "data"), "HOME": str(place)},
    )  # fmt: skip


def lead_key(place: Path) -> tuple[str, str]:
    """The half that opens and the half that seals, as they are printed."""
    made = run(place, "lead-key")
    return made.stdout.strip(), made.stderr.strip().split()[-1]


@pytest.mark.slow
def test_a_case_ends_after_it_was_told_and_leaves_a_receipt_without_anything_about_anybody(
    case: Path, tmp_path: Path
) -> None:
    assert run(tmp_path, "keep", str(case), "--rule", "30-days", typed=f"{PASSPHRASE}\n").returncode == Exit.DONE
    retention.keep(case, Keeping(rule=Rule.DAYS_30, set_on=TODAY - timedelta(days=40)))
    place = str(case.parent)
    untrusted = run(tmp_path, "due", place)
    assert "--date-is-right" in untrusted.stderr and case.exists()
    told = run(tmp_path, "due", place, "--date-is-right")
    assert f"ends on {TODAY + timedelta(days=7)}" in told.stderr and case.exists()
    retention.keep(
        case, Keeping(rule=Rule.DAYS_30, set_on=TODAY - timedelta(days=40), announced_on=TODAY - timedelta(days=9))
    )
    gone = run(tmp_path, "due", place)
    assert gone.returncode == Exit.DONE and "Case erased." in gone.stdout, gone.stderr
    assert not case.exists()
    assert samples.watched().code not in gone.stdout + gone.stderr
    assert "No case ends within a week." in run(tmp_path, "due", place).stderr


def test_a_clock_400_days_ahead_erases_nothing(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Started again and again, on every day after the jump; only a person's word lets the week of notice begin."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    retention.keep(case, Keeping(rule=Rule.DAYS_30, set_on=TODAY))
    case_keeping.due(case.parent, TODAY, date_is_right=True)
    for days in (400, *range(401, 420), -30, 3650):
        case_keeping.due(case.parent, TODAY + timedelta(days=days), date_is_right=False)
        assert case.exists()
    assert "Nothing is erased." in capfd.readouterr().err
    ahead: date = TODAY + timedelta(days=400)
    case_keeping.due(case.parent, ahead, date_is_right=True)
    for days in range(7):
        case_keeping.due(case.parent, ahead + timedelta(days=days), date_is_right=False)
        assert case.exists()
    case_keeping.due(case.parent, ahead + timedelta(days=7), date_is_right=False)
    assert not case.exists()


@pytest.mark.slow
def test_the_start_of_a_visit_tells_what_ends_soon(case: Path, tmp_path: Path) -> None:
    place = tmp_path / "data" / "devicecheck" / "cases"
    place.parent.mkdir(parents=True)
    case.parent.rename(place)
    retention.keep(place / "one", Keeping(rule=Rule.DAYS_30, set_on=TODAY - timedelta(days=25)))
    assert run(tmp_path, "due", "--date-is-right").returncode == Exit.DONE
    argv = [sys.executable, "-m", "devicecheck", "visit", "--plain"]
    started = subprocess.run(
        argv, input="", capture_output=True, text=True, timeout=100, check=False,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert f"one: ends on {TODAY + timedelta(days=7)}" in started.stderr


@pytest.mark.slow
def test_a_hold_is_sealed_for_the_lead_who_alone_lets_it_go(case: Path, tmp_path: Path) -> None:
    secret, public = lead_key(tmp_path)
    assert run(tmp_path, "keep", str(case), "--rule", "legal-hold", "--lead", public).returncode == Exit.FILE
    hold = ("keep", str(case), "--rule", "legal-hold", "--lead", public, "--reason", "police planted-reason")
    held = run(tmp_path, *hold, typed=f"{PASSPHRASE}\n")
    assert held.returncode == Exit.DONE, held.stderr
    assert b"planted-reason" not in b"".join(path.read_bytes() for path in case.iterdir())
    assert "Only the clinic lead" in run(tmp_path, "show", str(case), typed=f"{PASSPHRASE}\n").stderr
    assert run(tmp_path, "erase", str(case), typed="erase\n").returncode == Exit.FILE
    assert samples.watched().code in run(tmp_path, "show", str(case), typed=f"{secret}\n").stdout
    free = run(tmp_path, "keep", str(case), "--rule", "with-case-file", typed=f"{secret}\n")
    assert free.returncode == Exit.DONE, free.stderr
    assert run(tmp_path, "erase", str(case), typed="erase\n").returncode == Exit.DONE
    assert not case.exists()


@pytest.mark.slow
def test_a_case_goes_to_another_computer_as_one_file(case: Path, tmp_path: Path) -> None:
    out, code = tmp_path / "case.age", samples.watched().code
    words = "other words for the file"
    wrote = run(tmp_path, "export", str(case), str(out), typed=f"{PASSPHRASE}\n{words}\n{words}\n")
    assert wrote.returncode == Exit.DONE, wrote.stderr
    assert code.encode() not in out.read_bytes()
    new = str(tmp_path / "brought")
    taken = run(tmp_path, "import", str(out), new, typed=f"{words}\n{PASSPHRASE}\n{PASSPHRASE}\n")
    assert taken.returncode == Exit.DONE, taken.stderr
    shown = run(tmp_path, "show", new, code, typed=f"{PASSPHRASE}\n")
    assert document.read(shown.stdout.encode()) == samples.watched()


@pytest.mark.slow
def test_a_damaged_file_is_not_taken_in_but_what_is_whole_of_it_is_listed(case: Path, tmp_path: Path) -> None:
    secret, public = lead_key(tmp_path)
    out = tmp_path / "case.age"
    assert (
        run(tmp_path, "export", str(case), str(out), "--lead", public, typed=f"{PASSPHRASE}\n").returncode == Exit.DONE
    )
    written = out.read_bytes()
    out.write_bytes(written[:-40] + bytes([written[-40] ^ 1]) + written[-39:])
    taken = run(tmp_path, "import", str(out), str(tmp_path / "brought"), typed=f"{secret}\n")
    assert taken.returncode == Exit.FILE and "damaged, so no case was made" in taken.stderr
    assert not (tmp_path / "brought").exists()
    salvaged = run(tmp_path, "salvage", str(out), typed=f"{secret}\n")
    assert salvaged.returncode == Exit.FILE and "Records that are whole: 0." in salvaged.stderr
    whole = run(tmp_path, "salvage", str(case), typed=f"{PASSPHRASE}\n")
    assert whole.returncode == Exit.DONE and samples.watched().code in whole.stdout
    assert "Nothing is lost or changed." in whole.stderr


@pytest.mark.slow
def test_a_case_with_a_damaged_first_page_goes_on_as_a_new_one(case: Path, tmp_path: Path) -> None:
    records, out, new = case / "records.db", tmp_path / "case.age", str(tmp_path / "new")
    written = records.read_bytes()
    records.write_bytes(written[:500] + bytes([written[500] ^ 1]) + written[501:])
    assert run(tmp_path, "show", str(case), typed=f"{PASSPHRASE}\n").returncode == Exit.FILE
    salvaged = run(tmp_path, "salvage", str(case), typed=f"{PASSPHRASE}\n")
    assert salvaged.returncode == Exit.FILE and "every line was found" in salvaged.stderr
    assert "hmac" not in salvaged.stderr.lower()
    wrote = run(tmp_path, "export", str(case), str(out), typed=f"{PASSPHRASE}\n" * 3)
    assert wrote.returncode == Exit.DONE, wrote.stderr
    assert run(tmp_path, "import", str(out), new, typed=f"{PASSPHRASE}\n" * 3).returncode == Exit.DONE
    assert samples.watched().code in run(tmp_path, "show", new, typed=f"{PASSPHRASE}\n").stdout


@pytest.mark.slow
def test_a_case_with_a_changed_log_tells_that_its_end_is_not_known(case: Path, tmp_path: Path) -> None:
    """What a killed program had only in its log may be gone: nobody says that every line was found."""
    (case / LOG).write_bytes(b"what was a log" * 9)
    assert "changed or is damaged" in run(tmp_path, "show", str(case), typed=f"{PASSPHRASE}\n").stderr
    found = run(tmp_path, "salvage", str(case), typed=f"{PASSPHRASE}\n")
    assert samples.watched().code in found.stdout
    assert "What came after the last record is not known" in found.stderr
    assert "every line was found" not in found.stderr


@pytest.mark.slow
def test_an_unknown_rule_and_a_mistyped_key_change_nothing(case: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    assert run(tmp_path, "keep", str(case), "--rule", "forever").returncode == Exit.USAGE
    assert run(tmp_path, "seal", str(case), "--lead", "age1nothing").returncode == Exit.FILE
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before
