# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the screens of a visit at two sizes, kept as SVG beside the tests.

Run as `python -m tests.tui.pictured` to make them anew, and look at what changed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from devicecheck.tui.screens.plan import PlanScreen
from devicecheck.tui.screens.practice import PracticeScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from tests.report import samples
from tests.tui.screenshot import FONTS
from tests.tui.scripted import Script, app_of, choose, practise, shown, to_start, until

SIZES = ((80, 24), (120, 40))
FOLDER = Path(__file__).parent / "fixtures" / "pictures"

Steps = Callable[[Pilot[int]], Awaitable[None]]


async def start(pilot: Pilot[int]) -> None:
    """The first screen."""
    await to_start(pilot)


async def training(pilot: Pilot[int]) -> None:
    """What one can practise with."""
    await to_start(pilot)
    await choose(pilot, "practice")
    await until(pilot, PracticeScreen)


async def question(pilot: Pilot[int]) -> None:
    """The first question with two answers, and why it is asked."""
    await practise(pilot)
    await until(pilot, QuestionsScreen)
    await pilot.press("1", "8", "question_mark")
    await until(pilot, lambda: "Why we ask" in shown(pilot.app))


async def plan(pilot: Pilot[int]) -> None:
    """The plan after one question."""
    await question(pilot)
    await pilot.press("enter", "k")
    await until(pilot, PlanScreen)


SCREENS: dict[str, Steps] = {"start": start, "training": training, "question": question, "plan": plan}


async def picture(name: str, size: tuple[int, int]) -> str:
    """One screen as SVG, without fonts that would be fetched."""
    app = app_of(Script(samples.watched()))
    async with app.run_test(size=size) as pilot:
        await SCREENS[name](pilot)
        await pilot.pause()
        return FONTS.sub("", app.export_screenshot(title="DeviceCheck")) + "\n"


def file_of(name: str, size: tuple[int, int]) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"{name}-{size[0]}x{size[1]}.svg"


async def draw_all() -> None:
    """Make every picture anew."""
    for name in SCREENS:
        for size in SIZES:
            file_of(name, size).write_text(await picture(name, size), "utf-8")


if __name__ == "__main__":
    asyncio.run(draw_all())
