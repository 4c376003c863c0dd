# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy in two languages: each block beside its own English one; what nobody reviewed never stands alone."""

import io
import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from devicecheck.model.told import Copy
from devicecheck.report import bilingual, copies, html, pdf
from devicecheck.report.blocks import Pair, Paste, Sheet, Table
from devicecheck.report.translation import DRAFT, NOT_TRANSLATED, REVIEWED, STAFF, load_translation
from devicecheck.report.wording import Wording, languages, load
from tests.report import samples, told
from tests.report.test_copies import worst

OTHERS = [language for language in languages() if language != "en"]
DOCUMENTS = {"watched": samples.watched, "ordinary": samples.ordinary, "unread": samples.unread}
CAVEAT = load().text("report.caveat")


def sheet(language: str, name: str = "watched", copy: Copy = Copy.A, *, drafts: bool = False) -> Sheet:
    return bilingual.sheet(DOCUMENTS[name](), language, samples.TODAY, copy, drafts=drafts)


def pairs(made: Sheet) -> list[Pair]:
    return [block for block in made.blocks if isinstance(block, Pair)]


@pytest.mark.parametrize("copy", [Copy.A, Copy.CARD, Copy.B, Copy.ORDERS, Copy.LOG])
@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", OTHERS)
def test_both_languages_have_the_same_blocks(language: str, name: str, copy: Copy) -> None:
    for drafts in (False, True):
        wording = load_translation(language, drafts=drafts)
        other = copies.sheet(DOCUMENTS[name](), wording, samples.TODAY, copy)
        english = copies.sheet(DOCUMENTS[name](), load(), samples.TODAY, copy)
        assert [type(block) for block in other.blocks] == [type(block) for block in english.blocks]


@pytest.mark.parametrize("copy", [Copy.A, Copy.CARD, Copy.B, Copy.ORDERS, Copy.LOG])
@pytest.mark.parametrize("language", OTHERS)
def test_all_of_the_english_copy_is_there_and_no_mark_is_left(language: str, copy: Copy) -> None:
    made = sheet(language, copy=copy)
    shown = list(bilingual.texts(made.blocks))
    for text in filter(None, bilingual.texts(sheet("en", copy=copy).blocks)):
        assert text in shown
    assert not any(mark in text for text in shown for mark in (NOT_TRANSLATED, STAFF, DRAFT, REVIEWED))


@pytest.mark.parametrize("language", OTHERS)
def test_paragraphs_have_numbers_in_order_and_name_their_languages(language: str) -> None:
    made = pairs(sheet(language))
    assert [one.number for one in made] == list(range(1, len(made) + 1))
    assert {(one.first.language, one.second.language) for one in made} == {(language, "en")}


@pytest.mark.parametrize("language", OTHERS)
def test_a_safety_critical_draft_never_prints(language: str) -> None:
    drafts = load(language).texts
    shown = " ".join(bilingual.texts(sheet(language).blocks))
    for key in ("report.caveat", "report.short.do-not.act", "help.danger", "report.why-nothing-removed.0"):
        assert drafts[key] not in shown
    assert CAVEAT in shown
    assert drafts["translation.not-yet"] in shown


@pytest.mark.parametrize("language", OTHERS)
def test_drafts_are_signed_and_the_sign_is_explained(language: str) -> None:
    made = sheet(language)
    signed = [one for one in pairs(made) if any("†" in text for text in bilingual.texts(one.first))]
    assert len(signed) >= 5
    assert load(language).texts["translation.draft"] in " ".join(bilingual.texts(made.blocks))


@pytest.mark.parametrize("language", OTHERS)
def test_shown_drafts_mark_every_page(language: str) -> None:
    made = sheet(language, drafts=True)
    assert made.mark.startswith("DRAFT TRANSLATION")
    assert "PRACTICE" in made.mark
    assert load(language).texts["report.caveat"] in " ".join(bilingual.texts(made.blocks))


@pytest.mark.parametrize("copy", [Copy.B, Copy.ORDERS])
@pytest.mark.parametrize("language", OTHERS)
def test_texts_to_paste_and_tables_for_staff_have_the_whole_page(language: str, copy: Copy) -> None:
    made = bilingual.sheet(told.full(), language, samples.TODAY, copy)
    whole, halves = made.blocks, [half for one in pairs(made) for half in (one.first, one.second)]
    assert any(isinstance(block, Paste) for block in whole)
    assert any(isinstance(block, Table) for block in whole)
    assert not any(isinstance(half, Paste) for half in halves)
    assert not any(
        "(" in head and len(half.head) > 2 for half in halves if isinstance(half, Table) for head in half.head
    )


def test_english_alone_has_no_pairs() -> None:
    assert pairs(sheet("en")) == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_web_page_names_language_and_direction_of_each_passage(language: str) -> None:
    shown = html.render(sheet(language)).decode()
    direction = "rtl" if language in {"ar", "ur"} else "ltr"
    assert f'lang="{language}" dir="{direction}"' in shown
    assert 'lang="en" dir="ltr"' in shown


