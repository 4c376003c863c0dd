# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kept cases: what was acknowledged survives a kill, and nothing can be read without the key."""

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.casefile import store
from devicecheck.casefile.store import FORMAT, KEY_FILE, RECORDS, Case, new_case, open_case
from devicecheck.errors import CaseError

AT = datetime(2026, 5, 3, tzinfo=UTC)
PLANTED = "planted-app-name-7731"
WRITER = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from devicecheck.casefile.store import open_case
case = open_case(Path(sys.argv[1]), "right")
for number in range(100000):
    case.add(datetime.now(UTC), "seen", {{"app": "{PLANTED}", "n": str(number)}})
    print(number, flush=True)
"""


def kept(folder: Path) -> Path:
    case = new_case(folder, "right", "recovery words")
    case.add(AT, "seen", {"app": PLANTED})
    case.close()
    return folder


@pytest.mark.parametrize("secret", ["right", "recovery words"])
def test_either_secret_opens_what_was_kept(tmp_path: Path, secret: str) -> None:
    lines = open_case(kept(tmp_path / "case"), secret).lines()
    assert len(lines) == 1 and PLANTED in lines[0]


@pytest.mark.slow
def test_wrong_passphrases_wipe_nothing(tmp_path: Path) -> None:
    folder = kept(tmp_path / "case")
    for _ in range(3):
        with pytest.raises(CaseError, match="wrong-secret"):
            open_case(folder, "wrong")
    assert len(open_case(folder, "right").lines()) == 1


@pytest.mark.slow
def test_wrong_passphrases_wait_longer_each_time_until_a_right_one(tmp_path: Path) -> None:
    folder, waits = kept(tmp_path / "case"), list[float]()
    for _ in range(6):
        with pytest.raises(CaseError, match="wrong-secret"):
            open_case(folder, "wrong", waits.append)
    open_case(folder, "right", waits.append).close()
    open_case(folder, "right", waits.append).close()
    assert waits == [0, 0, 0, 1, 2, 4, 8, 0]


def test_a_count_that_was_blown_up_waits_a_minute_and_no_longer(tmp_path: Path) -> None:
    folder, waits = kept(tmp_path / "case"), list[float]()
    (folder / "tries").write_bytes(b"." * 100_000)
    open_case(folder, "right", waits.append).close()
    assert waits == [60]


def set_format(case: Case, number: int) -> None:
    case._connection.execute(f"PRAGMA user_version={number}")
    case.close()


def test_a_case_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    folder = kept(tmp_path / "case")
    set_format(open_case(folder, "right"), FORMAT + 1)
    before = (folder / RECORDS).read_bytes()
    with pytest.raises(CaseError, match="newer-format"):
        open_case(folder, "right")
    assert (folder / RECORDS).read_bytes() == before


def test_a_case_without_a_format_number_is_brought_to_this_one(tmp_path: Path) -> None:
    folder = kept(tmp_path / "case")
    set_format(open_case(folder, "right"), 0)
    case = open_case(folder, "right")
    assert len(case.lines()) == 1
    assert case._connection.execute("PRAGMA user_version").fetchone()[0] == FORMAT


def test_only_this_user_can_read_and_there_is_no_plaintext(tmp_path: Path) -> None:
    folder = kept(tmp_path / "case")
    assert folder.stat().st_mode & 0o077 == 0
    assert {path.name for path in folder.iterdir()} >= {KEY_FILE, RECORDS}
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert PLANTED.encode() not in path.read_bytes()


def test_a_flipped_bit_in_the_records_is_noticed(tmp_path: Path) -> None:
    records = kept(tmp_path / "case") / RECORDS
    content = bytearray(records.read_bytes())
    content[len(content) - 2000] ^= 1
    records.write_bytes(content)
    with pytest.raises(CaseError, match="damaged"):
        open_case(records.parent, "right").lines()


@pytest.mark.parametrize("left", [b"", b"x"])
def test_records_that_were_emptied_are_damaged_and_not_a_case_without_events(tmp_path: Path, left: bytes) -> None:
    folder = kept(tmp_path / "case")
    (folder / RECORDS).write_bytes(left)
    assert read_of(folder, "right") == "damaged"
    assert (folder / RECORDS).read_bytes() == left


def flipped(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def read_of(folder: Path, secret: str) -> tuple[str, ...] | str:
    """The lines, or the reason that they cannot be read."""
    try:
        case = open_case(folder, secret, lambda _: None)
    except CaseError as error:
        return error.reason
    try:
        return case.lines()
    except CaseError as error:
        return error.reason
    finally:
        case.close()


@pytest.mark.slow
def test_a_flipped_bit_in_the_key_file_is_named_and_the_other_key_still_opens(tmp_path: Path) -> None:
    folder = kept(tmp_path / "case")
    key, whole = folder / KEY_FILE, read_of(folder, "right")
    written = key.read_bytes()
    first, second = (written.index(b'"wrapped":"', at) + 20 for at in (0, written.index(b'"recovery"')))
    for at, broken, other in ((first, "right", "recovery words"), (second, "recovery words", "right")):
        for changed in (bytes([written[at] ^ 1]), b"g", b"`"):
            key.write_bytes(written[:at] + changed + written[at + 1 :])
            assert read_of(folder, broken) == "key-damaged"
            assert read_of(folder, other) == whole


@pytest.mark.slow
def test_a_flipped_bit_anywhere_in_the_key_file_never_blames_the_passphrase(tmp_path: Path) -> None:
    folder = kept(tmp_path / "case")
    key, whole = folder / KEY_FILE, read_of(folder, "right")
    written, chance = key.read_bytes(), random.Random(9)
    for at in chance.sample(range(len(written)), 40):
        key.write_bytes(written)
        flipped(key, at)
        assert read_of(folder, "right") in (whole, "key-damaged"), at


@pytest.mark.slow
@pytest.mark.core
def test_a_flipped_bit_anywhere_in_the_records_is_never_passed_over(tmp_path: Path) -> None:
    folder = kept(tmp_path / "case")
    records, whole = folder / RECORDS, read_of(folder, "right")
    written, chance = records.read_bytes(), random.Random(9)
    for at in chance.sample(range(len(written)), 25):
        records.write_bytes(written)
        flipped(records, at)
        assert read_of(folder, "right") in (whole, "damaged"), at


def test_a_second_case_is_not_made_over_the_first(tmp_path: Path) -> None:
    folder = kept(tmp_path / "case")
    with pytest.raises(CaseError, match="exists"):
        new_case(folder, "other", "other")
    assert len(open_case(folder, "right").lines()) == 1


def killed(folder: Path, after: float) -> int:
    """How many records a writer acknowledged before it was killed."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after)
        writer.kill()
        return len((first + writer.stdout.read()).splitlines())


