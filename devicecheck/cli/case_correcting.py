# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck case correct`: dated pages for copies that were handed out, when the list took a result back since."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from devicecheck.casefile.export import make_folder, write_file
from devicecheck.casefile.store import Case, open_case
from devicecheck.cli.case import asked_secret
from devicecheck.cli.exits import Exit, narrate
from devicecheck.cli.handover import formats
from devicecheck.errors import CaseError
from devicecheck.frontend import case_corrections
from devicecheck.frontend.desk import alone_at
from devicecheck.model import chain
from devicecheck.model.chain import Entry
from devicecheck.packs.installed import pack_in_use
from devicecheck.report import rendering
from devicecheck.report.wording import Wording, load
from devicecheck.runner.desk import kept_visits


def correct(folder: Path, code: str, out: Path, named_formats: str, today: date) -> int:
    """Write one page for each copy that was handed out; the exit code."""
    wording, kinds = load(), formats(named_formats)
    case = open_case(folder, asked_secret(wording, folder))
    try:
        with alone_at(folder):
            return _correct(case, code, out, kinds, today, wording)
    finally:
        case.close()


def _correct(
    case: Case, code: str, out: Path, kinds: tuple[rendering.Format, ...], today: date, wording: Wording
) -> int:
    visit = kept_visits(map(chain.read, case.lines())).get(code)
    if visit is None:
        raise CaseError("no-such-code")
    changed = case_corrections.found(visit)
    if not changed:
        narrate(wording.text("case.correct.none", version=pack_in_use().version))
        return Exit.DONE
    make_folder(out)
    for copy, page in case_corrections.pages(visit, changed, wording, today):
        for kind in kinds:
            data = rendering.render(kind, page, visit, copy)
            narrate(wording.text("cli.wrote", path=str(write_file(out / f"{page.name}.{kind}", data))))
    narrate(wording.text("cli.not-encrypted"))
    case.add(datetime.now(UTC), *case_corrections.written(visit, changed))
    return Exit.DONE


def tell(entries: Iterable[Entry], folder: Path, wording: Wording) -> None:
    """On opening: name each visit whose results may not stand as written, and how to correct its copies."""
    for code, count in case_corrections.waiting(entries):
        narrate(wording.text("case.correct.tell", code=code, count=str(count), folder=str(folder)))
