# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first screen: a client's phone, a visit without a cable, what is beside a phone, practice, the list of apps."""

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend.opening import BACKUP, CAPTURE, NETWORK, RADIO, Choice, FileChoice, NoCable
from devicecheck.frontend.practice_phones import Story
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.tui.keeping.messages import OpenAsked
from devicecheck.tui.messages import CourseAsked, DeskAsked, ReadyAsked, StartChosen
from devicecheck.tui.screens.address import AddressScreen
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.screens.file import FileScreen
from devicecheck.tui.screens.practice import PracticeScreen
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.messages import WorkspaceAsked

READER, IPHONE_READER = "android", "iphone"
WAYS: MappingProxyType[str, Choice] = MappingProxyType(
    {
        "usb": Endpoint(reader=READER, via=Via.USB),
        "iphone": Endpoint(reader=IPHONE_READER, via=Via.USB),
        "no-cable": NoCable(),
        "online": NoCable(online=True),
        "tags": RADIO,
        "network": NETWORK,
        "server": Endpoint(reader=READER, via=Via.SERVER),
    }
)
"""What starts at once when it is chosen."""

FILES = (BACKUP, CAPTURE)
"""What lies on this computer; its place is asked for first."""

GROUPS = MappingProxyType(
    {
        "phone": ("usb", "iphone", "no-cable", "online"),
        "beside": ("tags", "network", *FILES),
        "after": ("desk",),
        "training": ("ready", "course", "practice"),
        "ways": ("server", "tcp"),
        "volunteers": ("workspace",),
    }
)
"""The first screen from top to bottom: what is needed beside a client comes first."""

KEPT_GROUPS = MappingProxyType({"phone": GROUPS["phone"], "training": ("practice",), "ways": GROUPS["ways"]})
"""What a visit can go on with whose case is open."""

LEFT = "left-open-"


class StartScreen(VisitScreen):
    """What somebody wants to do. Everything with a client begins with questions."""

    STEP: ClassVar[str] = "start"
    NAME: ClassVar[str] = "start"

    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "start"))

    def __init__(self, words: Words, *, going_on: bool = False) -> None:
        super().__init__(words)
        self.stories: tuple[Story, ...] | None = None
        self.left_open: tuple[Path, ...] = ()
        self._groups = KEPT_GROUPS if going_on else GROUPS
        self._going_on = going_on

    def page(self) -> ComposeResult:
        """A sentence, and the list of choices."""
        yield Static(self.say("tui.start.title"), classes="title")
        yield Static(self.say("tui.start.going-on" if self._going_on else "tui.start.intro"), classes="quiet")
        yield Static("", id="due", classes="warning", markup=False)
        yield PointedList(*self._options(), id="choices", markup=False)

    def on_mount(self) -> None:
        """Keys go to the list."""
        self.query_one("#due").display = False
        choices = self.query_one(OptionList)
        choices.focus()
        choices.action_first()

    def show_left_open(self, folders: tuple[Path, ...], due: tuple[str, ...]) -> None:
        """Offer cases whose visit was cut off above all else, and say which cases end."""
        if self._going_on:
            return
        said = self.query_one("#due", Static)
        said.display = bool(due)
        said.update(Text("\n".join(due)))
        if folders != self.left_open:
            self.left_open = folders
            choices = self.query_one(OptionList)
            choices.clear_options().add_options(tuple(self._options()))
            choices.action_first()

    def show_stories(self, stories: tuple[Story, ...]) -> None:
        """Take the practice phones; the screen that lists them gets them too if it is open."""
        self.stories = stories
        if isinstance(self.app.screen, PracticeScreen):
            self.app.screen.show_stories(stories)

    def _options(self) -> Iterator[Option]:
        if self.left_open:
            yield Option(Text(self.say("tui.start.left-open").plain.upper(), style="dim"), disabled=True)
            for number, folder in enumerate(self.left_open):
                title = self.say("tui.start.cut-off.name", name=folder.name).plain
                what = self.say("tui.start.cut-off.what").plain
                yield Option(Text.assemble("  ", (title, "bold"), "\n  ", (what, "dim")), id=f"{LEFT}{number}")
        for group, names in self._groups.items():
            if self.left_open or group != next(iter(self._groups)):
                yield Option(Text(""), disabled=True)
            yield Option(Text(self.say(f"tui.start.{group}").plain.upper(), style="dim"), disabled=True)
            for name in names:
                title, what = self.say(f"tui.start.{name}.name").plain, self.say(f"tui.start.{name}.what").plain
                yield Option(Text.assemble("  ", (title, "bold"), "\n  ", (what, "dim")), id=name)

    @on(OptionList.OptionSelected, "#choices")
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Start what was chosen."""
        self.action_take(event.option_id or "")

    def more_commands(self) -> Iterator[tuple[str, str]]:
        """Everything that can be chosen."""
        for name in (name for names in self._groups.values() for name in names):
            yield self.say(f"tui.start.{name}.name").plain, f"take('{name}')"

    def action_take(self, name: str) -> None:
        """Start this; a network address and a practice story are asked for first."""
        if name.startswith(LEFT):
            self.post_message(OpenAsked(self.left_open[int(name.removeprefix(LEFT))]))
        elif name in WAYS:
            self.post_message(StartChosen(WAYS[name]))
        elif name == "workspace":
            self.post_message(WorkspaceAsked())
        elif name == "ready":
            self.post_message(ReadyAsked())
        elif name == "course":
            self.post_message(CourseAsked())
        elif name == "desk":
            self.post_message(DeskAsked())
        elif name == "practice":
            self.app.push_screen(PracticeScreen(self.words, self.stories), self._choose_story)
        elif name in FILES:
            self.app.push_screen(FileScreen(self.words, name), self._choose_file)
        elif name == "tcp":
            self.app.push_screen(AddressScreen(self.words), self._choose_address)

    def _choose_story(self, story: Story | None) -> None:
        if story is not None:
            self.post_message(StartChosen(story))

    def _choose_file(self, choice: FileChoice | None) -> None:
        if choice is not None:
            self.post_message(StartChosen(choice))

    def _choose_address(self, address: tuple[str, int] | None) -> None:
        if address is not None:
            host, port = address
            self.post_message(StartChosen(Endpoint(reader=READER, via=Via.TCP, host=host, port=port)))
