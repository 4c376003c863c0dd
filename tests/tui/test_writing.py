# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing copies: every kind, and what happens when one cannot be written."""

from datetime import date

import pytest

from devicecheck.report.view import build
from devicecheck.report.wording import load
from devicecheck.tui.writing import Kind, write_copies
from tests.report import samples


@pytest.fixture
def written(tmp_path):
    def write(kinds, folder=tmp_path):
        document = samples.watched()
        return write_copies(document, build(document, load(), date(2026, 11, 24)), folder, kinds)

    return write


def test_every_kind_is_written(written, tmp_path):
    result = written(tuple(Kind))
    assert result.code == "" and sorted(path.suffix[1:] for path in result.paths) == sorted(Kind)
    assert {path.parent for path in result.paths} == {tmp_path}
    assert (tmp_path / "appointment-notes-K7-F3QX.pdf").read_bytes().startswith(b"%PDF")


def test_what_was_written_before_an_error_is_named(written, tmp_path):
    (tmp_path / "appointment-notes-K7-F3QX.txt").write_text("mine")
    result = written((Kind.HTML, Kind.TXT, Kind.JSON))
    assert [path.suffix for path in result.paths] == [".html"] and result.code == "export.exists"
    assert (tmp_path / "appointment-notes-K7-F3QX.txt").read_text() == "mine"


def test_a_missing_folder_is_said(written, tmp_path):
    result = written((Kind.JSON,), tmp_path / "none")
    assert result.paths == () and load().has(f"errors.{result.code}.what")
