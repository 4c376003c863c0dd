# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""On opening a case: a result that the list has changed since is named, and its copies get a dated page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from devicecheck.casefile.store import new_case, open_case
from devicecheck.cli.exits import Exit
from devicecheck.model.consultation import Consultation
from devicecheck.report import document
from devicecheck.runner.desk import KEPT
from tests.cli.test_case import run
from tests.report import samples

CODE = samples.watched().code


def made(folder: Path, visit: Consultation) -> str:
    kept = new_case(folder, "right", "recovery words")
    kept.add(datetime.now(UTC), KEPT, {"code": visit.code, "document": document.write(visit).decode()})
    kept.close()
    return str(folder)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A case with a visit in which an app that is on the shipped list had been on none."""
    visit = samples.watched()
    findings = tuple(each.model_copy(update={"signatures": ()}) for each in visit.findings)
    return made(tmp_path / "case", visit.model_copy(update={"findings": findings}))


@pytest.mark.slow
def test_it_is_told_until_the_pages_were_written(folder: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        assert f"devicecheck case correct {folder} {CODE}" in run("show", folder, typed="right\n").stderr
    done = run("correct", folder, CODE, "--out", str(out), "--format", "txt", typed="right\n")
    assert done.returncode == Exit.DONE, done.stderr
    (page,) = out.iterdir()
    assert page.stat().st_mode & 0o077 == 0 and str(page) in done.stderr
    assert "It is on our list now: TheTruthSpy." in " ".join(page.read_text("utf-8").split())
    assert "case correct" not in run("show", folder, typed="right\n").stderr
    assert any("corrected" in line for line in open_case(Path(folder), "right").lines())


@pytest.mark.slow
def test_without_a_change_it_is_said_what_cannot_be_looked_at(tmp_path: Path) -> None:
    folder = made(tmp_path / "case", samples.watched().model_copy(update={"observations": (), "findings": ()}))
    done = run("correct", folder, CODE, "--out", str(tmp_path / "out"), typed="right\n")
    assert "we cannot look at those again" in done.stderr
    assert not (tmp_path / "out").exists()
