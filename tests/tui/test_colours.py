# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dark, light and high contrast: each can be read, each is reached by a key or a flag, none is kept."""

import pytest
from textual.color import Color

from devicecheck.cli.colours import Colours, asked_for
from devicecheck.tui import themes
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from tests.report import samples
from tests.tui.scripted import Script, app_of, no_story, practise, to_start, until

LEAST = {Colours.CALM: 4.5, Colours.LIGHT: 4.5, Colours.CONTRAST: 7.0}
"""WCAG 2.2, 1.4.3 (AA) and 1.4.6 (AAA), for text of any size."""


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [each / 255 for each in Color.parse(colour).rgb]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_every_text_stands_out_from_every_ground_that_it_stands_on(theme):
    texts = (theme.foreground, theme.primary, theme.secondary, theme.accent)
    for ground in (theme.background, theme.surface, theme.panel):
        for text in texts:
            assert contrast(text, ground) >= LEAST[theme.name], (theme.name, text, ground)
    # What is pointed at, the practice mark, and the names of keys.
    assert contrast(theme.background, theme.primary) >= LEAST[theme.name]
    assert contrast(theme.background, theme.accent) >= LEAST[theme.name]
    assert contrast(theme.foreground, theme.variables["key-background"]) >= LEAST[theme.name]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], "calm"), (["visit"], "calm"), (["visit", "--theme", "light"], "light"),
        (["--theme", "contrast"], "contrast"),
        (["visit", "--theme", "pink"], None), (["visit", "--plain"], None), (["check"], None),
        (["visit", "--plain", "--theme", "light"], None),
    ],
)  # fmt: skip
def test_a_flag_names_the_colours_of_the_app(arguments, wanted):
    assert asked_for(arguments) == wanted


def test_the_command_line_names_the_colours_that_there_are():
    assert tuple(Colours) == themes.NAMES


@pytest.mark.slow
async def test_a_key_changes_the_colours_over_a_step_and_its_text_with_them():
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=(80, 24)) as pilot:
        await practise(pilot)
        await no_story(pilot)
        await until(pilot, FindingsScreen)
        for theme in (themes.LIGHT, themes.CONTRAST, themes.CALM):
            await pilot.press("f8")
            await until(pilot, lambda wanted=theme: app.theme == wanted.name)
            await until(pilot, lambda wanted=theme: wanted.primary in drawn(app))
            others = {each.primary for each in themes.THEMES} - {theme.primary}
            assert not [each for each in others if each in drawn(app)]


def drawn(app):
    """The colours of the letters on the screen."""
    rows = app.screen._compositor.render_strips()
    return {segment.style.color.name for row in rows for segment in row if segment.style and segment.style.color}


async def test_the_colours_asked_for_come_first_and_a_hidden_screen_says_nothing_about_them():
    app = app_of(Script(samples.watched()), theme=Colours.CONTRAST)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_start(pilot)
        assert app.theme == "contrast"
        await pilot.press("f12")
        await until(pilot, HiddenScreen)
        await pilot.press("f8")
        assert app.theme == "contrast"
