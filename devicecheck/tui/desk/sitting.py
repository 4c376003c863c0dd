# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The caseworker's desk: one kept visit, its actions to tick, a police reference, the next look, pages made anew."""

from collections.abc import Callable, Coroutine, Iterable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from devicecheck.errors import DeviceCheckError
from devicecheck.frontend.desk import Action, CaseDesk
from devicecheck.frontend.typed_path import typed_path
from devicecheck.model.consultation import Consultation
from devicecheck.packs.installed import pack_in_use
from devicecheck.report.dates import day
from devicecheck.report.rendering import Format
from devicecheck.report.summary_part import next_day
from devicecheck.runner import desk as notes
from devicecheck.runner.desk import Record
from devicecheck.runner.leaving_out import Part
from devicecheck.tui.desk.asking import LineScreen, PickScreen, ReadScreen
from devicecheck.tui.desk.beside import DeskThread
from devicecheck.tui.desk.frame import DeskFrame
from devicecheck.tui.messages import StartAgain
from devicecheck.tui.screens.base import ListKey
from devicecheck.tui.widgets.pointed_list import PointedList
from devicecheck.tui.words import Words

KINDS = (Format.HTML, Format.PDF)
SHEETS = ("copy", "summary", "others", "correction")
DONE = "done"


class DeskScreen(DeskFrame):
    """A note is on the disk before it is shown. Leaving closes the case."""

    NAME: ClassVar[str] = "desk"
    LIST_KEYS: ClassVar[tuple[ListKey, ...]] = (("Enter", "tick"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p,P", "police", "police", key_display="P"),
        Binding("r,R", "recheck", "recheck", key_display="R"),
        Binding("w,W", "sheets", "print", key_display="W"),
        Binding("v,V", "compare", "compare", key_display="V"),
        Binding("n,N", "next_visit", "next-visit", key_display="N"),
        Binding("escape", "leave", "back", key_display="Esc"),
    ]

    def __init__(self, words: Words, desk: DeskThread, codes: tuple[str, ...], staff: str, today: date) -> None:
        super().__init__(words)
        self._desk, self._codes, self._staff, self._today = desk, codes, staff, today
        self._code = codes[-1]
        self._visit: Consultation | None = None
        self._actions: tuple[Action, ...] = ()

    def page(self) -> ComposeResult:
        """The visit, its actions, what was done last."""
        yield Static("", id="visit", markup=False)
        yield PointedList(id="actions", markup=False)
        yield Static("", id="said", markup=False)

    def on_mount(self) -> None:
        """Keys go to the actions."""
        self.query_one(OptionList).focus()
        self._run(self._show)

    def on_unmount(self) -> None:
        """Close the case."""
        self._desk.close()

    def action_leave(self) -> None:
        """Back to the first screen."""
        self.post_message(StartAgain())

    def action_next_visit(self) -> None:
        """The next visit of the case."""
        self._code = self._codes[(self._codes.index(self._code) + 1) % len(self._codes)]
        self._run(self._show)

    @on(OptionList.OptionSelected, "#actions")
    def tick(self, event: OptionList.OptionSelected) -> None:
        """Note that the action was done; one that is ticked is taken back."""
        action = next(each for each in self._actions if each.id == event.option_id)
        self._run(lambda: self._tick(action))

    def action_police(self) -> None:
        """Write down a police reference."""
        self._run(self._police)

    def action_recheck(self) -> None:
        """Plan the day to look again."""
        self._run(self._recheck)

    def action_compare(self) -> None:
        """How this visit differs from the one before."""
        self._run(self._compare)

    def action_sheets(self) -> None:
        """Make a page anew."""
        self._run(self._sheets)

    @work(exclusive=True, group="desk")
    async def _run(self, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await step()
        except DeviceCheckError as error:
            self._say(Text("\n").join(self.words.problem(error.code, error.terms)))

    async def _show(self) -> None:
        code = self._code
        visit = self._visit = await self._desk.do(lambda desk: desk.visit(code))
        self._actions = await self._desk.do(lambda desk: desk.actions(visit))
        self.query_one("#visit", Static).update(Text("\n").join(self._about(visit)))
        listed = self.query_one(OptionList)
        pointed = listed.highlighted
        listed.set_options(self._options())
        listed.highlighted = pointed
        if pointed is None:
            listed.action_first()

    def _about(self, visit: Consultation) -> Iterable[Text]:
        words = self.words.wording
        when, count = day(visit.started_at.date(), words), str(len(visit.findings))
        title = self.say("desk.visit", code=visit.code, day=when, count=count)
        title.stylize("bold")
        yield title
        if visit.practice:
            yield self.say("app.practice-mark")
        yield self.say("desk.recheck", day=day(next_day(visit), words))
        if reference := visit.staff.police_reference:
            yield self.say("desk.police", reference=reference)

    def _options(self) -> Iterable[Option]:
        pile = ""
        for action in self._actions:
            if action.pile != pile:
                pile = action.pile
                yield Option(Text(pile, "bold"), disabled=True)
            yield Option(Text.assemble("[x] " if action.done else "[ ] ", self._line(action)), id=action.id)

    def _line(self, action: Action) -> Text:
        if action.done is None:
            return Text(action.text)
        when = day(action.done.on, self.words.wording)
        return self.say("desk.done", action=action.text, day=when, staff=action.done.staff)

    async def _ask(self, key: str, usual: str = "") -> str | None:
        return await self.app.push_screen_wait(LineScreen(self.words, self.say(key), usual))

    async def _pick(self, key: str, answers: Iterable[str], area: str) -> str | None:
        texts = {name: self.say(f"{area}.{name}") for name in answers}
        return await self.app.push_screen_wait(PickScreen(self.words, self.say(key), texts))

    async def _keep(self, record: Record) -> None:
        await self._desk.do(lambda desk: desk.note(record))
        await self._show()
        self._say(self.say("desk.kept"))

    async def _tick(self, action: Action) -> None:
        if (visit := self._visit) is None:
            return
        if action.done is not None:
            await self._keep(notes.taken_back(visit, action.id, self._staff))
        elif (typed := await self._ask("desk.ask-done", str(self._today))) is not None:
            on_day = notes.read_day(typed, self._today)
            await self._keep(notes.followed(visit, action.id, on_day, self._staff, self._today))

    async def _police(self) -> None:
        if (visit := self._visit) is not None and (typed := await self._ask("desk.ask-police")) is not None:
            await self._keep(notes.police(visit, typed, self._staff))

    async def _recheck(self) -> None:
        if (visit := self._visit) is not None and (typed := await self._ask("desk.ask-recheck")) is not None:
            await self._keep(notes.recheck(visit, notes.read_day(typed, None), self._staff, self._today))

    async def _compare(self) -> None:
        code = self._code
        if lines := await self._desk.do(lambda desk: desk.compared(code)):
            await self.app.push_screen_wait(ReadScreen(self.words, Text("\n".join(lines))))
        else:
            self._say(self.say("desk.first-visit"))

    async def _sheets(self) -> None:
        if (visit := self._visit) is None or (way := await self._pick("desk.what", SHEETS, "desk.ways")) is None:
            return
        record: Record | None = None
        parts = await self._left_out() if way == "others" else ()
        if parts is None:
            return
        if way in {"summary", "others"} and (record := await self._agreed(visit, way, parts)) is None:
            return
        if folder := await self._ask("desk.folder"):
            paths = await self._desk.do(lambda desk: self._made(desk, way, visit, record, parts, typed_path(folder)))
            self._say(self._named(paths))
        else:
            self._say(self.say("desk.no-folder"))

    async def _left_out(self) -> tuple[Part, ...] | None:
        """What is left out for somebody else, ticked one by one; None when nothing is wanted after all."""
        parts: set[Part] = set()
        while True:
            marks = {part.value: f"[{'x' if part in parts else ' '}] " for part in Part}
            texts = {name: Text.assemble(mark, self.say(f"desk.leave-out.{name}")) for name, mark in marks.items()}
            texts[DONE] = self.say("desk.leave-out.done")
            picked = await self.app.push_screen_wait(PickScreen(self.words, self.say("desk.leave-out.question"), texts))
            if picked is None or picked == DONE:
                return None if picked is None else tuple(part for part in Part if part in parts)
            parts ^= {Part(picked)}

    async def _agreed(self, visit: Consultation, way: str, parts: Iterable[Part]) -> Record | None:
        question = "desk.agreed.others" if way == "others" else "desk.agreed.question"
        answer = await self._pick(question, ("yes", "no"), "desk.agreed")
        if answer is None:
            return None
        why = "" if answer == "yes" else await self._ask("desk.agreed.why") or ""
        return notes.shared(visit, self._staff, agreed=answer == "yes", why=why, sheet=way, left_out=parts)

    def _made(
        self, desk: CaseDesk, way: str, visit: Consultation, record: Record | None, parts: tuple[Part, ...], out: Path
    ) -> tuple[Path, ...]:
        if record is not None and way == "others":
            return desk.print_for_others(visit, record, parts, out, KINDS)
        if record is not None:
            return desk.print_summary(visit, record, out, KINDS)
        if way == "copy":
            return desk.print_copy(visit, self._staff, out, KINDS)
        return desk.print_correction(visit, out, KINDS)

    def _named(self, paths: Iterable[Path]) -> Text:
        lines = [self.say("cli.wrote", path=str(path)) for path in paths]
        if not lines:
            return self.say("case.correct.none", version=pack_in_use().version)
        return Text("\n").join([self.say("cli.not-encrypted"), *lines])

    def _say(self, text: Text) -> None:
        self.query_one("#said", Static).update(text)
