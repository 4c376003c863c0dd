# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder that somebody else made: a name in it that leads elsewhere is opened, overwritten and erased by nothing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from devicecheck.casefile import age_key, sealing
from devicecheck.casefile.erasing import erase
from devicecheck.casefile.retention import KEEPING_FILE, kept_until
from devicecheck.casefile.store import KEY_FILE, RECORDS, new_case, open_case
from devicecheck.casefile.tries import TRIES_FILE
from devicecheck.errors import CaseError

SECRET, RECOVERY = "five plain words here now", "AAAA-BBBB"
OUTSIDE = b"a file of somebody, not ours " * 40

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


@pytest.fixture
def planted(tmp_path: Path) -> tuple[Path, Path]:
    """A case, and a file outside of it."""
    case, outside = tmp_path / "case", tmp_path / "outside"
    new_case(case, SECRET, RECOVERY).close()
    outside.write_bytes(OUTSIDE)
    return case, outside


def led_elsewhere(case: Path, name: str, target: Path) -> None:
    (case / name).unlink(missing_ok=True)
    (case / name).symlink_to(target)


WAYS: tuple[Callable[[Path], object], ...] = (
    erase,
    lambda case: open_case(case, SECRET, lambda _: None),
    lambda case: open_case(case, "a wrong guess", lambda _: None),
    lambda case: sealing.seal(case, SECRET, age_key.new_key()[1]),
    sealing.is_sealed,
)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS, ids=("erase", "open", "guess", "seal", "ask"))
@pytest.mark.parametrize("name", [KEY_FILE, RECORDS, f"{RECORDS}-wal", TRIES_FILE, "anything"])
def test_nothing_outside_is_touched(planted: tuple[Path, Path], name: str, way: Callable[[Path], object]) -> None:
    case, outside = planted
    led_elsewhere(case, name, outside)
    with pytest.raises(CaseError, match="not-a-case"):
        way(case)
    assert outside.read_bytes() == OUTSIDE
    assert {each.name for each in case.parent.iterdir()} == {"case", "outside"}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", [KEY_FILE, RECORDS, KEEPING_FILE])
def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(planted: tuple[Path, Path], name: str) -> None:
    case, _ = planted
    (case / name).unlink(missing_ok=True)
    os.mkfifo(case / name)
    with pytest.raises(CaseError):
        if name == KEEPING_FILE:
            kept_until(case)
        else:
            open_case(case, SECRET, lambda _: None)


def test_the_key_of_another_case_by_a_link_is_no_way_in(planted: tuple[Path, Path], tmp_path: Path) -> None:
    case, _ = planted
    other = tmp_path / "other"
    shutil.copytree(case, other)
    led_elsewhere(other, KEY_FILE, case / KEY_FILE)
    with pytest.raises(CaseError, match="not-a-case"):
        erase(other)
    open_case(case, SECRET).close()


def test_a_link_to_a_place_where_nothing_is_makes_nothing_there(planted: tuple[Path, Path], tmp_path: Path) -> None:
    case, _ = planted
    led_elsewhere(case, RECORDS, tmp_path / "new-file")
    with pytest.raises(CaseError, match="not-a-case"):
        open_case(case, SECRET)
    assert not (tmp_path / "new-file").exists()
