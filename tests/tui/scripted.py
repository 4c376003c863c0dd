# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app with a visit that follows a script: same interface as the real one, same events, no phone."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList

from devicecheck.frontend.opening import Choice, NoCable
from devicecheck.frontend.practice_phones import Story
from devicecheck.model.consultation import Consultation, End
from devicecheck.model.endpoints import Endpoint
from devicecheck.model.readings import ReadingRecord
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import LiveState, Status
from devicecheck.runner import gates
from devicecheck.runner.events import Broken, Event, Finished, Live, Need, Progress, ReadingEnded, Refused
from devicecheck.runner.visit_log import Noted, VisitLog
from devicecheck.tui.app import DeviceCheckApp
from devicecheck.tui.screens.alone import AloneScreen
from devicecheck.tui.screens.gate import GateScreen
from devicecheck.tui.screens.pin import PinScreen
from devicecheck.tui.screens.plan import PlanScreen
from devicecheck.tui.screens.practice import PracticeScreen
from devicecheck.tui.screens.questions import QuestionsScreen
from devicecheck.tui.screens.start import StartScreen
from devicecheck.tui.screens.wellbeing import PauseScreen

NO_CASES = Path(__file__).with_name("no-cases")
STORIES = (Story("watched", "A watched phone"), Story("ordinary", "An ordinary phone"))


@dataclass
class Script:
    """What a scripted visit does, and what was done to it."""

    document: Consultation | None
    topics: Sequence[Topic] = (Topic.DEVICE_FACTS, Topic.APPS, Topic.APP_DETAILS)
    broken: Broken | None = None
    pause: float = 0.0
    fails: Exception | None = None
    endpoint: Choice | None = None
    recorded: gates.Recorded = field(default_factory=gates.Recorded)
    connected: bool = False
    closed: bool = False
    device: str = ""
    with_answers: bool = False
    log: VisitLog = field(default_factory=VisitLog)


