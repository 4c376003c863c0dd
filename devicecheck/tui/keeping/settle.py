# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""At the end of a kept visit: what becomes of its case. Erased, or kept by a rule; a hold is sealed for the lead."""

from datetime import date
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.casefile.retention import Rule
from devicecheck.errors import CaseError
from devicecheck.tui.keeping.messages import Settled
from devicecheck.tui.screens.base import ListKey, VisitScreen
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

ERASE = "erase"
ENDS = (ERASE, *Rule)
DATES = ("right", "wrong")


class SettleScreen(VisitScreen):
    """The ends, none chosen beforehand; for a hold a reason and the lead's key, for an end by itself the date."""

    STEP: ClassVar[str] = "close"
    NAME: ClassVar[str] = "settle"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Up Down", "choose"), ("Enter", "answer"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"point({number - 1})", show=False) for number in range(1, len(ENDS) + 1)),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, today: date, *, date_known: bool, practice: bool) -> None:
        super().__init__(words, practice=practice)
        self._today, self._date_known = today, date_known

    def page(self) -> ComposeResult:
        """The question and its answers; what belongs to one of them comes after it was chosen."""
        yield Static(self.say("kept.end.question"), classes="question")
        yield PointedList(*self._options("kept.end", ENDS), id="ends", markup=False)
        with Vertical(id="hold"):
            yield Static(self.say("kept.hold-reason"), classes="label")
            yield Input(id="reason", max_length=500, compact=True, classes="secret")
            yield Static(self.say("kept.hold-lead"), classes="label")
            yield Input(id="lead", max_length=100, compact=True, classes="secret")
        with Vertical(id="date"):
            yield Static(self.say("kept.date.question", today=self._today.isoformat()), classes="question")
            yield PointedList(*self._options("kept.date", DATES), id="dates", markup=False)
        yield Static("", id="said", classes="warning", markup=False)

    def _options(self, area: str, names: tuple[str, ...]) -> list[Option]:
        return [
            Option(Text(f" {number}  {self.say(f'{area}.{name}').plain}"), id=name)
            for number, name in enumerate(names, 1)
        ]

    def on_mount(self) -> None:
        """Keys go to the ends."""
        for hidden in ("#hold", "#date", "#said"):
            self.query_one(hidden).display = False
        self._open("#ends")

    def _open(self, list_: str) -> None:
        options = self.query_one(list_, OptionList)
        options.highlighted = None
        options.focus()

    def action_point(self, place: int) -> None:
        """Point at an answer of the list that is open; Enter gives it."""
        if isinstance(self.focused, OptionList) and place < self.focused.option_count:
            self.focused.highlighted = place

    @on(OptionList.OptionSelected, "#ends")
    def end(self, event: OptionList.OptionSelected) -> None:
        """Take an end, or ask for what belongs to it."""
        name = str(event.option_id)
        self.query_one("#hold").display = name == Rule.LEGAL_HOLD
        self.query_one("#date").display = name == Rule.DAYS_30 and not self._date_known
        if self.query_one("#hold").display:
            self.query_one("#reason").focus()
        elif self.query_one("#date").display:
            self._open("#dates")
        else:
            self._settle(name)

    @on(OptionList.OptionSelected, "#dates")
    def take_date(self, event: OptionList.OptionSelected) -> None:
        """Keep it for 30 days; with a date that is not right nothing ends by itself."""
        self._settle(Rule.DAYS_30, date_right=event.option_id == "right")

    @on(Input.Submitted, "#reason")
    def go_to_lead(self, event: Input.Submitted) -> None:
        """On to the lead's key, once there is a reason."""
        self.query_one("#lead" if event.value.strip() else "#reason").focus()

    @on(Input.Submitted, "#lead")
    def hold(self, event: Input.Submitted) -> None:
        """Hold it, if that is a key and there is a reason."""
        from devicecheck.casefile import age_key  # noqa: PLC0415  # loaded already: there is a case

        reason = self.query_one("#reason", Input).value.strip()
        if not reason:
            self.query_one("#reason").focus()
            return
        try:
            age_key.public_bytes(event.value)
        except CaseError as error:
            self.ask_again(*self.words.problem(error.code, error.terms))
        else:
            self._settle(Rule.LEGAL_HOLD, reason, event.value.strip())

    def _settle(self, name: str, reason: str = "", lead: str = "", *, date_right: bool = False) -> None:
        from devicecheck.frontend.kept_visit import Chosen  # noqa: PLC0415  # loaded already: there is a case

        chosen = None if name == ERASE else Chosen(Rule(name), reason, lead)
        for field in self.query(OptionList):
            field.disabled = True
        self.post_message(Settled(chosen, date_right))

    def ask_again(self, *problem: Text) -> None:
        """Say what was wrong; something else can be chosen."""
        for field in self.query(OptionList):
            field.disabled = False
        said = self.query_one("#said", Static)
        said.display = True
        said.update(Text("\n").join(problem))

    def action_leave(self) -> None:
        """Back to the close; nothing is decided."""
        self.dismiss(None)
