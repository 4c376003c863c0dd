# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Without any colour or weight of letters one still sees where the keys go and what is chosen, on every screen."""

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList

from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.widgets.tick import Tick
from devicecheck.tui.widgets.yes_no import YesNo
from devicecheck.tui.workspace.entry_table import EntryTable
from tests.tui.more_pictured import SCREENS
from tests.tui.pictured import SCREENS as WAYS
from tests.tui.scripted import Script, app_of, shown, to_start

pytestmark = pytest.mark.slow


def letters(app: App[int], widget: Widget) -> list[str]:
    """What stands in the lines of a widget and at its left edge, letters alone."""
    region = widget.region
    lines = shown(app).splitlines()[region.y : region.bottom]
    return [line[max(0, region.x - 1) : region.right] for line in lines]


def pointed(app: App[int]) -> str | None:
    """What is wrong with the mark of what has the keys; None where it is seen."""
    focused = app.focused
    if isinstance(focused, OptionList) and focused.highlighted is not None:
        marked = [line for line in letters(app, focused) if line.lstrip("│ ").startswith(">")]
        return None if len(marked) == 1 else f"{len(marked)} pointers"
    if isinstance(focused, EntryTable):
        marked = [line for line in letters(app, focused) if line.lstrip().startswith(">")]
        return None if len(marked) == 1 else f"{len(marked)} pointers"
    if isinstance(focused, Tick):
        return None if ">[" in letters(app, focused)[0] else "no pointer"
    if isinstance(focused, YesNo):
        return None if letters(app, focused)[0].strip()[0] not in "MW" else "no edge"
    if isinstance(focused, Input):  # its cursor is drawn the other way round, which is no colour
        style = focused.get_component_rich_style("input--cursor")
        return None if style.reverse or style.bgcolor is not None else "no cursor"
    return None


async def moved(pilot: Pilot[int]) -> None:
    """Go down once, where that goes anywhere; a list that points at nothing yet points at its first line then."""
    if isinstance(pilot.app.focused, OptionList | Tick | YesNo):
        await pilot.press("down")
        await pilot.pause()


@pytest.mark.parametrize("name", sorted(SCREENS))
async def test_where_the_keys_go_is_seen_without_colour(name: str) -> None:
    app = app_of(Script(None))
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        screen = SCREENS[name]()
        await (app.switch_screen(screen) if isinstance(screen, VisitScreen) else app.push_screen(screen))
        await pilot.pause()
        before = shown(app)
        await moved(pilot)
        assert pointed(app) is None
        several = isinstance(app.focused, Tick | YesNo)
        assert not several or shown(app) != before


@pytest.mark.parametrize("name", ["start", "training", "gate", "question", "findings", "guided", "close", "desk"])
async def test_in_a_visit_too(name: str) -> None:
    from tests.report import samples

    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await WAYS[name](pilot)
        await moved(pilot)
        assert pointed(app) is None
