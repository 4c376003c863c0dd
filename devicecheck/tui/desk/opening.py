# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which case: its folder, what opens it, and who sits here by staff code."""

from datetime import date
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from devicecheck.casefile.places import cases, cases_path
from devicecheck.errors import CaseError, DeviceCheckError
from devicecheck.frontend.typed_path import typed_path
from devicecheck.runner.desk import STAFF_CODE
from devicecheck.tui.desk.beside import DeskThread
from devicecheck.tui.desk.frame import DeskFrame
from devicecheck.tui.desk.sitting import DeskScreen
from devicecheck.tui.messages import StartAgain
from devicecheck.tui.screens.base import ListKey
from devicecheck.tui.widgets.stepping import step
from devicecheck.tui.words import Words


class DeskOpenScreen(DeskFrame):
    """Three fields. A wrong passphrase wipes nothing."""

    NAME: ClassVar[str] = "desk-open"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "start"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, today: date, place: Path | None = None) -> None:
        super().__init__(words)
        self._today, self._place = today, place
        self._desk: DeskThread | None = None
        self._opened: tuple[tuple[str, ...], str] | None = None

    def page(self) -> ComposeResult:
        """What this is, the fields, and what went wrong."""
        yield Static(self.say("tui.desk-open.title"), classes="title")
        yield Static(self.say("tui.desk-open.intro"), classes="do")
        yield Static(self.say("tui.desk-open.folder"), classes="label")
        yield Input(self._usual(), id="place", classes="field", max_length=4096, compact=True)
        yield Static(self.say("tui.desk-open.secret"), classes="label")
        yield Input(id="secret", classes="field", password=True, max_length=1024, compact=True)
        yield Static(self.say("tui.desk-open.staff"), classes="label")
        yield Input(id="staff", classes="field", max_length=20, compact=True)
        yield Static("", id="said", markup=False)

    def _usual(self) -> str:
        """The one case there is; where there are several, a person names it."""
        if self._place is not None:
            return str(self._place)
        found = cases(cases_path())
        return str(found[0]) if len(found) == 1 else f"{cases_path()}/"

    def on_mount(self) -> None:
        """Keys go to the folder."""
        self.query_one("#place", Input).focus()

    def on_unmount(self) -> None:
        """A case that was opened but not shown is closed."""
        if self._desk is not None:
            self._desk.close()

    def action_step(self, by: int) -> None:
        """The next field, or the one before; at an end it stays."""
        step(self, by)

    def action_leave(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """The next field, or open the case from the last one."""
        fields: tuple[str, ...] = ("place", "secret", "staff")
        if _folder(self.query_one("#place", Input).value.strip()).is_file():
            fields = ("place", "staff")  # a saved document is not locked
        empty = [name for name in fields if not self.query_one(f"#{name}", Input).value.strip()]
        if empty:
            self.query_one(f"#{empty[0]}", Input).focus()
        elif not STAFF_CODE.fullmatch(self.query_one("#staff", Input).value.strip()):
            self._trouble(CaseError("no-staff-code"))
        else:
            self._say(self.say("tui.desk-open.opening"))
            self._open()

    @work(exclusive=True, group="desk")
    async def _open(self) -> None:
        field = self.query_one("#secret", Input)
        secret, field.value = field.value, ""
        place, staff = self.query_one("#place", Input).value.strip(), self.query_one("#staff", Input).value.strip()
        self._desk = DeskThread()
        try:
            await self._desk.open(_folder(place), secret, self.words.wording, self._today)
            codes = tuple(await self._desk.do(lambda desk: desk.visits()))
        except DeviceCheckError as error:
            self._desk.close()
            self._desk = None
            self._trouble(error)
            field.focus()
            return
        self._opened = (codes, staff)
        self.call_later(self.on_screen_resume)

    def on_screen_resume(self) -> None:
        """Go on once the case is open; behind the page of notes it waits until that is gone."""
        if self._desk is None or self._opened is None or not self.is_current:
            return
        (codes, staff), desk = self._opened, self._desk
        self._desk = self._opened = None
        self.app.switch_screen(DeskScreen(self.words, desk, codes, staff, self._today))

    def _trouble(self, error: DeviceCheckError) -> None:
        self._say(Text("\n").join(self.words.problem(error.code, error.terms)))

    def _say(self, text: Text) -> None:
        self.query_one("#said", Static).update(text)


def _folder(typed: str) -> Path:
    return typed_path(typed).absolute()
