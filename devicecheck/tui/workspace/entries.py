# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of all entries: find while typing, filter, open, write a new one, test, and how old it all is."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from devicecheck.model.signatures import Signature
from devicecheck.packs.form import Form
from devicecheck.packs.searching import months
from devicecheck.tui.messages import StartAgain
from devicecheck.tui.screens.base import ListKey
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.bench import Bench, Filter
from devicecheck.tui.workspace.entry import EntryScreen
from devicecheck.tui.workspace.entry_table import EntryTable
from devicecheck.tui.workspace.form import FormScreen
from devicecheck.tui.workspace.in_out import InOutScreen
from devicecheck.tui.workspace.overview import OverviewScreen
from devicecheck.tui.workspace.testing import TryScreen

SHARES = (8, 6, 4, 4)
"""Room for name, id, status and months since somebody looked."""


class EntriesScreen(WorkspaceScreen):
    """Keys go to the list; / goes to the words to find, Enter comes back."""

    NAME: ClassVar[str] = "workspace-list"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "find", key_display="/"),
        Binding("f,F", "filter", "filter", key_display="F"),
        Binding("n,N", "new", "new", key_display="N"),
        Binding("t,T", "test", "test-all", key_display="T"),
        Binding("i,I", "in_out", "in-out", key_display="I"),
        Binding("o,O", "overview", "overview", key_display="O"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, bench: Bench) -> None:
        super().__init__(words)
        self.bench, self.shown = bench, Filter.ALL
        self._rows: dict[str, Signature] = {}

    def page(self) -> ComposeResult:
        """Words to find, how many are shown, the list."""
        found = self.say("tui.workspace-list.find").plain
        yield Input(placeholder=found, id="find", classes="field", max_length=200, compact=True)
        yield Static("", id="count", classes="quiet", markup=False)
        yield EntryTable(SHARES, self._cells, id="entries")

    def on_mount(self) -> None:
        """Show everything."""
        self._fill()
        self.query_one(EntryTable).focus()

    def _fill(self) -> None:
        rows = self.bench.rows(self.query_one(Input).value, self.shown)
        self._rows = {each.id: each for each in rows}
        self.query_one(EntryTable).show(tuple(self._rows))
        named = self.say(f"tui.workspace-list.filter.{self.shown}").plain
        numbers = {"count": f"{len(rows):,}", "all": f"{len(self.bench.pack.signatures):,}"}
        key = "tui.workspace-list.count" if rows else "tui.workspace-list.none"
        self.query_one("#count", Static).update(self.say(key, filter=named, **numbers))

    def _cells(self, key: str) -> tuple[str, ...]:
        each = self._rows[key]
        age = max(0, months(each.checked_on, self.bench.today))
        status = self.say(f"tui.workspace-list.status.{each.status}").plain
        return each.name, each.id, status, self.say("tui.workspace-list.months", months=str(age)).plain

    @on(Input.Changed, "#find")
    def search(self) -> None:
        """Show what holds the words so far."""
        self._fill()

    @on(Input.Submitted, "#find")
    def to_list(self) -> None:
        """Keys go to the list again."""
        self.query_one(EntryTable).focus()

    def action_find(self) -> None:
        """Keys go to the words to find."""
        self.query_one(Input).focus()

    def action_filter(self) -> None:
        """The next filter."""
        every = list(Filter)
        self.shown = every[(every.index(self.shown) + 1) % len(every)]
        self._fill()

    def action_leave(self) -> None:
        """From the words to the list; from the list to the first screen."""
        if self.query_one(Input).has_focus:
            self.query_one(Input).value = ""
            self.to_list()
        else:
            self.post_message(StartAgain())

    def _take(self, bench: Bench) -> None:
        self.bench = bench
        self._fill()

    @on(EntryTable.Chosen)
    def open(self, event: EntryTable.Chosen) -> None:
        """Read one entry."""
        self.app.push_screen(EntryScreen(self.words, self.bench, event.key, self._take))

    def action_new(self) -> None:
        """Ask the questions for a new entry."""
        self.app.push_screen(FormScreen(self.words, self.bench, Form(), self._take))

    def action_test(self) -> None:
        """Test all entries."""
        self.app.push_screen(TryScreen(self.words, self.bench, ""))

    def action_in_out(self) -> None:
        """Tables, lists of other projects, and slips."""
        self.app.push_screen(InOutScreen(self.words, self.bench, self._take))

    def action_overview(self) -> None:
        """How many wait, how old it is, and how it is released."""
        self.app.push_screen(OverviewScreen(self.words, self.bench))
