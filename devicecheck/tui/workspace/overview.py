# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the list is doing: who vouches for how much, what waits, how old it is, and the commands of a release."""

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from devicecheck.model.signatures import SignatureStatus
from devicecheck.packs.searching import months
from devicecheck.report.checks_part import list_age
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.base import WorkspaceScreen
from devicecheck.tui.workspace.bench import Bench, Filter

MOST_STALE = 10
COMMANDS = ("release", "sign", "verify", "update")


class OverviewScreen(WorkspaceScreen):
    """Releases are signed on the command line, where the keys are on their own sticks; the commands stand here."""

    NAME: ClassVar[str] = "workspace-overview"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "leave", "back", key_display="Esc")]

    def __init__(self, words: Words, bench: Bench) -> None:
        super().__init__(words)
        self._bench = bench

    def page(self) -> ComposeResult:
        """One part below the other."""
        with VerticalScroll(classes="lines"):
            yield Static(Text("\n").join(self._list()), classes="do", markup=False)
            yield Static(Text("\n").join(self._stale()), classes="do", markup=False)
            yield Static(Text("\n").join(self._release()), markup=False)

    def on_mount(self) -> None:
        """Keys scroll the page."""
        self.query_one(VerticalScroll).focus()

    def _list(self) -> Iterator[Text]:
        pack, today = self._bench.pack, self._bench.today
        counts = Counter(each.status for each in pack.signatures)
        numbers = {status.value: str(counts[status]) for status in SignatureStatus}
        yield self.say("cli.keeping.counts", entries=str(len(pack.signatures)), **numbers)
        yield self.say("tui.workspace-overview.waiting", count=str(len(self._bench.rows("", Filter.WAITING))))
        days = (today - pack.issued_on).days
        age = f"tui.workspace-overview.age{'-later' if days < 0 else ''}"
        yield self.say(age, version=pack.version, day=pack.issued_on.isoformat(), days=str(days))
        yield self.say(f"cli.keeping.release.age-{list_age(pack.issued_on, today)}")

    def _stale(self) -> Iterator[Text]:
        if self._bench.today < self._bench.pack.issued_on:
            yield self.say("exchange.stale.clock", day=self._bench.pack.issued_on.isoformat())
            return
        old = self._bench.rows("", Filter.STALE)
        if not old:
            yield self.say("exchange.stale.nothing")
            return
        yield Text(self.words.wording.text("exchange.stale.count", count=len(old)))
        for each in old[:MOST_STALE]:
            age = str(months(each.checked_on, self._bench.today))
            told = {"name": each.name, "id": each.id, "day": each.checked_on.isoformat()}
            yield self.say("exchange.stale.entry", months=age, **told)

    def _release(self) -> Iterator[Text]:
        yield Text(self.say("tui.workspace-overview.to-release").plain, style="bold")
        for command in COMMANDS:
            yield self.say(f"tui.workspace-overview.{command}.what")
            yield Text("  ") + self.say(f"tui.workspace-overview.{command}.command", folder=str(self._bench.folder))
