# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case desk`: a caseworker goes on with a kept visit, line by line, without a phone."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from devicecheck.casefile.file_notes import ENDING
from devicecheck.cli.anytime import Anytime
from devicecheck.cli.asking import Asker, InputEndedError
from devicecheck.cli.case import asked_secret
from devicecheck.cli.dialogue import TypedLines
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.handover import formats
from devicecheck.cli.hiding import empty_screen
from devicecheck.cli.plain_close import leave_nothing
from devicecheck.errors import CaseError, DeviceCheckError
from devicecheck.frontend.desk import Action, CaseDesk, open_desk
from devicecheck.frontend.typed_path import typed_path
from devicecheck.model.consultation import Consultation
from devicecheck.packs.installed import pack_in_use
from devicecheck.report.dates import day
from devicecheck.report.rendering import Format
from devicecheck.report.summary_part import next_day
from devicecheck.report.wording import load
from devicecheck.runner import desk
from devicecheck.runner.leaving_out import Part

NOTHING = "no-more"
WAYS = ("tick", "take-back", "police", "recheck", "copy", "summary", "correction", "others", "close")


def run(folder: Path, named_formats: str) -> int:
    """Open the desk of a case; the exit code. A note is on the disk before the next question."""
    wording, kinds = load(), formats(named_formats)
    if folder.is_file():
        narrate(wording.text("desk.beside-file", path=f"{folder.name}{ENDING}"))
    secret = "" if folder.is_file() else asked_secret(wording, folder)
    opened = open_desk(folder, secret, wording, datetime.now(UTC).date())
    try:
        return int(asyncio.run(_at(opened, kinds)))
    except KeyboardInterrupt:
        empty_screen()
        raise
    finally:
        opened.close()


async def _at(opened: CaseDesk, kinds: tuple[Format, ...]) -> Exit:
    """One sitting. However it ended, nothing of it stays on the screen to be scrolled back to."""
    anytime = Anytime(opened.wording, of_visit=False)
    anytime.hiding.locks_when_idle = True
    ask = Asker(opened.wording, TypedLines(anytime))
    ask.tell("desk.anytime")
    try:
        await _Sitting(ask, opened, kinds).run()
        await leave_nothing(ask)
    except InputEndedError:
        empty_screen()
        return Exit.STOPPED
    return Exit.DONE


