# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log that a killed program leaves beside the records: SQLite passes over a changed one, we name it."""

import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from struct import pack

import pytest
import sqlcipher3
from hypothesis import example, given
from hypothesis import strategies as st

from devicecheck.casefile.salvage import salvage_case
from devicecheck.casefile.store import LOG, new_case, open_case
from devicecheck.casefile.write_ahead import FRAME_HEADER, HEADER, Log, _sums, look
from devicecheck.errors import CaseError
from devicecheck.model import chain

LINES = chain.chained((datetime(2026, 5, 3, tzinfo=UTC), "seen", {"text": "x" * 900}) for _ in range(12))
PAGE = 4096
FRAME = PAGE + FRAME_HEADER


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case as it lies on the disk while a program has it open, with its lines in the log."""
    place = tmp_path_factory.mktemp("cases")
    case = new_case(place / "open", "right", "recovery words")
    case.take_in(LINES)
    shutil.copytree(place / "open", place / "killed")
    case.close()
    return place / "killed"


@pytest.fixture
def left(killed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(killed, tmp_path / "left")


def opened(folder: Path) -> tuple[str, ...]:
    case = open_case(folder, "right")
    try:
        return case.lines()
    finally:
        case.close()


def test_the_log_of_a_killed_program_is_read(left: Path) -> None:
    assert look((left / LOG).read_bytes()) is Log.WHOLE
    assert opened(left) == LINES


def test_a_flipped_bit_anywhere_in_the_log_is_noticed(killed: Path) -> None:
    written, chance = (killed / LOG).read_bytes(), random.Random(9)
    for at in (*range(HEADER + FRAME_HEADER), *chance.sample(range(len(written)), 60), len(written) - 1):
        changed = bytearray(written)
        changed[at] ^= 1 << chance.randrange(8)
        assert look(bytes(changed)) is Log.CHANGED, at


def test_a_changed_log_is_named_and_what_came_before_is_left(left: Path) -> None:
    written = bytearray((left / LOG).read_bytes())
    written[-100] ^= 1
    (left / LOG).write_bytes(written)
    with pytest.raises(CaseError, match="damaged"):
        opened(left)
    assert (left / LOG).read_bytes() == written


def test_lines_that_a_changed_log_may_have_held_are_named_as_unknown(tmp_path: Path) -> None:
    case = new_case(tmp_path / "case", "right", "recovery words")
    case.add(datetime(2026, 5, 3, tzinfo=UTC), "seen", {"n": "1"})
    case.close()
    (tmp_path / "case" / LOG).write_bytes(b"no log at all" * 10)
    found = salvage_case(tmp_path / "case", "right", tmp_path)
    assert len(found.entries) == 1
    assert not found.whole and found.torn and found.end_missing


def test_a_log_that_was_never_written_to_its_end_is_no_damage(killed: Path, tmp_path: Path) -> None:
    """As after a loss of power: what was acknowledged lies before the end of what is there."""
    written = (killed / LOG).read_bytes()
    for number, size in enumerate((0, 7, HEADER, HEADER + 5, HEADER + FRAME, len(written) - FRAME, len(written) - 1)):
        folder = shutil.copytree(killed, tmp_path / str(number))
        (folder / LOG).write_bytes(written[:size])
        assert look(written[:size]) is not Log.CHANGED
        assert opened(folder) in ((), LINES)
    empty = written[: -FRAME + 1000] + bytes(FRAME - 1000)
    assert look(empty) is Log.CUT_OFF


@given(page=st.integers(0, (1 << 32) - 1), body=st.binary(max_size=6000), big=st.booleans())
@example(page=513, body=bytes(600), big=True)
@example(page=4096, body=bytes(4130), big=False)
def test_a_log_that_somebody_wrote_to_mislead_ends_nothing(page: int, body: bytes, big: bool) -> None:
    """Its sums need no key, so a header of any kind can have right ones."""
    head = pack(">6I", 0x377F0682 | big, 3007000, page, 0, 1, 2)
    assert look(head + pack(">2I", *_sums(head, ">" if big else "<", (0, 0))) + body) in Log


@given(data=st.binary(max_size=200))
def test_noise_ends_nothing(data: bytes) -> None:
    assert look(data) in Log


def test_frames_of_an_older_round_are_no_damage(tmp_path: Path) -> None:
    records = tmp_path / "records.db"
    connection = sqlcipher3.connect(str(records), isolation_level=None)
    for step in (f"PRAGMA key=\"x'{'00' * 32}'\"", "PRAGMA journal_mode=WAL", "CREATE TABLE t (b BLOB)"):
        connection.execute(step)
    connection.execute("INSERT INTO t VALUES (randomblob(90000))")
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    size = (tmp_path / LOG).stat().st_size
    connection.execute("INSERT INTO t VALUES (randomblob(9000))")
    written = (tmp_path / LOG).read_bytes()
    connection.close()
    assert len(written) == size > 20 * FRAME
    assert look(written) is Log.WHOLE


FULL = """
import os, resource, signal, sqlcipher3
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
connection = sqlcipher3.connect("records.db", isolation_level=None)
for step in (f"PRAGMA key=\\"x'{'00' * 32}'\\"", "PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=0",
             "CREATE TABLE t (b BLOB)", "INSERT INTO t VALUES (randomblob(9000))"):
    connection.execute(step)
resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))
try:
    connection.execute("INSERT INTO t VALUES (randomblob(900000))")
except sqlcipher3.OperationalError:
    connection.execute("INSERT INTO t VALUES (randomblob(9000))")
    os._exit(7)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file")
def test_what_a_full_disk_left_behind_the_last_records_is_no_damage(tmp_path: Path) -> None:
    """What did not fit stays there, under sums of the same round that join to nothing."""
    assert subprocess.run([sys.executable, "-c", FULL], cwd=tmp_path, check=False).returncode == 7
    written, chance = (tmp_path / LOG).read_bytes(), random.Random(9)
    marks = [int.from_bytes(written[at + 4 : at + 8]) for at in range(HEADER, len(written) - FRAME_HEADER, FRAME)]
    last = max(number for number, mark in enumerate(marks) if mark)
    assert last < len(marks) - 2
    assert look(written) is Log.CUT_OFF
    kept = HEADER + (last + 1) * FRAME
    for at in (*range(HEADER, HEADER + FRAME_HEADER), *chance.sample(range(HEADER, kept), 60)):
        changed = bytearray(written)
        changed[at] ^= 1 << chance.randrange(8)
        assert look(bytes(changed)) is Log.CHANGED, at


def test_a_last_record_whose_mark_of_an_end_was_taken_away_by_one_bit_is_changed() -> None:
    head = pack(">6I", 0x377F0682, 3007000, PAGE, 0, 1, 2)
    sums, page = _sums(head, "<", (0, 0)), b"x" * PAGE
    marked = pack(">2I", 1, 16)
    frame = marked + pack(">4I", 1, 2, *_sums(page, "<", _sums(marked, "<", sums))) + page
    log = head + pack(">2I", *sums) + frame
    assert look(log) is Log.WHOLE
    assert look(log.replace(marked, pack(">2I", 1, 0))) is Log.CHANGED


def test_what_was_acknowledged_needs_no_log(tmp_path: Path) -> None:
    """A copy of the records alone, taken while the program runs, holds every line."""
    case = new_case(tmp_path / "case", "right", "recovery words")
    for number in range(3):
        case.add(datetime(2026, 5, 3, tzinfo=UTC), "seen", {"n": str(number)})
    copy = shutil.copytree(tmp_path / "case", tmp_path / "copy", ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    case.close()
    assert len(opened(copy)) == 3
