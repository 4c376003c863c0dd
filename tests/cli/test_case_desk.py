# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case desk` as a caseworker uses it: notes are in the case, and stand in what is printed again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devicecheck.casefile.store import open_case
from devicecheck.cli.exits import Exit
from devicecheck.frontend.desk import alone_at
from devicecheck.model import chain
from devicecheck.report import document
from devicecheck.report.wording import load
from devicecheck.runner import desk
from tests.cli.test_case import run
from tests.cli.test_case_correcting import CODE, made
from tests.report import samples

OPENED = ("right", "AB1")
TICK, BACK, POLICE, RECHECK, COPY, SUMMARY, CORRECTION, OTHERS, CLOSE = map(str, range(1, 10))


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return made(tmp_path / "case", samples.watched().model_copy(update={"started_at": datetime.now(UTC)}))


def at_desk(folder: str, *lines: str) -> str:
    """What the desk says, in one line."""
    done = run("desk", folder, "--format", "txt", typed="\n".join((*OPENED, *lines, CLOSE, "")))
    assert done.returncode == Exit.DONE, done.stderr
    return " ".join(done.stderr.split())


@pytest.mark.slow
def test_what_was_noted_is_shown_at_the_next_opening_and_stands_in_the_copy(folder: str, tmp_path: Path) -> None:
    soon = datetime.now(UTC).date() + timedelta(days=20)
    at_desk(folder, TICK, "1", "", POLICE, "06/123", RECHECK, str(soon))
    out = tmp_path / "out"
    said = at_desk(folder, COPY, str(out), SUMMARY, "1", str(out))
    assert "noted by AB1" in said and "Police reference: 06/123" in said and f"Look again on {soon.day} " in said
    pages = [path.read_text("utf-8") for path in out.iterdir()]
    assert len(pages) == 2 and all("06/123" in page and "AB1" in page for page in pages)
    assert all(path.stat().st_mode & 0o077 == 0 for path in out.iterdir())


@pytest.mark.slow
def test_every_note_is_a_record_of_the_chain(folder: str, tmp_path: Path) -> None:
    at_desk(folder, TICK, "1", "", BACK, "1", POLICE, "06/123", COPY, str(tmp_path / "out"))
    case = open_case(Path(folder), "right")
    events = [chain.read(line).event for line in case.lines()]
    case.close()
    assert events[1:] == [desk.Noted.FOLLOWED, desk.Noted.TAKEN_BACK, desk.Noted.POLICE, desk.Noted.PRINTED]


@pytest.mark.slow
@pytest.mark.core
def test_without_a_yes_and_a_reason_no_page_goes_to_a_meeting(folder: str, tmp_path: Path) -> None:
    said = at_desk(folder, SUMMARY, "2", "")
    assert "The client did not agree" in said
    assert not (tmp_path / "out").exists()
    at_desk(folder, SUMMARY, "2", "The safeguarding lead: risk to life", str(tmp_path / "out"))
    assert list((tmp_path / "out").iterdir())


def test_where_no_folder_is_named_nothing_is_made(folder: str) -> None:
    assert "No folder was named. Nothing was made." in at_desk(folder, COPY, "")


@pytest.mark.parametrize("place", ["~nobody-of-that-name/pages", "/proc/pages", "/dev/null", "/dev/null/pages"])
def test_a_folder_that_cannot_be_is_said_and_the_desk_goes_on(folder: str, place: str) -> None:
    said = at_desk(folder, COPY, place, POLICE, "06/4711")
    assert "fault of its own" not in said and "Written:" not in said
    assert "Police reference: 06/4711" in said


@pytest.mark.slow
@pytest.mark.core
def test_a_slip_is_told_and_the_desk_goes_on(folder: str) -> None:
    said = at_desk(folder, TICK, "1", "yesterday", RECHECK, "2001-01-01")
    assert "That is no day." in said and "That day does not fit." in said and "noted by" not in said