class _Sitting:
    """One person at the desk, with one visit."""

    def __init__(self, ask: Asker, opened: CaseDesk, kinds: tuple[Format, ...]) -> None:
        self.ask, self.desk, self.kinds = ask, opened, kinds
        self.code = self.staff = ""

    @property
    def visit(self) -> Consultation:
        return self.desk.visit(self.code)

    async def run(self) -> None:
        """Errors: InputEndedError, and what a broken case raises."""
        codes = {code: code for code in self.desk.visits()}
        only = next(iter(codes)) if len(codes) == 1 else ""
        self.code = only or await self.ask.choose(self.ask.wording.text("desk.which"), codes)
        self.staff = await self.ask.line(self.ask.wording.text("desk.staff"))
        self.show()
        answers = {way: self.ask.wording.text(f"desk.ways.{way}") for way in WAYS}
        while (way := await self.ask.choose(self.ask.wording.text("desk.what"), answers)) != "close":
            try:
                await self.do(way)
            except DeviceCheckError as error:
                if isinstance(error, CaseError) and error.reason in {"damaged", "not-written"}:
                    raise
                self.ask.problem(error.code, error.terms)
                if isinstance(error, CaseError) and error.reason == "no-staff-code":
                    self.staff = await self.ask.line(self.ask.wording.text("desk.staff"))

    def show(self) -> None:
        """What is known of the visit now."""
        visit, words = self.visit, self.ask.wording
        when = day(visit.started_at.date(), words)
        self.ask.tell("desk.visit", code=self.code, day=when, count=str(len(visit.findings)))
        pile = ""
        for action in self.desk.actions(visit):
            if action.pile != pile:
                pile = action.pile
                self.ask.say(pile)
            self.ask.say(f"- {self.line(action)}")
        if reference := visit.staff.police_reference:
            self.ask.tell("desk.police", reference=reference)
        self.ask.tell("desk.recheck", day=day(next_day(visit), words))

    def line(self, action: Action) -> str:
        """An action, and when it was done if it was."""
        if action.done is None:
            return self.ask.wording.text("desk.open", action=action.text)
        when = day(action.done.on, self.ask.wording)
        return self.ask.wording.text("desk.done", action=action.text, day=when, staff=action.done.staff)

    async def do(self, way: str) -> None:
        """One thing. Errors: CaseError, ExportError, InputEndedError."""
        match way:
            case "tick":
                await self.tick(done=True)
            case "take-back":
                await self.tick(done=False)
            case "police":
                reference = await self.ask.line(self.ask.wording.text("desk.ask-police"))
                self.keep(desk.police(self.visit, reference, self.staff))
            case "recheck":
                on = desk.read_day(await self.ask.line(self.ask.wording.text("desk.ask-recheck")), None)
                self.keep(desk.recheck(self.visit, on, self.staff, self.desk.today))
            case _:
                await self.sheets(way)

    async def tick(self, *, done: bool) -> None:
        """Note that an action was done, or was not after all."""
        wanted = {each.id: each.text for each in self.desk.actions(self.visit) if (each.done is None) is done}
        if not wanted:
            self.ask.tell("desk.none-left" if done else "desk.none-done")
            return
        action = await self.ask.choose(self.ask.wording.text("desk.which-action"), wanted)
        if not done:
            self.keep(desk.taken_back(self.visit, action, self.staff))
            return
        on = desk.read_day(await self.ask.line(self.ask.wording.text("desk.ask-done")), self.desk.today)
        self.keep(desk.followed(self.visit, action, on, self.staff, self.desk.today))

    def keep(self, record: desk.Record) -> None:
        """Keep a note, then show the visit with it."""
        self.desk.note(record)
        self.ask.tell("desk.kept")
        self.show()

    async def sheets(self, way: str) -> None:
        """Make a sheet anew."""
        visit = self.visit
        parts = await self.left_out() if way == "others" else ()
        record = await self.agreed(visit, way, parts) if way in {"summary", "others"} else None
        if not (typed := await self.ask.line(self.ask.wording.text("desk.folder"))):
            self.ask.tell("desk.no-folder")
            return
        out = typed_path(typed)
        if record is not None and way == "others":
            self.name(self.desk.print_for_others(visit, record, parts, out, self.kinds))
        elif record is not None:
            self.name(self.desk.print_summary(visit, record, out, self.kinds))
        elif way == "copy":
            self.name(self.desk.print_copy(visit, self.staff, out, self.kinds))
        elif paths := self.desk.print_correction(visit, out, self.kinds):
            self.name(paths)
        else:
            self.ask.tell("case.correct.none", version=pack_in_use().version)

    async def left_out(self) -> tuple[Part, ...]:
        """What is left out for somebody else; nothing more than the rule leaves out, if that is chosen."""
        texts = {part.value: self.ask.wording.text(f"desk.leave-out.{part}") for part in Part}
        texts[NOTHING] = self.ask.wording.text("desk.leave-out.no-more")
        chosen = await self.ask.choose_several(self.ask.wording.text("desk.leave-out.question"), texts)
        return tuple(Part(each) for each in chosen if each != NOTHING)

    async def agreed(self, visit: Consultation, way: str, parts: Iterable[Part]) -> desk.Record:
        """Whether the client agrees to this page; without a yes, who decided it and why."""
        answers = {name: self.ask.wording.text(f"desk.agreed.{name}") for name in ("yes", "no")}
        question = "desk.agreed.others" if way == "others" else "desk.agreed.question"
        yes = await self.ask.choose(self.ask.wording.text(question), answers) == "yes"
        why = "" if yes else await self.ask.line(self.ask.wording.text("desk.agreed.why"))
        return desk.shared(visit, self.staff, agreed=yes, why=why, sheet=way, left_out=parts)

    def name(self, paths: Iterable[Path]) -> None:
        """Where the files are, and that they are not encrypted."""
        for path in paths:
            narrate(self.ask.wording.text("cli.wrote", path=str(path)))
        self.ask.tell("cli.not-encrypted")
