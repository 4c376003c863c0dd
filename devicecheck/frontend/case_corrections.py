# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of kept visits that the list in use has changed since, and the dated pages for their copies."""

from collections.abc import Iterable, Iterator
from datetime import date

from devicecheck.matching.index import SignatureIndex
from devicecheck.model.chain import Entry
from devicecheck.model.consultation import Consultation
from devicecheck.model.corrections import Correction
from devicecheck.model.told import Copy
from devicecheck.packs.installed import pack_in_use
from devicecheck.report import correction_sheet
from devicecheck.report.blocks import Sheet
from devicecheck.report.wording import Wording
from devicecheck.runner.correcting import corrections
from devicecheck.runner.desk import Record, kept_visits

CORRECTED = "corrected"


def found(visit: Consultation) -> tuple[Correction, ...]:
    """What the list in use says otherwise. Errors: PackError."""
    pack = pack_in_use()
    return corrections(visit, pack, SignatureIndex(pack))


def pages(
    visit: Consultation, changed: tuple[Correction, ...], wording: Wording, today: date
) -> tuple[tuple[Copy, Sheet], ...]:
    """One page for each copy that was handed out."""
    return tuple(
        (copy, correction_sheet.sheet(visit, changed, wording, today, copy))
        for copy in correction_sheet.handed_out(visit)
    )


def written(visit: Consultation, changed: Iterable[Correction]) -> Record:
    """That the pages were made, with what they said: the same is not offered again, and something new is."""
    copies = ",".join(correction_sheet.handed_out(visit))
    return Record(CORRECTED, {"code": visit.code, "copies": copies, "what": _what(changed)})


def waiting(entries: Iterable[Entry]) -> Iterator[tuple[str, int]]:
    """Each visit whose results may not stand as written, and how many of them, if no page was made of that yet."""
    kept = tuple(entries)
    done = {(entry.terms["code"], entry.terms["what"]) for entry in kept if entry.event == CORRECTED}
    for code, visit in kept_visits(kept).items():
        changed = found(visit)
        if changed and (code, _what(changed)) not in done:
            yield code, len(changed)


def _what(changed: Iterable[Correction]) -> str:
    return ";".join(sorted(each.model_dump_json() for each in changed))
