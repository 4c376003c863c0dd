# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a visit: how much time there is, which checks and cards come in which order, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from devicecheck.model.cards import Platform
from devicecheck.model.questions import ToldAnswer
from devicecheck.report.cards import guided_cards, visit_questions
from devicecheck.runner.card_plan import CARD_MINUTES, Check, Plan, plan, planned_checks
from devicecheck.tui.journey import EVERY_PHONE, Timing
from devicecheck.tui.messages import PlanAgreed, QuestionsAgain, StopAsked
from devicecheck.tui.screens.base import VisitScreen
from devicecheck.tui.widgets.hanging import HangingText, hanging
from devicecheck.tui.words import Words

KINDS = (EVERY_PHONE, frozenset({Platform.ANDROID}), frozenset({Platform.IPHONE}))


class PlanScreen(VisitScreen):
    """It changes with the time. Enter agrees to it; nothing is started before."""

    STEP: ClassVar[str] = "story"
    NAME: ClassVar[str] = "plan"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "agree", "go-on", key_display="Enter"),
        Binding("4", "take(45)", "minutes", key_display="4 6 9"),
        Binding("6", "take(60)", show=False),
        Binding("9", "take(90)", show=False),
        Binding("p,P", "phone", "which-phone", key_display="P"),
        Binding("a,A", "share", "share", key_display="A"),
        Binding("b,B,left,backspace", "back", "back-one", key_display="B"),
        Binding("escape", "stop", "stop", key_display="Esc"),
    ]

    def __init__(
        self,
        words: Words,
        told: tuple[ToldAnswer, ...],
        timing: Timing,
        *,
        cable: bool,
        practice: bool,
        online: bool = False,
    ) -> None:
        super().__init__(words, practice=practice)
        self._told, self.timing, self._cable, self._online = told, timing, cable, online

    def page(self) -> ComposeResult:
        """What can be chosen above, the order below."""
        yield Static(self.say("tui.plan.title"), classes="title")
        yield Static("", id="timing", markup=False)
        with VerticalScroll(id="order"):
            yield HangingText(id="steps")

    def on_mount(self) -> None:
        """Show the plan; the arrow keys scroll it."""
        self._show()
        self.query_one("#order").focus()

    @property
    def plan(self) -> Plan:
        """The cards for the time that there is."""
        timing = self.timing
        return plan(guided_cards(), visit_questions(), self._told, timing.minutes, timing.platforms)

    def _show(self) -> None:
        times = "   ".join(
            f"[{'X' if each == self.timing.minutes else ' '}] {self.say(f'plain.minutes.{each}').plain}"
            for each in CARD_MINUTES
        )
        kind = self.say(f"tui.plan.kind.{_kind(self.timing.platforms)}").plain
        shared = self.say(f"tui.plan.shared.{'yes' if self.timing.shared else 'no'}").plain
        self.query_one("#timing", Static).update(Text("\n").join((Text(times, style="bold"), Text(kind), Text(shared))))
        self.query_one(HangingText).lay_out(lambda width: Text("\n").join(self._lines(width)))

    def _lines(self, width: int) -> Iterator[Text]:
        made = self.plan
        yield Text(self.say("tui.plan.checks").plain, style="bold")
        checks = planned_checks(visit_questions(), self._told, cable=self._cable, online=self._online)
        named = ((self._called(each.check), " ".join(each.because)) for each in checks)
        yield from _steps(named, width)
        if not checks:
            yield self.say("tui.plan.no-checks")
        minutes = str(sum(each.card.minutes for each in made.now))
        yield Text(self.say("tui.plan.cards", minutes=minutes).plain, style="bold")
        everyone = self.say("plain.cards.everyone").plain
        yield from _steps(((each.card.title, " ".join(each.because) or everyone) for each in made.now), width)
        yield self.say("tui.plan.later", cards=str(len(made.later)))

    def _called(self, check: Check) -> str:
        """What is looked at, and how one comes to it."""
        name = self.say(f"tui.plan.check.{check}").plain
        how = "after-phone" if self._cable else "from-findings"
        return name if check is Check.PHONE else self.say(f"tui.plan.{how}", check=name).plain

    def action_take(self, minutes: int) -> None:
        """Plan for this much time."""
        self.timing = replace(self.timing, minutes=minutes)
        self._show()

    def more_commands(self) -> Iterator[tuple[str, str]]:
        """How long the visit can be."""
        for minutes in CARD_MINUTES:
            yield self.say(f"plain.minutes.{minutes}").plain, f"take({minutes})"

    def action_phone(self) -> None:
        """Cards for the next kind of phone."""
        place = KINDS.index(self.timing.platforms) if self.timing.platforms in KINDS else 0
        self.timing = replace(self.timing, platforms=KINDS[(place + 1) % len(KINDS)])
        self._show()

    def action_share(self) -> None:
        """Whether the answers may stand in the caseworker's copy: the client's choice, no beforehand."""
        self.timing = replace(self.timing, shared=not self.timing.shared)
        self._show()

    def action_agree(self) -> None:
        """Go on with this plan."""
        self.post_message(PlanAgreed(self.timing))

    def action_back(self) -> None:
        """Back to the last question."""
        self.post_message(QuestionsAgain())

    def action_stop(self) -> None:
        """Leave before anything is started."""
        self.post_message(StopAsked())


def _kind(platforms: frozenset[Platform]) -> str:
    return next(iter(platforms)).value if len(platforms) == 1 else "both"


def _steps(steps: Iterable[tuple[str, str]], width: int) -> Iterator[Text]:
    """Numbered lines, each with its reason below; what does not fit goes on under its own beginning."""
    for number, (name, because) in enumerate(steps, 1):
        mark = Text(f" {number:>2}  ")
        yield from hanging(mark, Text(name), width)
        if because:
            yield from hanging(Text(" " * mark.cell_len), Text(because, "dim"), width)
