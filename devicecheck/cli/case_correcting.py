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
from devicecheck.frontend.kept_visit import KEPT
from devicecheck.matching.index import SignatureIndex
from devicecheck.model import chain
from devicecheck.model.chain import Entry
from devicecheck.model.consultation import Consultation
from devicecheck.model.corrections import Correction
from devicecheck.packs.installed import pack_in_use
from devicecheck.report import correction_sheet, document, rendering
from devicecheck.report.wording import Wording, load
from devicecheck.runner.correcting import corrections

CORRECTED = "corrected"


def correct(folder: Path, code: str, out: Path, named_formats: str, today: date) -> int:
    """Write one page for each copy that was handed out; the exit code."""
    wording, kinds = load(), formats(named_formats, out)
    case = open_case(folder, asked_secret(wording))
    try:
        return _correct(case, code, out, kinds, today, wording)
    finally:
        case.close()


def _correct(
    case: Case, code: str, out: Path, kinds: tuple[rendering.Format, ...], today: date, wording: Wording
) -> int:
    visit = kept_visits(map(chain.read, case.lines())).get(code)
    if visit is None:
        raise CaseError("no-such-code")
    found = _found(visit)
    if not found:
        narrate(wording.text("case.correct.none", version=pack_in_use().version))
        return Exit.DONE
    make_folder(out)
    copies = correction_sheet.handed_out(visit)
    for copy in copies:
        page = correction_sheet.sheet(visit, found, wording, today, copy)
        for kind in kinds:
            data = rendering.render(kind, page, visit, copy)
            narrate(wording.text("cli.wrote", path=str(write_file(out / f"{page.name}.{kind}", data))))
    narrate(wording.text("cli.not-encrypted"))
    case.add(datetime.now(UTC), CORRECTED, {"code": code, "copies": ",".join(copies), **_what(found)})
    return Exit.DONE


def tell(entries: Iterable[Entry], folder: Path, wording: Wording) -> None:
    """On opening: name each visit whose results may not stand as written, and how to correct its copies."""
    kept = tuple(entries)
    done = {(entry.terms["code"], entry.terms["what"]) for entry in kept if entry.event == CORRECTED}
    for code, visit in kept_visits(kept).items():
        found = _found(visit)
        if found and (code, _what(found)["what"]) not in done:
            narrate(wording.text("case.correct.tell", code=code, count=str(len(found)), folder=str(folder)))


def kept_visits(entries: Iterable[Entry]) -> dict[str, Consultation]:
    """The visits of a case by their code, each as it was kept last. Errors: DocumentError."""
    return {
        entry.terms["code"]: document.read(entry.terms["document"].encode()) for entry in entries if entry.event == KEPT
    }


def _found(visit: Consultation) -> tuple[Correction, ...]:
    pack = pack_in_use()
    return corrections(visit, pack, SignatureIndex(pack))


def _what(found: Iterable[Correction]) -> dict[str, str]:
    """What the pages said, so that the same is not offered again, and something new is."""
    return {"what": ";".join(sorted(each.model_dump_json() for each in found))}
