# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings in the terminal app: what the client says, what was decided, finding and sorting things."""

from datetime import date

import pytest
from textual.widgets import Static

from devicecheck.model.told import Copy, Decision, Known
from devicecheck.report import copies, text
from devicecheck.report.wording import load
from devicecheck.tui.screens.findings import FindingsScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, practise, shown, until


def words(app):
    """Everything on the screen, with single spaces."""
    return " ".join(shown(app).split())


def written(app):
    """What is written down below the card."""
    return str(app.screen.query_one("#answer", Static).content)


async def to_findings(pilot):
    await practise(pilot)
    await no_story(pilot)
    await until(pilot, FindingsScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_the_client_says_and_what_was_decided_reach_the_caseworkers_copy(size):
    visit = samples.watched()
    app = app_of(Script(visit.model_copy(update={"told": visit.told.model_copy(update={"known": ()})})))
    async with app.run_test(size=size) as pilot:
        await to_findings(pilot)
        first = app.screen.open
        assert "The client says: Not asked, or chose not to say. Decided: not decided." in written(app)
        await pilot.press("3", "d", "d")
        await until(pilot, lambda: "Did not know of it. Decided: only with a plan." in written(app))
        await pilot.press("n")
        await until(pilot, lambda: app.screen.open != first)
        second = app.screen.open
        await pilot.press("2")
        await until(pilot, lambda: len(app.consultation.told.known) == 2)
    said = {each.finding: (each.known, each.decided) for each in app.consultation.told.known}
    assert said == {first.about: (Known.DID_NOT_KNOW, Decision.WITH_PLAN), second.about: (Known.INSTALLED, None)}
    page = text.render(copies.sheet(app.consultation, load(), date(2026, 11, 24), Copy.B)).decode()
    assert "only with a plan" in page and "Did not know of it" in page and "not decided" in page


async def test_words_to_say_stand_beside_a_finding_and_nothing_is_said_beside_other_pages():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(120, 60)) as pilot:
        await to_findings(pilot)
        assert "Say this" in shown(app) and "Better not" in shown(app) and "Do not say who put it there." in words(app)
        known = app.consultation.told.known
        await pilot.press("end", "1", "d")
        await pilot.pause()
        assert app.consultation.told.known == known and "The client says" not in shown(app)


async def test_things_are_found_by_letters_and_sorted():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(120, 40)) as pilot:
        await to_findings(pilot)
        useful = [card.name for card in app.screen._listed() if card.about]
        await pilot.press("slash", *"LIFE", "enter")
        await until(pilot, lambda: [card.name[2:] for card in app.screen._listed()] == ["Life360"])
        await until(pilot, lambda: app.screen.open is not None and app.screen.open.name.endswith("Life360"))
        await pilot.press("escape", "s")
        await until(pilot, lambda: "BY NAME" in shown(app))
        names = [card.name for card in app.screen._listed() if card.about]
        assert sorted(names) == sorted(useful) and names == sorted(names, key=lambda name: name[1:].casefold())
        await pilot.press("home", "1", "s")
        await until(pilot, lambda: "NOT TALKED ABOUT FIRST" in shown(app))
        things = [card for card in app.screen._listed() if card.about]
        assert things[-1].name == names[0]
        await pilot.press("slash", *"no such thing")
        await until(pilot, lambda: app.screen.open is None)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.open is not None)
