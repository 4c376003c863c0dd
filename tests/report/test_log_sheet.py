# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages on which a client writes down what happens: neutral, alike in every language and format, nothing of a visit."""

import io
import re
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import pikepdf
import pytest

from devicecheck.model.told import Copy
from devicecheck.report import bilingual, copies, log_sheet, rendering
from devicecheck.report.blocks import Blanks, Sheet
from devicecheck.report.clean_text import plain
from devicecheck.report.rendering import Format
from devicecheck.report.wording import languages, load
from tests.report import samples, told
from tests.report.test_bilingual import letters

WORDS = load()
NAMES = ("date", "time", "happened", "saw", "kept")
LABELS = tuple(WORDS.text(f"log.{name}") for name in NAMES)
ROOM = {Format.TXT: "_" * 70, Format.HTML: 'class="rule"', Format.DOCX: "<w:tbl>", Format.JSON: '"blanks"'}
OTHERS = [language for language in languages() if language != "en"]


def made(language: str = "en", *, large: bool = False) -> Sheet:
    return bilingual.beside_english(lambda words: log_sheet.alone(words, samples.TODAY, large=large), language)


def to_write_on(sheet: Sheet) -> list[Blanks]:
    return [block for block in sheet.blocks if isinstance(block, Blanks)]


def test_each_part_asks_for_day_time_what_who_and_what_was_kept_with_lines_for_each() -> None:
    parts = to_write_on(made())
    assert len(parts) == log_sheet.NOTES
    for part in parts:
        blanks = [blank for row in part.rows for blank in row]
        assert tuple(blank.label for blank in blanks) == LABELS
        assert all(blank.lines >= 1 for blank in blanks) and blanks[2].lines >= 4


@pytest.mark.parametrize("language", OTHERS)
def test_a_part_is_one_form_with_both_labels(language: str) -> None:
    own = load(language)
    first = to_write_on(made(language))[0]
    shown = [(plain(blank.label), blank.also) for row in first.rows for blank in row]
    assert [(text.removesuffix(bilingual.DRAFT_SIGN), also) for text, also in shown] == [
        (own.text(f"log.{name}"), WORDS.text(f"log.{name}")) for name in NAMES
    ]
    assert bilingual.DRAFT_SIGN in first.heading and plain(first.also) == "Note 1"


@pytest.mark.parametrize("language", OTHERS)
def test_where_to_keep_them_stands_in_english_alone_before_somebody_reviewed_it(language: str) -> None:
    shown = [plain(text) for text in bilingual.texts(made(language).blocks)]
    for english, own in zip(WORDS.lines("log.keep.lines"), load(language).lines("log.keep.lines"), strict=True):
        assert english in shown and own not in shown


@pytest.mark.parametrize(
    "sheet", [made(), copies.sheet(told.full(), WORDS, samples.TODAY, Copy.LOG)], ids=["alone", "visit"]
)
def test_nothing_of_a_visit_and_no_reason_stands_where_one_sees_it_first(sheet: Sheet) -> None:
    assert re.fullmatch(r"appointment-notes(?:-K7-F3QX)?-sheet", sheet.name)
    assert sheet.heading == "Notes" and re.fullmatch(r"Notes|Appointment notes K7-F3QX", plain(sheet.title))
    assert not re.search(r"stalk|abus|police|evidence|victim|follow|watch", f"{sheet.title} {sheet.heading}", re.I)
    alone = [asdict(block) for block in made().blocks]
    assert [asdict(block) for block in sheet.blocks] == alone


def test_the_pages_of_a_practice_visit_are_marked_and_others_are_not() -> None:
    assert copies.sheet(samples.watched(), WORDS, samples.TODAY, Copy.LOG).mark and not made().mark


@pytest.mark.parametrize("language", languages())
def test_one_page_tells_how_and_the_two_after_it_are_for_writing_alone(language: str) -> None:
    data = rendering.laid_out(Format.PDF, made(language))
    with pikepdf.open(io.BytesIO(data)) as file:
        assert len(file.pages) == 3
        assert str(file.docinfo.get("/Title", "Notes")) == "Notes"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
@pytest.mark.parametrize("language", ["en", "pl", "ar", "ur"])
def test_labels_are_taken_from_the_paper_in_the_order_of_filling_them_in(language: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(rendering.laid_out(Format.PDF, made(language)))
    taken = subprocess.run(
        ["pdftotext", "-raw", "-f", "2", tmp_path / "a.pdf", "-"], capture_output=True, check=True, timeout=30
    ).stdout.decode()
    words = letters(taken)
    places = [words.find(f" {letters(label).strip()} ") for label in LABELS]
    assert places == sorted(places) and -1 not in places
    own = letters(load(language).text("log.date")).strip()
    assert words.find(f" {own} ") <= places[0]
    assert not re.search(r"caseworker|court|other person", taken)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", [Format.TXT, Format.HTML, Format.DOCX, Format.JSON])
def test_every_format_has_every_label_and_lines(kind: Format, language: str) -> None:
    data = rendering.laid_out(kind, made(language))
    shown = _docx(data) if kind is Format.DOCX else data.decode()
    for label in (*LABELS, *(load(language).text(f"log.{name}") for name in NAMES)):
        assert shown.count(label) + shown.count(label.replace("'", "&#39;")) >= log_sheet.NOTES
    assert {Format.TXT: "_" * 70, Format.HTML: 'class="rule"', Format.DOCX: "<w:tbl>", Format.JSON: '"blanks"'}[
        kind
    ] in shown


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_a_form_that_runs_from_the_right_says_so_in_every_format(language: str) -> None:
    shown = rendering.laid_out(Format.HTML, made(language)).decode()
    assert re.search(rf'<div lang="{language}" dir="rtl"><section class="blanks', shown)
    assert '<span class="small" lang="en" dir="ltr">What happened</span>' in shown
    assert "w:bidiVisual" in _docx(rendering.laid_out(Format.DOCX, made(language)))


def test_large_print_is_larger_and_still_has_room() -> None:
    large = made(large=True)
    assert large.points == 18 and len(to_write_on(large)) == log_sheet.NOTES
    with pikepdf.open(io.BytesIO(rendering.laid_out(Format.PDF, large))) as file:
        assert len(file.pages) == 3


def _docx(data: bytes) -> str:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml").decode()
