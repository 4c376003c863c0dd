# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies in the visit line by line: each with its own yes; whole answers only with one that names who may see them."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from devicecheck.casefile import clinic_key
from devicecheck.cli import plain_copies
from devicecheck.cli.asking import Asker
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report.evidence import open_pack, verify
from devicecheck.report.wording import load
from tests.report.evidence.conftest import APPS, watched

WHOLE = {"r5": APPS}
PACK, NO_MORE, NO, YES = "4", "5", "1", "2"


class Lines(TypedLines):
    """Lines that were typed before."""

    def __init__(self, *lines: str) -> None:
        self._typed = iter(lines)

    async def next(self) -> str | None:
        return next(self._typed, None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    clinic_key.create(clinic_key.key_path(), date(2026, 11, 27), "")
    return tmp_path / "copies"


def copies(*lines: str, whole: dict[str, bytes]) -> Consultation:
    ask = Asker(load(), Lines(*lines))
    return asyncio.run(plain_copies.copies(ask, watched(), KeptVisit(wording=load()), whole, []))


def test_whole_answers_are_in_the_pack_after_a_yes_of_their_own(folder: Path, capsys: pytest.CaptureFixture) -> None:
    visit = copies(PACK, YES, YES, str(folder), NO_MORE, whole=WHOLE)
    pack = open_pack(next(folder.iterdir()))
    assert pack.files["readings/r5.bin"] == APPS
    assert not verify(pack, {}).problems
    assert visit.choices.consent(Copy.C).given
    assert "The other person's lawyer may see them" in " ".join(capsys.readouterr().err.split())


def test_a_no_leaves_them_out_and_without_any_nobody_asks(folder: Path) -> None:
    copies(PACK, YES, NO, str(folder / "no"), PACK, YES, NO, "", NO_MORE, whole=WHOLE)
    copies(PACK, YES, str(folder / "none"), NO_MORE, whole={})
    for each in ("no", "none"):
        pack = open_pack(next((folder / each).iterdir()))
        assert not [name for name in pack.files if name.startswith("readings/")]


def test_no_pack_without_a_yes_to_it(folder: Path) -> None:
    visit = copies(PACK, NO, NO_MORE, whole=WHOLE)
    assert visit == watched()
    assert not folder.exists()


def test_without_a_key_the_way_to_one_is_said(tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    copies(PACK, YES, NO, str(tmp_path / "out"), NO_MORE, whole=WHOLE)
    assert "devicecheck evidence key" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "out").exists()
