# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One entry in words: read it, test it, change it, or review it as a second, named person."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from devicecheck.errors import PackError
from devicecheck.model.signatures import SignatureStatus
from devicecheck.packs.form import LONGEST_PERSON, opened
from devicecheck.packs.workshop import find_entry
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.bench import Bench, retire, review
from devicecheck.tui.workspace.form import FormScreen
from devicecheck.tui.workspace.messages import Failed, Opened
from devicecheck.tui.workspace.slip import SlipScreen
from devicecheck.tui.workspace.slip_plans import of_entry
from devicecheck.tui.workspace.telling import entry_lines
from devicecheck.tui.workspace.testing import TryScreen


class EntryScreen(WorkspaceScreen):
    """All that an entry says. R asks for the name of the person who reviewed it; no name stands there beforehand."""

    NAME: ClassVar[str] = "workspace-entry"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,E", "edit", "edit", key_display="E"),
        Binding("t,T", "test", "test", key_display="T"),
        Binding("r,R", "review", "review", key_display="R"),
        Binding("x,X", "retire", "retire", key_display="X"),
        Binding("l,L", "slip", "slip", key_display="L"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, bench: Bench, key: str, taken: Callable[[Bench], None]) -> None:
        super().__init__(words)
        self._bench, self._key, self._taken = bench, key, taken
        self.sure = False
        """Whether X was pressed once; a second X takes the entry out of use."""

    def page(self) -> ComposeResult:
        """The entry, and below it the reviewer's name when it is asked for."""
        with VerticalScroll(classes="lines"):
            yield Static(self._text(), id="entry", markup=False)
        yield Static(self.say("tui.workspace-entry.name"), id="ask", classes="label")
        yield Input(id="person", classes="field", max_length=LONGEST_PERSON, compact=True)
        yield Static("", id="said", markup=False)

    def _text(self) -> Text:
        return Text("\n").join(entry_lines(self._bench.entry(self._key), self.words))

    def on_mount(self) -> None:
        """Nobody reviews yet."""
        self._ask_name(False)

    def _ask_name(self, wanted: bool) -> None:
        self.query_one("#ask").display = self.query_one(Input).display = wanted
        self.query_one(Input if wanted else VerticalScroll).focus()

    def action_leave(self) -> None:
        """From the name to the entry; from the entry to the list."""
        if self.query_one(Input).display:
            self._ask_name(False)
        else:
            self.dismiss(None)

    def _own(self) -> bool:
        try:
            find_entry(self._bench.pack, self._bench.folder, self._key)
        except PackError as error:
            self._say(*self.trouble(error))
            return False
        return True

    def action_edit(self) -> None:
        """Ask the questions about this entry."""
        self.sure = False
        if self._own():
            form = opened(self._bench.entry(self._key))
            self.app.push_screen(FormScreen(self.words, self._bench, form, self._take))

    def action_test(self) -> None:
        """Test this entry."""
        self.sure = False
        self.app.push_screen(TryScreen(self.words, self._bench, self._key))

    def action_slip(self) -> None:
        """Write a slip that this entry met an ordinary app."""
        self.sure = False
        entry, rules = self._bench.entry(self._key), self._bench.pack.rules
        plan = of_entry(entry, self._bench.today, rule=entry.id in rules)
        self.app.push_screen(SlipScreen(self.words, plan))

    def action_review(self) -> None:
        """Ask who has reviewed it."""
        self.sure = False
        if self._own():
            self._say(self.say("tui.workspace-entry.two-people"))
            self._ask_name(True)

    def action_retire(self) -> None:
        """Say what it means, and at the second key take it out of use."""
        if not self._own():
            return
        if self._bench.entry(self._key).status is SignatureStatus.RETIRED:
            self._say(self.say("tui.workspace-entry.retired"))
        elif self.sure:
            self._say(self.say("tui.workspace.saving"))
            self.run_slowly(lambda: Opened(retire(self._bench, self._key)))
        else:
            self._say(self.say("tui.workspace-entry.retire-sure"))
        self.sure = not self.sure

    @on(Input.Submitted, "#person")
    def review_as(self, event: Input.Submitted) -> None:
        """Set it to reviewed by this person, unless that person wrote it."""
        person = event.value
        self._say(self.say("tui.workspace.saving"))
        self.run_slowly(lambda: Opened(review(self._bench, self._key, person)))

    @on(Opened)
    def show_reviewed(self, message: Opened) -> None:
        """Show the entry as it is now."""
        self._take(message.bench)
        if message.bench.entry(self._key).status is SignatureStatus.RETIRED:
            self._say(self.say("tui.workspace-entry.retired"))
            return
        self.query_one(Input).value = ""
        self._ask_name(False)
        self._say(self.say("tui.workspace-entry.reviewed", name=str(message.bench.entry(self._key).reviewed_by)))

    def _take(self, bench: Bench) -> None:
        self._bench = bench
        self._taken(bench)
        self.query_one("#entry", Static).update(self._text())

    @on(Failed)
    def show_trouble(self, message: Failed) -> None:
        """Say why it was not reviewed."""
        self._say(*message.lines)

    def _say(self, *lines: Text) -> None:
        self.query_one("#said", Static).update(Text("\n").join(lines))