class ScriptedVisit:
    """A visit with the interface of `runner.visit.Visit`; the gates are the real ones."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.stopping = asyncio.Event()
        self.answers: asyncio.Queue[Mapping[str, str]] = asyncio.Queue()

    def answer(self, need: Need, given: Mapping[str, str]) -> None:
        self.answers.put_nowait(given)

    def stop(self) -> None:
        self.stopping.set()
        self.answers.put_nowait({})

    async def run(self) -> AsyncGenerator[Event, None]:
        if isinstance(self.script.endpoint, NoCable):
            assert self.script.document is not None
            document = self.script.document
            if self.script.with_answers:
                document = document.model_copy(update={"answers": self.script.recorded.answers})
            self.script.log.note(Noted.DOCUMENT, document, let_go=True)
            yield Finished(document)
            return
        if isinstance(self.script.endpoint, Endpoint):
            async for event in self.ask():
                yield event
            if not gates.answered(self.script.recorded, gates.NEEDS) or gates.refusal(self.script.recorded):
                return
        self.script.connected = True
        try:
            async for event in self.look():
                yield event
        finally:
            self.script.closed = True

    async def ask(self) -> AsyncIterator[Event]:
        while need := gates.next_need(self.script.recorded, gates.NEEDS):
            yield need
            given = await self.answers.get()
            if self.stopping.is_set():
                return
            self.script.recorded = gates.record(self.script.recorded, need, given, "phone-1", datetime.now(UTC))
            if code := gates.refusal(self.script.recorded):
                yield Refused(code)
                return

    async def look(self) -> AsyncIterator[Event]:
        script = self.script
        yield Progress(0, len(script.topics), next(iter(script.topics), None))
        for state in (LiveState.LOOKING, LiveState.CONNECTING, LiveState.WAITING_FOR_ALLOW, LiveState.CONNECTED):
            yield Live(state, {"model": "Pixel 7"})
            await asyncio.sleep(script.pause)
        if script.fails is not None:
            raise script.fails
        for number, topic in enumerate(script.topics):
            if self.stopping.is_set():
                break
            yield Progress(number, len(script.topics), topic)
            await asyncio.sleep(script.pause)
            yield ReadingEnded(reading(topic))
        if script.broken is not None:
            yield script.broken
        if script.document is not None:
            stopped = self.stopping.is_set()
            document = script.document.model_copy(update={"end": End.STOPPED}) if stopped else script.document
            script.log.note(Noted.DOCUMENT, document, let_go=True)
            yield Finished(document)


def reading(topic: Topic) -> ReadingRecord:
    now = datetime(2026, 11, 24, 10, 2, tzinfo=UTC)
    return ReadingRecord(
        id=f"r-{topic}", topic=topic, device="phone-1", command="x", started_at=now, ended_at=now,
        status=Status.COMPLETE, size=1, sha256="0" * 64,
    )  # fmt: skip


def app_of(script: Script, **settings: Any) -> DeviceCheckApp:
    """An app whose visits follow a script; the settings are those of the app."""

    @asynccontextmanager
    async def open_visit(
        choice: Choice, before: gates.Recorded, log: VisitLog, device: str
    ) -> AsyncIterator[ScriptedVisit]:
        script.endpoint, script.recorded, script.log = choice, before, log
        script.device = device
        yield ScriptedVisit(script)

    async def list_stories() -> tuple[Story, ...]:
        return STORIES

    return DeviceCheckApp(open_visit, list_stories, **{"cases": lambda: NO_CASES, **settings})


async def until(
    pilot: Pilot[int], wanted: type | Callable[[], bool], seconds: float = 10.0, *, pauses: bool = True
) -> None:
    """Wait until the app shows a screen of a kind, or something else holds. `pauses`: go past what stands before."""

    def met() -> bool:
        return isinstance(pilot.app.screen, wanted) if isinstance(wanted, type) else wanted()

    async with asyncio.timeout(seconds):
        steady = False
        while not steady:
            steady = met()
            if pauses and isinstance(pilot.app.screen, AloneScreen):
                await pilot.press("escape")
            if pauses and isinstance(pilot.app.screen, PauseScreen):
                await pilot.press("enter")
            await pilot.pause(0.02)
            steady = steady and met()


async def past_alone(pilot: Pilot[int]) -> None:
    """Skip the offer to see the client alone, and nothing that comes after it."""
    await until(pilot, AloneScreen, pauses=False)
    await pilot.press("escape")


async def down_to(pilot: Pilot[int], id: str) -> None:
    """Go down by key, as a person without a mouse does, until this part of the screen has the focus."""
    for _ in range(40):
        if pilot.app.focused is not None and pilot.app.focused.id == id:
            return
        await pilot.press("down")
    raise AssertionError(f"{id} is not reached")


async def tick(pilot: Pilot[int], *ids: str) -> None:
    """Tick these, each reached by key."""
    for id in ids:
        await down_to(pilot, id)
        await pilot.press("space")


async def to_start(pilot: Pilot[int]) -> None:
    """Wait for the first screen with everything that one can practise."""
    await until(pilot, StartScreen)
    await until(pilot, lambda: isinstance(at := pilot.app.screen, StartScreen) and at.stories is not None)


async def choose(pilot: Pilot[int], name: str) -> None:
    """Go down the list of the present screen to an option, and choose it."""
    options = pilot.app.screen.query_one(OptionList)
    await pilot.press("home")
    for _ in range(options.option_count):
        if (held := options.highlighted_option) is not None and held.id == name:
            break
        await pilot.press("down")
    await pilot.press("enter")
    await pilot.pause()
    if isinstance(pilot.app.screen, PinScreen):
        await pilot.press("escape")


async def practise(pilot: Pilot[int], name: str = "watched", keep: str = "no") -> None:
    """From the first screen to a practice story, without a word of the client's story; kept only if that is named."""
    await to_start(pilot)
    await choose(pilot, "practice")
    await until(pilot, PracticeScreen)
    await choose(pilot, name)
    await until(pilot, lambda: not isinstance(pilot.app.screen, StartScreen | PracticeScreen))
    if isinstance(gate := pilot.app.screen, GateScreen) and gate._question in gates.KEEPING.questions:
        await first_questions(pilot, keep_while_working=keep)


async def first_questions(pilot: Pilot[int], **answers: str) -> None:
    """Answer what is asked before the client's story, each with its first answer unless another is named."""
    await until(pilot, lambda: isinstance(pilot.app.screen, GateScreen | PinScreen))
    if isinstance(pilot.app.screen, PinScreen):
        await pilot.press("escape")
        await until(pilot, GateScreen)
    while isinstance(gate := pilot.app.screen, GateScreen):
        question = gate._question
        wanted = answers.get(question.id.replace("-", "_"), question.answers[0])
        await pilot.press(str(question.answers.index(wanted) + 1), "enter")
        await until(pilot, lambda asked=gate: pilot.app.screen is not asked)


async def no_story(pilot: Pilot[int]) -> None:
    """Ask none of the questions, and go on with the plan."""
    await until(pilot, QuestionsScreen)
    await pilot.press("k")
    await until(pilot, PlanScreen)
    await pilot.press("enter")


def shown(app: App[int]) -> str:
    """Every letter that is on the screen now."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
