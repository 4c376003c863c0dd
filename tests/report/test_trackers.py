# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was heard by radio, in the copies: where and when, what follows, and what is not known."""

from datetime import date

import pytest

from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Concern
from devicecheck.model.radio import SweepPlace
from devicecheck.model.radio_observations import RadioSweep
from devicecheck.model.told import Copy
from devicecheck.practice import radio
from devicecheck.report import bilingual, text
from tests.quick_cases import quick_first
from tests.report.radios import heard

DAY = date(2026, 11, 27)
CARDS = {
    "tag-travels": {"tag-travels", "tag-own"},
    "own-tag": {"tag-own"},
    "neighbours-tag": set(),
    "one-place": {"tag-near"},
}


def copy(document: Consultation, which: Copy = Copy.B) -> str:
    sheet = bilingual.sheet(document, "en", DAY, which, large=False, drafts=False)
    return " ".join(text.render(sheet).decode().split())


@pytest.mark.parametrize("story", CARDS)
def test_each_story_tells_what_it_is_for(story: str) -> None:
    assert {finding.code for finding in heard(story).findings} == CARDS[story]
    assert set(CARDS) == set(radio.names())


def test_a_tag_that_travels_is_not_to_be_broken_and_time_and_place_are_noted() -> None:
    printed = copy(heard())
    for said in (
        "seems to travel with you", "Do not break it", "Take a photo", "Note the time and the place",
        "They may see that it stopped", "We made none ring", "my keys", "So also look by hand",
    ):  # fmt: skip
        assert said in printed, said
    assert "Take an app off" not in printed
    assert "Apps like this may be able to" not in printed
    assert "Which apps can see what" not in printed


def test_where_there_is_no_second_place_it_is_not_known_whether_it_travels() -> None:
    for which in (Copy.A, Copy.B):
        printed = copy(heard("one-place"), which)
        assert "is near your things now" in printed
        assert "We do not know if it travels with you" in printed
        assert "seems to travel" not in printed
    assert "We listened at one place only." in copy(heard("one-place"))


def test_a_neighbours_tag_makes_no_card_and_is_not_called_unseen() -> None:
    printed = copy(heard("neighbours-tag"))
    assert "We did not hear any that we know" not in printed
    assert "only in passing or where they always are" in printed


def test_numbers_that_changed_are_said_not_to_be_joined() -> None:
    assert "Some tags changed their number." in copy(heard("own-tag"))


def test_every_time_of_listening_stands_in_the_document_even_without_a_finding() -> None:
    sweeps = [each for each in heard("neighbours-tag").observations if isinstance(each, RadioSweep)]
    assert [each.place for each in sweeps] == list(SweepPlace)
    assert "in the empty room" in copy(heard("neighbours-tag"))


def test_where_nothing_but_a_tag_is_pressing_the_words_are_about_tags() -> None:
    document = heard()
    urgent = document.findings[0].model_copy(update={"concern": Concern.ACT_WITH_SUPPORT})
    printed = copy(document.model_copy(update={"findings": (urgent,)}))
    assert "Do not break the tag or take it away yet." in printed


@pytest.mark.parametrize("language", quick_first(2, ["pl", "ar", "ro", "uk", "cy", "ur", "bn", "pa"]))
def test_every_language_can_say_all_of_it(language: str) -> None:
    for story in CARDS:
        for which in (Copy.A, Copy.B):
            sheet = bilingual.sheet(heard(story), language, DAY, which, large=False, drafts=True)
            assert text.render(sheet)
