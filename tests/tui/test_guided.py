# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided cards in the terminal app: read, answered, noted, and part of the document."""

import pytest
from textual.events import Paste

from devicecheck.model.cards import CardAnswer, Platform
from devicecheck.model.findings import SaidBy
from devicecheck.report.cards import guided_cards, visit_questions
from devicecheck.runner.card_plan import plan
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.guided import GuidedScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, practise, shown, until

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_card_is_answered_and_noted_and_stands_in_the_document(size: tuple[int, int]) -> None:
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=size) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("g")
        await until(pilot, GuidedScreen)
        planned = plan(guided_cards(), visit_questions(), (), 60, frozenset({Platform.ANDROID}))
        first, second = (each.card for each in planned.now[:2])
        await until(pilot, lambda: "Why this card" in shown(app))
        assert "It is worth a look for everyone." in shown(app)
        screen = " ".join(shown(app).split())
        assert first.title[:20] in screen and "No result yet" in screen and app.consultation.told.cards == ()
        await pilot.press("pagedown", "pageup", "pagedown", "n")  # the card turns its page, the list stays
        await until(pilot, lambda: "First press 1 to 5" in shown(app))
        assert app.consultation.told.cards == ()
        await pilot.press("2")
        await until(pilot, lambda: "Looked and did not see it" in shown(app) and "Result:" in shown(app))
        await pilot.press("down", "w", "1", "n", *"old tablet", "enter")
        await until(pilot, lambda: app.consultation.told.cards[-1].note == "old tablet")
        assert "tablet" in shown(app)
        await pilot.press("n", *" x", "escape")
        await until(pilot, lambda: not app.screen.query_one("#note").display)
        results = [(each.card, each.answer, each.said_by, each.note) for each in app.consultation.told.cards]
        assert results == [
            (first.id, CardAnswer.NOT_SEEN, SaidBy.CHECKER, ""),
            (second.id, CardAnswer.SEEN, SaidBy.CLIENT, "old tablet"),
        ]
        await pilot.press("escape")
        await until(pilot, FindingsScreen)
        await pilot.press("g")
        await until(pilot, GuidedScreen)
        assert "Result: Looked and did not see it" in " ".join(shown(app).split())


async def test_a_note_stays_with_its_card_when_another_one_is_chosen_with_the_mouse() -> None:
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("g")
        await until(pilot, GuidedScreen)
        first, second = (each.card for each in plan(
            guided_cards(), visit_questions(), (), 60, frozenset({Platform.ANDROID})
        ).now[:2])  # fmt: skip
        await pilot.press("2", "down", "1", "up", "n", *"of the first")
        pages = app.screen.query_one("#pages")
        pages.highlighted = pages.get_option_index(second.id)
        await until(pilot, lambda: not app.screen.query_one("#note").display)
        notes = {each.card: (each.answer, each.note) for each in app.consultation.told.cards}
        assert notes == {first.id: (CardAnswer.NOT_SEEN, "of the first"), second.id: (CardAnswer.SEEN, "")}


async def test_of_a_long_text_that_is_pasted_into_a_note_what_fits_is_kept_and_the_rest_is_named() -> None:
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("g")
        await until(pilot, GuidedScreen)
        await pilot.press("2", "n", *"ab", "left")
        app.screen.query_one("#note").post_message(Paste("first line\n" + "word " * 600))
        await until(pilot, lambda: "A note holds 500 letters." in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.consultation.told.cards[-1].note.startswith("afirst line word word"))
        note = app.consultation.told.cards[-1].note
        assert len(note) == 500 and note.endswith("b")


async def test_an_odd_thing_is_read_and_takes_no_answer() -> None:
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        await pilot.press("g")
        await until(pilot, GuidedScreen)
        await pilot.press("end")
        await until(pilot, lambda: "It can be ordinary" in shown(app))
        assert "No result yet" not in shown(app)
        await pilot.press("1", "n", "w")
        await pilot.pause()
        assert app.consultation.told.cards == ()
