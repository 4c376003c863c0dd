# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts from a phone: nothing acts, nothing hides, nothing is lost silently."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devicecheck.report import clean_text
from devicecheck.report.clean_text import clean, coverage, covered, plain, shown
from tests.report import font_coverage, samples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bank of Łódź", "Bank of Łódź"),
        ("خدمة النظام", "خدمة النظام"),
        ("[/b]", "[/b]"),
        ("a\x1b[31mb", "a[U+001B][31mb"),
        ("evil\u202egnp", "evil[U+202E]gnp"),
        ("a\u2069b", "a[U+2069]b"),
        ("nul\x00byte", "nul[U+0000]byte"),
        ("\u3164", "[U+3164]"),
        ("a\u00a0b", "a b"),
        ("line\nbreak", "line[U+000A]break"),
        ("e\u0301", "é"),
        ("\ud800", "[U+D800]"),
    ],
)
def test_what_acts_is_shown_by_its_number(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_long_text_is_cut_and_says_so() -> None:
    assert clean("W" * 81, 80) == "W" * 80 + "…"
    assert clean("W" * 80, 80) == "W" * 80


def test_a_heap_of_accents_is_counted_out() -> None:
    assert "[U+0301]" in clean("q" + "\u0301" * 30)


@given(st.text(max_size=600))
def test_no_text_can_act_on_a_screen_or_on_its_neighbours(text: str) -> None:
    result = clean(text)
    kept = {"\u200c", "\u200d", "\ufe0e", "\ufe0f"}
    assert not [
        c for c in result if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} and c not in kept
    ]
    assert plain(shown(text, 400)) == result


@given(st.text(max_size=200))
def test_a_covered_text_has_a_glyph_for_everything(text: str) -> None:
    assert set(covered(shown(text))) <= coverage()


def test_every_text_that_is_made_ours_by_the_pages_stays_breakable() -> None:
    longest = max(shown("W" * 400, 300).split(clean_text.BREAK), key=len)
    assert len(longest) <= 26


def test_the_coverage_file_is_that_of_the_fonts() -> None:
    kept = (font_coverage.FONTS / "coverage.txt").read_text("utf-8")
    assert kept == font_coverage.coverage_text(), "python tests/report/font_coverage.py > reports/fonts/coverage.txt"


def test_a_character_without_a_glyph_is_shown_by_its_number() -> None:
    assert plain(covered("微信😀\ufe0f ok")) == "[U+5FAE][U+4FE1][U+1F600] ok"


def test_the_hostile_samples_are_hostile() -> None:
    assert sum(clean(text) != text for text in samples.HOSTILE.values()) >= 7
