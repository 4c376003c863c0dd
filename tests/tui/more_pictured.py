# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every screen that no picture of a visit shows, each put up by itself, at the same two sizes.

Run as `python -m tests.tui.more_pictured` to make them anew, and look at what changed.
"""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from rich.text import Text
from textual.screen import Screen

from devicecheck.assess.comparing import compare
from devicecheck.frontend import compared
from devicecheck.frontend.ready import Readiness, Row
from devicecheck.model.topics import Topic
from devicecheck.readers.wire import LiveState
from devicecheck.report import copies
from devicecheck.report.wording import load
from devicecheck.runner import backup_visit, gates, tag_visit
from devicecheck.runner.events import Event, Live, Need, NeedKind, Progress, ReadingEnded
from devicecheck.runner.seeing_alone import Moment
from devicecheck.tui.desk.asking import LineScreen, PickScreen, ReadScreen
from devicecheck.tui.desk.opening import DeskOpenScreen
from devicecheck.tui.keeping.left_open import LeftOpenScreen, OpenCaseScreen
from devicecheck.tui.keeping.passphrase import PassphraseScreen, RecoveryScreen
from devicecheck.tui.keeping.settle import SettleScreen
from devicecheck.tui.keeping.told import ReceiptScreen, SureScreen, UnkeptScreen
from devicecheck.tui.screens.address import AddressScreen
from devicecheck.tui.screens.alone import AloneScreen
from devicecheck.tui.screens.another import AnotherScreen
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.screens.checking import CheckingScreen
from devicecheck.tui.screens.connect import ConnectScreen
from devicecheck.tui.screens.consent import ConsentScreen
from devicecheck.tui.screens.copies import CopiesScreen
from devicecheck.tui.screens.course import STEPS, CourseScreen
from devicecheck.tui.screens.ended import EndedScreen, WaysOn
from devicecheck.tui.screens.file import FileScreen, PasswordScreen
from devicecheck.tui.screens.finish import FinishScreen
from devicecheck.tui.screens.help import HelpScreen
from devicecheck.tui.screens.hidden import HiddenScreen
from devicecheck.tui.screens.pin import PinScreen
from devicecheck.tui.screens.preview import PreviewScreen
from devicecheck.tui.screens.ready import Looked, ReadyScreen
from devicecheck.tui.screens.step import StepScreen
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.folder import FolderScreen
from tests.report import samples
from tests.tui.screenshot import settled
from tests.tui.scripted import Script, app_of, reading, to_start

FOLDER = Path(__file__).parent / "fixtures" / "more-pictures"
WORDS = Words(load())
DAY = date(2026, 12, 1)
KEYS = (("Up Down", "choose"), ("Enter", "answer"), ("Esc", "stop"), ("F12", "hide"), ("F2", "wellbeing"))
PASSWORD = Need(NeedKind.HIDDEN, (backup_visit.PASSWORD,), {"number": "1", "most": "3"})
READING: tuple[Event, ...] = (
    ReadingEnded(reading(Topic.DEVICE_FACTS)), ReadingEnded(reading(Topic.APPS)), Progress(2, 8, Topic.APP_DETAILS),
)  # fmt: skip
ROWS = (
    Row("python", Readiness.READY, {"version": "3.11.7"}),
    Row("room", Readiness.ATTENTION, {"free": "1.2", "path": "/home"}),
    Row("usb", Readiness.MISSING, {"library": ""}),
)


class SeenReady(ReadyScreen):
    """The same screen about a laptop that is always the same."""

    def _look(self) -> None:  # type: ignore[override]
        for row in (*ROWS, None):
            self.post_message(Looked(row))


async def keep_nothing(_moment: Moment, _answer: str) -> None:
    """No visit is there to keep it in."""


def tag_step() -> Need:
    return Need(NeedKind.STEP, (tag_visit.SECOND_PLACE,))


def trouble() -> EndedScreen:
    what, do = WORDS.problem("usage.same-phone", {})
    return EndedScreen(WORDS, "connect", what, do, WaysOn(maker="", again=True, back=True), practice=False)


def differences() -> list[str]:
    """A visit with one finding less than the one before it."""
    before = samples.watched()
    after = before.model_copy(update={"findings": before.findings[1:]})
    return compared.lines(before, after, compare(before, after), WORDS.wording)


Made = Callable[[], Screen[Any]]
SCREENS: MappingProxyType[str, Made] = MappingProxyType(
    {
        "address": lambda: AddressScreen(WORDS),
        "alone": lambda: AloneScreen(WORDS, Moment.FINDINGS, keep_nothing),
        "another": lambda: AnotherScreen(WORDS, None),
        "checking": lambda: CheckingScreen(WORDS, practice=True),
        "checking-beside": lambda: CheckingScreen(WORDS, practice=True, cable=False),
        "connect": lambda: ConnectScreen(WORDS, practice=False, cable=True, steps=True),
        "consent": lambda: ConsentScreen(WORDS, gates.NEEDS[-1]),
        "copies": lambda: CopiesScreen(WORDS, samples.watched()),
        "course": lambda: CourseScreen(WORDS),
        "course-question": lambda: CourseScreen(WORDS, STEPS.index("remove")),
        "desk-open": lambda: DeskOpenScreen(WORDS, DAY, Path("cases")),
        "file": lambda: FileScreen(WORDS, "backup"),
        "finish": lambda: FinishScreen(WORDS),
        "folder": lambda: FolderScreen(WORDS, DAY, "signatures"),
        "help": lambda: HelpScreen(WORDS, "gate", KEYS),
        "hidden": lambda: HiddenScreen(WORDS),
        "left-open": lambda: LeftOpenScreen(WORDS, samples.START, read=True, told=7, practice=False),
        "line": lambda: LineScreen(WORDS, Text("What is the police reference?")),
        "open-case": lambda: OpenCaseScreen(WORDS, Path("cases/K7-F3QX")),
        "other-phone": trouble,
        "passphrase": lambda: PassphraseScreen(WORDS, practice=False),
        "password": lambda: PasswordScreen(WORDS, PASSWORD, practice=False),
        "pick": lambda: PickScreen(WORDS, Text("Which page?"), {"a": Text("For a meeting"), "b": Text("For the file")}),
        "pin": lambda: PinScreen(WORDS),
        "preview": lambda: PreviewScreen(WORDS, copies.sheet(samples.watched(), load(), samples.TODAY, copies.Copy.B)),
        "read": lambda: ReadScreen(WORDS, Text("\n".join(differences()))),
        "ready": lambda: SeenReady(WORDS),
        "receipt": lambda: ReceiptScreen(WORDS, ("The case was erased.", "Nothing of it is left."), practice=False),
        "recovery": lambda: RecoveryScreen(WORDS, "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", practice=False),
        "settle": lambda: SettleScreen(WORDS, DAY, date_known=True, practice=False),
        "step": lambda: StepScreen(WORDS, tag_step()),
        "sure": lambda: SureScreen(WORDS, "withdraw"),
        "unkept": lambda: UnkeptScreen(WORDS, "not-written"),
    }
)


async def picture(name: str, size: tuple[int, int]) -> str:
    """One screen as SVG, without fonts that would be fetched."""
    app = app_of(Script(None))
    async with app.run_test(size=size) as pilot:
        await to_start(pilot)
        screen = SCREENS[name]()
        if isinstance(screen, VisitScreen):
            await app.switch_screen(screen)
        else:
            await app.push_screen(screen)
        await pilot.pause()
        if isinstance(screen, CheckingScreen):
            for event in READING:
                screen.hear(event)
        if isinstance(screen, ConnectScreen):
            screen.hear(Live(LiveState.WAITING_FOR_ALLOW, {"model": "Pixel 7"}))
        return await settled(pilot)


def file_of(name: str, size: tuple[int, int]) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"{name}-{size[0]}x{size[1]}.svg"


async def draw_all() -> None:
    """Make every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in SCREENS:
        for size in ((80, 24), (120, 40)):
            file_of(name, size).write_text(await picture(name, size), "utf-8")


if __name__ == "__main__":
    asyncio.run(draw_all())
