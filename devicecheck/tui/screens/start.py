# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first screen: a practice phone, or one of the ways to a real one."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.frontend.practice_phones import Story
from devicecheck.model.endpoints import Endpoint, Via
from devicecheck.tui.messages import StartChosen
from devicecheck.tui.opening import NETWORK, RADIO
from devicecheck.tui.screens.address import AddressScreen
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.messages import WorkspaceAsked

READER, IPHONE_READER = "android", "iphone"
PHONE_WAYS = (Via.USB, Via.SERVER, Via.TCP)


class StartScreen(VisitScreen):
    """What somebody wants to do. Practice stands first: it can do no harm."""

    STEP: ClassVar[str] = "start"
    NAME: ClassVar[str] = "start"

    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "start"))

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self._stories: dict[str, Story] = {}

    def page(self) -> ComposeResult:
        """A sentence, and the list of choices."""
        yield Static(self.say("tui.start.title"), classes="title")
        yield Static(self.say("tui.start.intro"), classes="quiet")
        yield OptionList(*self._options(), id="choices", markup=False)

    def on_mount(self) -> None:
        """Keys go to the list; nothing is pointed at before all of it is there."""
        choices = self.query_one(OptionList)
        choices.highlighted = None
        choices.focus()

    def show_stories(self, stories: tuple[Story, ...]) -> None:
        """Fill in the practice phones; the list keeps its place."""
        self._stories = {story.name: story for story in stories}
        choices = self.query_one(OptionList)
        held = choices.highlighted_option
        choices.clear_options().add_options(self._options())
        if held is not None and held.id is not None:
            choices.highlighted = choices.get_option_index(held.id)
        else:
            choices.action_first()

    def _options(self) -> Iterator[Option]:
        yield self._heading("practice")
        if not self._stories:
            yield Option(self.say("tui.start.loading"), disabled=True)
        for story in self._stories.values():
            yield Option(Text.assemble("  ", (story.title, "bold")), id=f"story-{story.name}")
        yield Option(Text(""), disabled=True)
        yield self._heading("phone")
        for via in PHONE_WAYS:
            name, what = self.say(f"tui.start.{via}.name"), self.say(f"tui.start.{via}.what")
            yield Option(Text.assemble("  ", (name.plain, "bold"), "\n  ", (what.plain, "dim")), id=f"phone-{via}")
            if via is Via.USB:
                yield self._iphone()
        yield Option(Text(""), disabled=True)
        yield self._heading("beside")
        name, what = self.say("tui.start.tags.name"), self.say("tui.start.tags.what")
        yield Option(Text.assemble("  ", (name.plain, "bold"), "\n  ", (what.plain, "dim")), id="tags-near")
        name, what = self.say("tui.start.network.name"), self.say("tui.start.network.what")
        yield Option(Text.assemble("  ", (name.plain, "bold"), "\n  ", (what.plain, "dim")), id="network-near")
        yield Option(Text(""), disabled=True)
        yield self._heading("volunteers")
        yield Option(Text.assemble("  ", (self.say("tui.start.workspace").plain, "bold")), id="workspace")

    def _iphone(self) -> Option:
        name, what = self.say("tui.start.iphone.name"), self.say("tui.start.iphone.what")
        return Option(Text.assemble("  ", (name.plain, "bold"), "\n  ", (what.plain, "dim")), id="iphone-usb")

    def _heading(self, part: str) -> Option:
        return Option(Text(self.say(f"tui.start.{part}").plain.upper(), style="dim"), disabled=True)

    @on(OptionList.OptionSelected, "#choices")
    async def choose(self, event: OptionList.OptionSelected) -> None:
        """Start what was chosen; a network address is asked for first."""
        kind, _, name = (event.option_id or "").partition("-")
        if kind == "workspace":
            self.post_message(WorkspaceAsked())
        elif kind == "story":
            self.post_message(StartChosen(self._stories[name]))
        elif name == Via.TCP:
            self.app.push_screen(AddressScreen(self.words), self._choose_address)
        elif kind == "tags":
            self.post_message(StartChosen(RADIO))
        elif kind == "network":
            self.post_message(StartChosen(NETWORK))
        elif kind == "iphone":
            self.post_message(StartChosen(Endpoint(reader=IPHONE_READER, via=Via.USB)))
        elif kind == "phone":
            self.post_message(StartChosen(Endpoint(reader=READER, via=Via(name))))

    def _choose_address(self, address: tuple[str, int] | None) -> None:
        if address is not None:
            host, port = address
            self.post_message(StartChosen(Endpoint(reader=READER, via=Via.TCP, host=host, port=port)))
