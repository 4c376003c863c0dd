# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark of a case that a visit writes into."""

from pathlib import Path

import pytest

from devicecheck.casefile import open_visits
from devicecheck.casefile.store import new_case
from devicecheck.errors import CaseError


def kept(folder: Path) -> Path:
    case = open_visits.new_place(folder)
    with open_visits.marked(case):
        new_case(case, "right", "recovery words").close()
        assert open_visits.cut_off(folder) == ()
        with pytest.raises(CaseError, match="in-use"), open_visits.marked(case):
            pass
    return case


def test_a_case_that_was_left_is_found_until_it_is_done(tmp_path: Path) -> None:
    case = kept(tmp_path)
    assert open_visits.cut_off(tmp_path) == (case,)
    open_visits.done(case)
    assert open_visits.cut_off(tmp_path) == ()
    assert list(tmp_path.glob("*.open")) == []


def test_a_mark_that_could_not_be_taken_away_while_it_was_open_says_that_it_stands_for_nothing(tmp_path: Path) -> None:
    """As on Windows, where an open file stays: what `done` writes then is what the next start goes by."""
    case = kept(tmp_path)
    mark = case.with_name(case.name + open_visits.MARK)
    mark.write_bytes(b"\0" * open_visits.LOCKED + open_visits.ENDED)
    assert open_visits.cut_off(tmp_path) == ()
    assert not mark.exists() and case.is_dir()