@pytest.mark.parametrize("language", OTHERS)
def test_the_paper_keeps_its_standards_in_every_language(language: str, caplog: pytest.LogCaptureFixture) -> None:
    made = pdf.render(sheet(language, drafts=True))
    assert made.startswith(b"%PDF")
    assert caplog.text == ""


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_a_value_from_the_phone_is_set_apart_in_a_right_to_left_page(language: str) -> None:
    shown = html.render(sheet(language, drafts=True)).decode()
    rtl = re.findall(rf'<div lang="{language}" dir="rtl">(.*?)</div>', shown, re.DOTALL)
    assert any("<bdi>TheTruthSpy</bdi>" in part for part in rtl)


@pytest.mark.parametrize(("language", "day"), [("ar", "22 ديسمبر 2026"), ("ur", "22 دسمبر 2026")])
def test_a_date_in_a_right_to_left_text_is_one_piece(language: str, day: str) -> None:
    assert day in " ".join(bilingual.texts(sheet(language, drafts=True).blocks))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
@pytest.mark.parametrize("language", ["ar", "ur"])
def test_text_taken_from_a_right_to_left_paper_is_in_reading_order(language: str, tmp_path: Path) -> None:
    made = sheet(language, drafts=True)
    (tmp_path / "a.pdf").write_bytes(pdf.render(made))
    taken = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True, timeout=30).stdout
    words = letters(taken.decode())
    said = [pair for one in pairs(made) for text in bilingual.texts(one.first) for pair in neighbours(text)]
    forward = sum(f" {first} {second} " in words for first, second in said)
    backward = sum(f" {second} {first} " in words for first, second in said if (second, first) not in said)
    assert len(said) > 100
    assert forward > 0.88 * len(said)  # the others stand at the end of a line
    assert backward < 0.03 * len(said)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
def test_the_halves_of_a_joined_letter_are_not_taken_for_two_lines(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf.render(sheet("ur", drafts=True)))
    taken = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True, timeout=30).stdout
    assert re.search(r"^\W*ہمیں ملا\W*$", taken.decode(), re.MULTILINE)


def test_our_own_arabic_words_have_no_vowel_signs_on_paper_and_a_phones_words_keep_theirs() -> None:
    app = "\u2068تُطبيقًا\u2069"
    assert pdf.unpointed(f"يُرجى {app} شيئًا") == f"يرجى {app} شيئا"


def letters(text: str) -> str:
    """The words of a text, without vowel signs and with one form for each letter."""
    plain = unicodedata.normalize("NFKC", text)
    kept = (
        " " if not letter.isalnum() else letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Cf"}
    )
    return f" {' '.join(''.join(kept).split())} "


def neighbours(text: str) -> list[tuple[str, str]]:
    """Words that follow each other without a stop between them."""
    parts = re.split(r"[.:،۔؟?()«»\"†\u2068\u2069]", text)
    return [pair for part in parts for pair in pairwise(letters(part).split())]


@pytest.mark.parametrize("name", ["watched", "ordinary"])
@pytest.mark.parametrize("language", OTHERS)
def test_page_one_of_a_clients_copy_in_two_languages_holds_the_caveat(language: str, name: str) -> None:
    page = sheet(language, name, drafts=True)
    first = "".join(PdfReader(io.BytesIO(pdf.render(page))).pages[0].extract_text().split())
    for said in (CAVEAT, load().text("report.short.do-not.label"), load().text("report.labels.again")):
        assert "".join(said.split()) in first


def reviewed(language: str) -> Wording:
    """The language as it will be when a person has reviewed all of it."""
    wording = load_translation(language, drafts=True)
    return replace(wording, texts={key: text.replace(DRAFT, REVIEWED) for key, text in wording.texts.items()})


@pytest.mark.parametrize("name", ["watched", "unread", "worst"])
@pytest.mark.parametrize("language", OTHERS)
def test_page_one_in_two_reviewed_languages_holds_the_number_to_call(language: str, name: str) -> None:
    document, wording = {**DOCUMENTS, "worst": worst}[name](), reviewed(language)
    both = (copies.sheet(document, its, samples.TODAY, Copy.A) for its in (wording, load()))
    first = PdfReader(io.BytesIO(pdf.render(bilingual.pair(*both, wording)))).pages[0].extract_text()
    assert first.count("999") == 2
    assert "".join(CAVEAT.split()) in "".join(first.split())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext (poppler-utils)")
def test_a_long_word_of_a_head_stays_in_its_column(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf.render(sheet("uk", drafts=True)))
    boxes = ["pdftotext", "-bbox", tmp_path / "a.pdf", "-"]
    taken = subprocess.run(boxes, capture_output=True, check=True, timeout=30).stdout.decode()
    ends = [float(right) for right in re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">помітять\?<', taken)]
    begins = [
        float(left) for left in re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="[\d.]+">What<', taken)
    ]
    assert ends
    assert max(ends) < max(begins) - 6