@pytest.mark.slow
@pytest.mark.core
@pytest.mark.timeout(900)
@pytest.mark.parametrize("times", [2, pytest.param(100, marks=pytest.mark.long)])
def test_no_acknowledged_record_is_lost_by_a_kill(tmp_path: Path, times: int) -> None:
    folder, acknowledged, chance = kept(tmp_path / "case"), 1, random.Random(9)
    for _ in range(times):
        acknowledged += killed(folder, chance.uniform(0, 0.2))
        case = open_case(folder, "right")
        found = len(case.lines())
        case.close()
        assert found >= acknowledged
        acknowledged = found
        assert all(PLANTED.encode() not in path.read_bytes() for path in folder.iterdir())


FULL_DISK = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of a file")
@pytest.mark.parametrize("size", [16_500, 40_000, 70_001, 150_000, 900_000])
def test_a_disk_without_room_is_said_and_loses_nothing_acknowledged(tmp_path: Path, size: int) -> None:
    """The kernel refuses each byte after `size`, in the middle of a page, of the log beside the records or in both."""
    folder = kept(tmp_path / "case")
    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK.format(size=size) + WRITER, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "not-written" in ended.stderr, ended.stderr[-500:]
    case = open_case(folder, "right")
    assert len(case.lines()) >= 1 + len(ended.stdout.splitlines())
    case.add(AT, "room again", {})


def test_records_that_cannot_be_opened_to_write_are_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as told:
        store._connect(tmp_path / "gone", bytes(32))
    assert told.value.reason == "not-written"