@pytest.mark.slow
@pytest.mark.core
def test_a_page_that_is_printed_twice_stands_beside_the_first(folder: str, tmp_path: Path) -> None:
    at_desk(folder, COPY, str(tmp_path / "out"), COPY, str(tmp_path / "out"))
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.slow
def test_correction_pages_are_made_at_the_desk_too(tmp_path: Path) -> None:
    visit = samples.watched()
    findings = tuple(each.model_copy(update={"signatures": ()}) for each in visit.findings)
    folder = made(tmp_path / "case", visit.model_copy(update={"findings": findings}))
    assert "not encrypted" in at_desk(folder, CORRECTION, str(tmp_path / "out"))
    assert "case correct" not in run("show", folder, CODE, typed="right\n").stderr


@pytest.mark.slow
def test_a_case_without_a_finished_visit_says_so(tmp_path: Path) -> None:
    folder = str(tmp_path / "case")
    run("new", folder, typed="five plain words here now\n" * 2)
    done = run("desk", folder, typed="five plain words here now\nAB1\n")
    assert done.returncode == Exit.FILE and "No visit that came to its end" in done.stderr


def saved(tmp_path: Path) -> Path:
    path = tmp_path / "appointment-notes.json"
    visit = samples.watched().model_copy(update={"started_at": datetime.now(UTC)})
    path.write_bytes(document.write(visit))
    return path


def at_file(path: Path, *lines: str) -> str:
    """What the desk over a saved document says, in one line; nothing is locked, so nothing opens it."""
    done = run("desk", str(path), "--format", "txt", typed="\n".join(("AB1", *lines, CLOSE, "")))
    assert done.returncode == Exit.DONE, done.stderr
    return " ".join(done.stderr.split())


def test_a_copy_that_is_no_case_has_a_desk_too_and_its_notes_stand_beside_it(tmp_path: Path) -> None:
    path = saved(tmp_path)
    before = path.read_bytes()
    said = at_file(path, TICK, "1", "", POLICE, "06/123")
    assert "Notes are kept beside the file, in appointment-notes.json.notes." in said
    again = at_file(path, COPY, str(tmp_path / "out"))
    assert "noted by AB1" in again and "Police reference: 06/123" in again
    (page,) = (tmp_path / "out").iterdir()
    assert "06/123" in page.read_text("utf-8") and path.read_bytes() == before
    assert (tmp_path / "appointment-notes.json.notes").stat().st_mode & 0o077 == 0


def test_a_desk_over_a_file_that_notes_nothing_leaves_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path)
    at_file(path)
    assert list(tmp_path.iterdir()) == [path]


def test_notes_of_another_document_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    at_file(path, POLICE, "06/123")
    path.write_bytes(document.write(samples.ordinary()))
    done = run("desk", str(path), typed="AB1\n")
    assert done.returncode == Exit.FILE and "06/123" not in done.stderr


def test_a_copy_for_somebody_else_leaves_out_what_was_chosen_and_says_so(folder: str, tmp_path: Path) -> None:
    at_desk(folder, POLICE, "06/123")
    at_desk(folder, OTHERS, "1,2,4", "1", str(tmp_path / "out"))
    (page,) = (tmp_path / "out").iterdir()
    said = " ".join(page.read_text("utf-8").split())
    assert "Left out on purpose: What the client said and answered;" in said and "06/123" not in said
    assert "TheTruthSpy" in said and load().text("casework.cards.none") not in said
    case = open_case(Path(folder), "right")
    last = chain.read(case.lines()[-1]).terms
    case.close()
    assert (last["sheet"], last["left_out"], last["agreed"]) == ("others", "said,cards,police", "yes")


@pytest.mark.parametrize("command", ["add", "correct"])
def test_nothing_is_written_into_a_case_at_whose_desk_another_program_sits(
    folder: str, tmp_path: Path, command: str
) -> None:
    more = (str(saved(tmp_path)),) if command == "add" else (CODE, "--out", str(tmp_path / "out"))
    with alone_at(Path(folder)):
        done = run(command, folder, *more, typed="yes\nright\n" if command == "add" else "right\n")
    assert done.returncode == Exit.FILE and "has this case open" in done.stderr
