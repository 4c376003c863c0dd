# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The caseworker's desk over one opened case: its visits, notes that are kept at once, and sheets made anew."""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from devicecheck.assess.comparing import compare
from devicecheck.casefile.export import make_folder, write_file
from devicecheck.casefile.file_notes import FileNotes, open_notes
from devicecheck.casefile.store import DESK_LOCK, Case, open_case
from devicecheck.errors import CaseError
from devicecheck.file_lock import try_lock
from devicecheck.frontend import case_corrections, compared, saved_document
from devicecheck.model import chain
from devicecheck.model.chain import Entry
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy, FollowUp
from devicecheck.report import copies, document, marac_sheet, others_sheet, rendering, view
from devicecheck.report.blocks import Sheet
from devicecheck.report.rendering import Format
from devicecheck.report.wording import Wording
from devicecheck.runner import desk
from devicecheck.runner.desk import KEPT, Record
from devicecheck.runner.leaving_out import Part, without


class Action(NamedTuple):
    """An action of the piles, its pile's heading, and when it was done if it was."""

    id: str
    text: str
    pile: str
    done: FollowUp | None


class CaseDesk:
    """One case, open until `close`. `held` is let go of then."""

    def __init__(self, case: Case | FileNotes, wording: Wording, today: date, held: ExitStack | None = None) -> None:
        self._case, self.wording, self.today, self._held = case, wording, today, held or ExitStack()

    def close(self) -> None:
        """Close the case."""
        self._case.close()
        self._held.close()

    def entries(self) -> tuple[Entry, ...]:
        """Every record. Errors: CaseError."""
        return tuple(map(chain.read, self._case.lines()))

    def visits(self) -> dict[str, Consultation]:
        """The kept visits by code with what was noted since. Errors: CaseError, DocumentError."""
        return desk.visits(self.entries())

    def visit(self, code: str) -> Consultation:
        """One visit. Errors: CaseError `no-such-code`."""
        if (found := self.visits().get(code)) is None:
            raise CaseError("no-such-code")
        return found

    def compared(self, code: str) -> tuple[str, ...]:
        """How a visit differs from the one before it; nothing where it is the first. Errors: as of `visit`."""
        after = self.visit(code)
        earlier = [each for each in self.visits().values() if each.started_at < after.started_at]
        if not earlier:
            return ()
        before = max(earlier, key=lambda each: each.started_at)
        return tuple(compared.lines(before, after, compare(before, after), self.wording))

    def note(self, record: Record) -> None:
        """Keep a record; it is on the disk when this returns. Errors: CaseError."""
        self._case.add(datetime.now(UTC), *record)

    def actions(self, visit: Consultation) -> tuple[Action, ...]:
        """What the visit's piles hold, in the order of copy B."""
        done = {each.action: each for each in visit.staff.followed}
        return tuple(
            Action(action.id, action.text, pile.heading, done.get(action.id))
            for pile in view.build(visit, self.wording, self.today).piles
            for action in pile.actions
        )

    def print_copy(self, visit: Consultation, staff: str, out: Path, kinds: Iterable[Format]) -> tuple[Path, ...]:
        """The caseworker's copy with what was noted since. Errors: CaseError, ExportError, ReportError."""
        record = desk.printed(visit, staff)
        page = copies.sheet(visit, self.wording, self.today, Copy.B)
        return self._write(visit, ((Copy.B, page),), out, kinds, record)

    def print_summary(
        self, visit: Consultation, record: Record, out: Path, kinds: Iterable[Format]
    ) -> tuple[Path, ...]:
        """The page for a meeting; `record` says who agreed, see `runner.desk.shared`. Errors: as of `print_copy`."""
        page = marac_sheet.sheet(visit, self.wording, self.today)
        return self._write(visit, ((Copy.ORDERS, page),), out, kinds, record)

    def print_for_others(
        self, visit: Consultation, record: Record, parts: Collection[Part], out: Path, kinds: Iterable[Format]
    ) -> tuple[Path, ...]:
        """A copy for somebody else, without these parts; `record` says who agreed. Errors: as of `print_copy`."""
        less = without(visit, parts)
        page = others_sheet.sheet(less, [part.value for part in parts], self.wording, self.today)
        return self._write(less, ((Copy.B, page),), out, kinds, record)

    def print_correction(self, visit: Consultation, out: Path, kinds: Iterable[Format]) -> tuple[Path, ...]:
        """Dated pages for copies whose results the list changed since; none if it changed none. Errors: the same."""
        if not (changed := case_corrections.found(visit)):
            return ()
        pages = case_corrections.pages(visit, changed, self.wording, self.today)
        return self._write(visit, pages, out, kinds, case_corrections.written(visit, changed))

    def _write(
        self,
        visit: Consultation,
        pages: Iterable[tuple[Copy, Sheet]],
        out: Path,
        kinds: Iterable[Format],
        record: Record,
    ) -> tuple[Path, ...]:
        """Write the files under names that are free, then note it."""
        make_folder(out)
        written = []
        for copy, page in pages:
            for kind in kinds:
                data = rendering.render(kind, page, visit, copy)
                written.append(write_file(free_name(out, page.name, kind), data))
        self.note(record)
        return tuple(written)


def free_name(out: Path, name: str, kind: Format) -> Path:
    """`name.kind`, or with the first free number: a page that is made again stands beside the older one."""
    place, number = out / f"{name}.{kind}", 2
    while os.path.lexists(place) and number < 1000:
        place, number = out / f"{name}-{number}.{kind}", number + 1
    return place


def open_desk(folder: Path, secret: str, wording: Wording, today: date) -> CaseDesk:
    """The desk of a case, or of a saved document (the caseworker's copy as JSON), whose notes stand beside it.

    One program at a time sits at it.
    Errors: CaseError, `in-use` for a second program, and for a case without a visit that came to its end; of a file
    DocumentError, and ExportError where its notes would be copied elsewhere.
    """
    if folder.is_file():
        return CaseDesk(_notes_of(folder), wording, today)
    with ExitStack() as held:
        case = open_case(folder, secret)
        held.callback(case.close)
        held.enter_context(alone_at(folder))
        opened = CaseDesk(case, wording, today)
        if not opened.visits():
            raise CaseError("no-visit-kept")
        return CaseDesk(case, wording, today, held.pop_all())


def _notes_of(path: Path) -> FileNotes:
    visit = saved_document.read(path)
    text = document.write(visit).decode()
    return open_notes(path, chain.follow(None, visit.ended_at, KEPT, {"code": visit.code, "document": text}))


@contextmanager
def alone_at(folder: Path) -> Iterator[None]:
    """Hold the desk of a case, also to write into it. The lock goes with the program, also when that dies.

    Errors: CaseError `in-use`.
    """
    try:
        lock = os.open(folder / DESK_LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError:
        raise CaseError("not-written") from None
    try:
        if not try_lock(lock):
            raise CaseError("in-use")
        yield
    finally:
        os.close(lock)
