# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The laptop turned round: one thing at a time, drafts beside English, and nothing where one is apart."""

from datetime import UTC, datetime
from functools import partial

import pytest

from devicecheck.frontend.client_pages import DRAFT, JOINED, LANGUAGES, pages
from devicecheck.model.consultation import Answer
from devicecheck.model.told import Kept
from devicecheck.report.wording import load
from devicecheck.tui.screens.client import ClientScreen
from devicecheck.tui.screens.copies import CopiesScreen
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.guided import GuidedScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from tests import reading_age
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, practise, shown, until

WATCHED = samples.watched()
SPY, LIFE = (finding.id for finding in WATCHED.findings)


def words(app):
    """Everything on the screen, with single spaces."""
    return " ".join(shown(app).split())


def said(finding, language="en", visit=WATCHED):
    """Every statement of the pages."""
    return [each for page in pages(visit, finding, language, samples.TODAY) for each in (page.heading, *page.said)]


@pytest.mark.parametrize("finding", [SPY, LIFE, ""])
def test_each_page_is_short_and_easy(finding):
    for page in pages(WATCHED, finding, "en", samples.TODAY):
        assert 1 <= len(page.said) <= 6
    texts = [each.text.replace("TheTruthSpy", "it").replace("Life360", "it") for each in said(finding)]
    assert reading_age.grade(texts) <= 5.0 and reading_age.mean_sentence(texts) <= 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_what_was_not_seen_without_the_caveat_and_the_things_that_were(language):
    for visit in (WATCHED, samples.ordinary()):
        made = pages(visit, "", language, samples.TODAY)
        texts = [[each.english or each.text for each in page.said] for page in made]
        intro = load().text("report.not-seen.intro")
        of_not_seen = [lines for page, lines in zip(made, texts, strict=True) if page.heading.text == intro]
        assert of_not_seen
        for lines in of_not_seen:
            assert load().text("report.caveat") in lines
            assert any(line.startswith("More things to talk about: 2") for line in lines) is (visit is WATCHED)
        assert all(len(lines) <= 5 for lines in texts)


def test_what_could_not_be_checked_is_on_a_page_too():
    assert any("It does not mean that nothing is there." in each.text for each in said(""))
    assert any("Origin and rights of apps" in each.text for each in said(""))


async def test_a_page_that_is_not_translated_says_so_and_an_english_one_says_nothing():
    app = app_of(Script(WATCHED))
    async with app.run_test(size=(80, 24)) as pilot:
        made = partial(pages, WATCHED, SPY, today=samples.TODAY)
        await app.push_screen(ClientScreen(app.words, lambda its: made(language=its), practice=True, language="en"))
        await pilot.pause()
        assert "Not yet translated" not in words(app) and "F12 Hide" in words(app)
        for _ in LANGUAGES[1:]:
            await pilot.press("l")
            assert ("Not yet translated" in words(app)) is (DRAFT not in words(app))


@pytest.mark.slow
async def test_where_no_thing_is_pointed_at_nothing_is_turned_round_and_no_other_card_is_left():
    app = app_of(Script(WATCHED))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        assert "N next open one." in words(app)
        await pilot.press("slash", *"zzzz", "enter")
        await until(pilot, lambda: any("Nothing has these letters." in each.message for each in app._notifications))
        assert "TheTruthSpy" not in words(app)
        await pilot.press("v", "1", "d", "n")
        await pilot.pause(0.1)
        assert isinstance(app.screen, FindingsScreen)
        await pilot.press("escape")
        await until(pilot, lambda: "TheTruthSpy" in words(app))


def test_the_pages_of_one_thing_name_no_other():
    assert not any("Life360" in each.text for each in said(SPY))
    assert not any("TheTruthSpy" in each.text for each in said(LIFE))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_draft_stands_beside_its_english_and_what_may_hurt_stays_english(language):
    statements = said(SPY, language)
    drafts = [each for each in statements if each.english]
    assert drafts and all(each.text.endswith(DRAFT) for each in drafts)
    english = {each.text for each in said(SPY)}
    assert all(each.text in english for each in statements if not each.english)
    caveat = load().text("report.caveat")
    assert caveat in {each.text for each in said("", language, samples.ordinary())}


@pytest.mark.slow
async def test_the_laptop_is_turned_round_and_back():
    app = app_of(Script(WATCHED))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("v")
        await until(pilot, ClientScreen)
        first = words(app)
        assert "TheTruthSpy" in first and "Life360" not in first and "PRACTICE" in first and "1 of 6, English" in first
        await pilot.press("space")
        await until(pilot, lambda: "What it can mean" in words(app) and "2 of 6" in words(app))
        await pilot.press("l", "l")
        await until(pilot, lambda: "Polski" in words(app))
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        await pilot.press("x", "enter")
        await until(pilot, ClientScreen)
        await pilot.press("b", "b", "escape")
        await until(pilot, FindingsScreen)


@pytest.mark.slow
async def test_apart_no_screen_is_turned_and_the_caseworker_brings_the_copy():
    apart = Answer(question="online-agreed", answer="yes", at=datetime(2026, 11, 24, tzinfo=UTC))
    app = app_of(Script(WATCHED.model_copy(update={"answers": (apart,)})))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        assert "share no screen, send nothing" in words(app)
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(app.screen, FindingsScreen)
        await pilot.press("c")
        await until(pilot, CopiesScreen)
        assert app.screen._places == (Kept.CASEWORKER,)
        assert len(app.screen.query("#kept Tick")) == 1


@pytest.mark.slow
async def test_joined_letters_are_offered_with_a_word_on_what_to_do_if_they_look_wrong():
    app = app_of(Script(WATCHED))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("v")
        await until(pilot, ClientScreen)
        for language in LANGUAGES:
            note = "Do the letters look wrong? Press L for another language." in words(app)
            assert app.screen._language == language and note is (language in JOINED)
            if language in JOINED:
                assert load(language).language == language
                assert load().text(f"tui.client.languages.{language}") in words(app)
                assert "secretly" in words(app)
            await pilot.press("l")
            await pilot.pause()
        assert app.screen._language == "en"


@pytest.mark.slow
async def test_questions_and_cards_are_shown_to_the_client_in_the_language_that_was_chosen_once():
    app = app_of(Script(WATCHED))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await until(pilot, QuestionsScreen)
        await pilot.press("v")
        await until(pilot, ClientScreen)
        assert "What do they seem to know?" in words(app) and "1 Where you are" in words(app)
        await pilot.press("l", "l", "escape")
        await until(pilot, QuestionsScreen)
        await pilot.press("1", "enter", "v")
        await until(pilot, ClientScreen)
        assert "Polski" in words(app) and "And what do they not seem to know?" in words(app) and DRAFT in words(app)
        await pilot.press("escape")
        await until(pilot, QuestionsScreen)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("g")
        await until(pilot, GuidedScreen)
        title = app.screen.open.title
        await pilot.press("v")
        await until(pilot, ClientScreen)
        assert title in words(app) and "Polski" in words(app) and "What we look for" in words(app)
        await pilot.press("escape")
        await until(pilot, GuidedScreen)
