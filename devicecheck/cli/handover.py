# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a finished visit leaves: the findings on stdout, and files only where the person asked for them."""

import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from devicecheck.casefile.export import write_file
from devicecheck.cli.exits import narrate
from devicecheck.errors import UsageError
from devicecheck.model.consultation import Consultation
from devicecheck.report import document, html, text, view
from devicecheck.report.wording import Wording


class Format(StrEnum):
    """Kinds of files that can be written."""

    HTML = "html"
    PDF = "pdf"
    TXT = "txt"
    JSON = "json"


def file_name(consultation: Consultation, kind: Format) -> str:
    """A name that says nothing about what is inside."""
    return f"appointment-notes-{consultation.code}.{kind}"


def print_findings(consultation: Consultation, wording: Wording, *, as_json: bool) -> None:
    """The result on stdout: plain words, or the document itself for a machine."""
    if as_json:
        sys.stdout.buffer.write(document.write(consultation) + b"\n")
    else:
        sys.stdout.write(text.render(view.build(consultation, wording, today())).decode())
    sys.stdout.flush()


def write_reports(consultation: Consultation, wording: Wording, folder: Path, kinds: tuple[Format, ...]) -> None:
    """Write the files that were asked for, each 0600, and say where they are and that they are not encrypted.

    Errors: ExportError when one cannot be written; those before it stay and have been named.
    """
    shown = view.build(consultation, wording, today())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for kind in kinds:
        match kind:
            case Format.HTML:
                data = html.render(shown)
            case Format.PDF:
                from devicecheck.report import pdf

                data = pdf.render(shown)
            case Format.TXT:
                data = text.render(shown)
            case Format.JSON:
                data = document.write(consultation)
        narrate(wording.text("cli.wrote", path=str(write_file(folder / file_name(consultation, kind), data))))
    narrate(wording.text("cli.not-encrypted"))


def formats(named: str) -> tuple[Format, ...]:
    """The kinds in a list such as "html,pdf". Errors: UsageError naming those that exist."""
    try:
        return tuple(dict.fromkeys(Format(name.strip().lower()) for name in named.split(",") if name.strip()))
    except ValueError:
        raise UsageError("unknown-format", {"named": named, "formats": ", ".join(Format)}) from None


def today() -> date:
    """The day of the report, on this computer's clock."""
    return datetime.now(UTC).date()
