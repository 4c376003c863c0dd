# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards and questions in every language: each text of the client's part, drafts marked, what may hurt kept back."""

import re

import pytest

from devicecheck.errors import WordingError
from devicecheck.frontend.client_cards import card_pages, question_pages
from devicecheck.frontend.client_pages import DRAFT
from devicecheck.report.cards import guided_cards, odd_things, visit_questions
from devicecheck.report.review import ReviewState, safety_critical
from devicecheck.report.spoken_cards import as_written, in_english, spoken
from devicecheck.report.translation import TextState, state
from devicecheck.report.wording import Wording
from tests.report.test_languages import OTHERS, STATEMENTS

ENGLISH = in_english()


@pytest.fixture(params=OTHERS)
def wording(request: pytest.FixtureRequest) -> Wording:
    """The texts of one language as they stand in its files."""
    return as_written(request.param)


def test_every_text_is_there_and_nothing_else(wording: Wording) -> None:
    assert sorted(ENGLISH.texts.keys() ^ wording.texts.keys()) == []
    assert [key for key, file in wording.files.items() if ENGLISH.files[key] != file] == []
    assert [key for key, text in wording.texts.items() if not text] == []


def test_nobody_is_named_as_reader_by_the_program(wording: Wording) -> None:
    assert {review.state for review in wording.reviews.values()} == {ReviewState.DRAFT}


def test_no_language_makes_a_forbidden_statement(wording: Wording) -> None:
    pattern = re.compile(STATEMENTS[wording.language] + r"|[!✓✔✅]", re.IGNORECASE)
    assert {key: hit[0] for key, text in wording.texts.items() if (hit := pattern.search(text))} == {}


def test_texts_are_translated_and_names_of_products_stay(wording: Wording) -> None:
    same = {key for key, text in wording.texts.items() if text == ENGLISH.texts[key] and len(text.split()) > 3}
    assert same == set()
    for name in ("WhatsApp", "Google", "Apple", "Face ID", "iCloud"):
        lost = [key for key, text in ENGLISH.texts.items() if name in text and name not in wording.texts[key]]
        assert lost == [], name


def test_digits_and_marks_are_those_of_every_other_text(wording: Wording) -> None:
    strange = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0660-\u0669\u06f0-\u06f9\u09e6-\u09ef\u0a66-\u0a6f]")
    assert [key for key, text in wording.texts.items() if strange.search(text) or "{" in text] == []
    for key, text in wording.texts.items():
        assert sorted(re.findall(r"\d+", text)) == sorted(re.findall(r"\d+", ENGLISH.texts[key])), key


@pytest.mark.parametrize("language", OTHERS)
def test_what_may_hurt_stays_english_until_somebody_has_read_it(language: str) -> None:
    mixed = spoken(language)
    kept_back = {key for key, text in mixed.texts.items() if state(text) is TextState.ENGLISH}
    assert kept_back == {key for key in ENGLISH.texts if safety_critical(key)}
    assert {key.rpartition(".")[2] for key in kept_back} >= {"looking-why", "changing-why"}


def test_a_card_has_a_page_for_each_part_and_drafts_stand_above_their_english() -> None:
    for card in (*guided_cards(), *odd_things()):
        ours, theirs = card_pages(card, "en"), card_pages(card, "pl")
        assert len(ours) == len(theirs) >= 3
        for mine, its in zip(ours, theirs, strict=True):
            for english, shown in zip((mine.heading, *mine.said), (its.heading, *its.said), strict=True):
                assert not english.english
                assert (shown.english, shown.text.endswith(DRAFT)) in {(english.text, True), ("", False)}
                assert shown.english or shown.text == english.text


def test_answers_have_the_numbers_of_the_other_screen() -> None:
    for question in visit_questions():
        pages = question_pages(question, "cy")
        assert [each.text.split()[0] for page in pages for each in page.said] == [
            str(number) for number in range(1, len(question.choices) + 1)
        ]
        assert all(page.heading.english == question.text and len(page.said) <= 4 for page in pages)


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(WordingError) as error:
        spoken("xx")
    assert error.value.code == "wording.unknown-language"
