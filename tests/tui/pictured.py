# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the screens of a visit at two sizes, kept as SVG beside the tests.

Run as `python -m tests.tui.pictured` to make them anew, and look at what changed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from devicecheck.casefile.store import new_case
from devicecheck.model.cards import Platform
from devicecheck.report import document
from devicecheck.report.cards import guided_cards, visit_questions
from devicecheck.report.wording import load
from devicecheck.runner import card_plan, gates
from devicecheck.runner.desk import KEPT, followed
from devicecheck.tui.desk.beside import DeskThread
from devicecheck.tui.desk.sitting import DeskScreen
from devicecheck.tui.screens.caseworker import CaseworkerScreen
from devicecheck.tui.screens.client import ClientScreen
from devicecheck.tui.screens.close import CloseScreen
from devicecheck.tui.screens.ended import EndedScreen, WaysOn
from devicecheck.tui.screens.findings import FindingsScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.guided import GuidedScreen
from devicecheck.tui.screens.plan import PlanScreen
from devicecheck.tui.screens.practice import PracticeScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from devicecheck.tui.screens.steps import StepsScreen
from devicecheck.tui.screens.wellbeing import PauseScreen, WellbeingScreen
from devicecheck.tui.words import Words
from tests.report import samples
from tests.tui.screenshot import settled
from tests.tui.scripted import Script, app_of, choose, no_story, past_alone, practise, shown, to_start, until
from tests.tui.workspace.pictured import WORKSPACE

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


async def findings(pilot: Pilot[int]) -> None:
    """The first finding, with what the client says about it."""
    await practise(pilot)
    await no_story(pilot)
    await until(pilot, FindingsScreen)
    await pilot.press("3", "d")
    await pilot.pause()


async def pause(pilot: Pilot[int]) -> None:
    """The breath before the findings."""
    await practise(pilot)
    await no_story(pilot)
    await past_alone(pilot)
    await until(pilot, PauseScreen, pauses=False)


async def client(pilot: Pilot[int]) -> None:
    """The laptop turned round, in Polish."""
    await findings(pilot)
    await pilot.press("v", "l", "l", "space")
    await until(pilot, ClientScreen)


async def guided(pilot: Pilot[int]) -> None:
    """The planned cards on a day on which none of them is old."""
    await findings(pilot)
    visit = samples.watched()
    planned = card_plan.plan(guided_cards(), visit_questions(), (), 60, frozenset({Platform.ANDROID}))
    await pilot.app.push_screen(GuidedScreen(Words(load()), visit, samples.TODAY, planned))


async def close(pilot: Pilot[int]) -> None:
    """The close, before anything was written."""
    await findings(pilot)
    await pilot.press("f")
    await until(pilot, CloseScreen)


async def caseworker(pilot: Pilot[int]) -> None:
    """Stop, caseworker now."""
    await findings(pilot)
    await pilot.app.push_screen(CaseworkerScreen(Words(load())))


async def wellbeing(pilot: Pilot[int]) -> None:
    """Somebody is not well."""
    await findings(pilot)
    await pilot.press("f2")
    await until(pilot, WellbeingScreen)


async def not_there(pilot: Pilot[int]) -> None:
    """A phone whose debugging is off: what happened, and the ways on."""
    await to_start(pilot)
    words = Words(load())
    what, do = words.problem("reader.debugging-off", {"maker": "samsung"})
    ways = WaysOn(maker="samsung", again=True)
    await pilot.app.switch_screen(EndedScreen(words, "connect", what, do, ways, practice=False))


async def steps(pilot: Pilot[int]) -> None:
    """The steps of the maker that was seen on the cable."""
    await not_there(pilot)
    await pilot.app.push_screen(StepsScreen(Words(load()), DAY, "samsung"))


async def trust(pilot: Pilot[int]) -> None:
    """The question before an iPhone asks its own."""
    await to_start(pilot)
    need = gates.trust_need({"model": "iPhone 12", "version": "17.4"})
    await pilot.app.switch_screen(GateScreen(Words(load()), need))


async def gate(pilot: Pilot[int]) -> None:
    """One of the questions before the client's story."""
    await to_start(pilot)
    await choose(pilot, "usb")
    await until(pilot, GateScreen)
    for _ in range(4):
        before = pilot.app.screen
        await pilot.press("1", "enter")
        await until(pilot, lambda asked=before: pilot.app.screen is not asked)


async def desk(pilot: Pilot[int]) -> None:
    """The caseworker's desk over a visit with two actions done, on a day that stays."""
    await to_start(pilot)
    with TemporaryDirectory() as place:
        folder = Path(place) / "case"
        visit = samples.watched()
        case = new_case(folder, "right", "recovery words")
        case.add(visit.ended_at, KEPT, {"code": visit.code, "document": document.write(visit).decode()})
        for action in ("talk", "notes"):
            case.add(visit.ended_at, *followed(visit, action, samples.TODAY, "AB1", samples.TODAY))
        case.close()
        words, opened = Words(load()), DeskThread()
        await opened.open(folder, "right", words.wording, samples.TODAY)
        await pilot.app.switch_screen(DeskScreen(words, opened, (visit.code,), "AB1", samples.TODAY))
        await until(pilot, lambda: "noted by AB1" in shown(pilot.app))


EVERY: tuple[Steps, ...] = (
    start, training, gate, question, plan, pause, findings, client, guided, caseworker, close, wellbeing,
    not_there, steps, trust, desk, *WORKSPACE,
)  # fmt: skip
SCREENS = {steps.__name__: steps for steps in EVERY}
DAY = date(2026, 12, 1)
OWN = ("Ring the lead on the inner line.", "The quiet room is next to the kitchen.")


async def picture(name: str, size: tuple[int, int]) -> str:
    """One screen as SVG, without fonts that would be fetched."""
    app = app_of(Script(samples.watched()), own_words=lambda: OWN)
    async with app.run_test(size=size) as pilot:
        await SCREENS[name](pilot)
        return await settled(pilot)


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
