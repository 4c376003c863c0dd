# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a finished visit leaves: the findings on stdout, and files only where the person asked for them."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from devicecheck.casefile.export import look_at_folder, make_folder, write_file
from devicecheck.cli.exits import narrate
from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report import bilingual, document, log_sheet, rendering, text
from devicecheck.report.blocks import Sheet
from devicecheck.report.redaction import without_serials
from devicecheck.report.rendering import Format
from devicecheck.report.wording import Wording, load


@dataclass(frozen=True)
class Layout:
    """How a copy is laid out: in which language beside English, in large print, with drafts shown or not."""

    language: str = "en"
    large: bool = False
    drafts: bool = False


def sheet(consultation: Consultation, copy: Copy, layout: Layout) -> Sheet:
    """One copy, as made today."""
    return bilingual.sheet(consultation, layout.language, today(), copy, large=layout.large, drafts=layout.drafts)


def print_findings(
    consultation: Consultation, *, as_json: bool, copy: Copy = Copy.B, layout: Layout | None = None
) -> bool:
    """The result on stdout: plain words, or the document for a machine; whether it could be printed.

    The document has no serial number in it unless the client wants it in the caseworker's copy.

    Errors: none; where stdout takes nothing more (a closed pipe, a full disk), that is said, and files can still be
    written.
    """
    if as_json:
        return _printed(document.write(without_serials(consultation)) + b"\n")
    return _printed(text.render(sheet(consultation, copy, layout or Layout())))


def _printed(data: bytes) -> bool:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except OSError as error:
        narrate(load().text("cli.not-printed", why=error.strerror or ""))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def log_alone(layout: Layout) -> Sheet:
    """The pages to write on, without a visit, as made today."""
    return bilingual.beside_english(
        lambda words: log_sheet.alone(words, today(), large=layout.large), layout.language, drafts=layout.drafts
    )


def print_sheet(page: Sheet, *, as_json: bool) -> bool:
    """A page that belongs to no visit, on stdout: as text, or as its blocks for a machine; whether that worked."""
    return _printed(rendering.laid_out(Format.JSON if as_json else Format.TXT, page))


def write_sheet(page: Sheet, kinds: Iterable[Format], folder: Path, wording: Wording) -> None:
    """Write it as each kind, and say where. Errors: ExportError, ReportError."""
    for kind in kinds:
        path = write_file(folder / f"{page.name}.{kind}", rendering.laid_out(kind, page))
        narrate(wording.text("cli.wrote", path=str(path)))


def write_reports(
    consultation: Consultation,
    wording: Wording,
    folder: Path,
    kinds: tuple[Format, ...],
    copies: Iterable[Copy] = (Copy.B,),
    layout: Layout | None = None,
) -> tuple[Path, ...]:
    """Write the files that were asked for, each 0600, and say where they are and that they are not encrypted.

    Errors: ExportError when one cannot be written; those before it stay and have been named.
    """
    make_folder(folder)
    paths: list[Path] = []
    for copy in copies:
        page = sheet(consultation, copy, layout or Layout())
        for kind in kinds:
            data = rendering.render(kind, page, consultation, copy)
            paths.append(write_file(folder / f"{page.name}.{kind}", data))
            narrate(wording.text("cli.wrote", path=str(paths[-1])))
    narrate(wording.text("cli.not-encrypted"))
    return tuple(paths)


def formats(named: str, out: Path | None = None) -> tuple[Format, ...]:
    """The kinds in a list such as "html,pdf". What would stop files in `out` is said now, not after a visit.

    Errors: UsageError naming those that exist, ExportError.
    """
    if out is not None:
        look_at_folder(out)
    try:
        return tuple(dict.fromkeys(Format(name.strip().lower()) for name in named.split(",") if name.strip()))
    except ValueError:
        raise UsageError("unknown-format", {"named": named, "formats": ", ".join(Format)}) from None


def copies(named: str) -> tuple[Copy, ...]:
    """The copies in a list such as "A,card". Errors: UsageError naming those that exist."""
    known = {copy.lower(): copy for copy in Copy}
    wanted = [name.strip().lower() for name in named.split(",") if name.strip()]
    if not wanted or not known.keys() >= set(wanted):
        raise UsageError("unknown-copy", {"named": named, "copies": ", ".join(Copy)})
    return tuple(dict.fromkeys(known[name] for name in wanted))


def today() -> date:
    """The day of the report, on this computer's clock."""
    return datetime.now(UTC).date()
