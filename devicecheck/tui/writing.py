# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes copies of a report where a person asked for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from devicecheck.casefile.export import write_file
from devicecheck.errors import DeviceCheckError
from devicecheck.model.consultation import Consultation
from devicecheck.report.page import ReportView


class Kind(StrEnum):
    """Kinds of copies."""

    PDF = "pdf"
    HTML = "html"
    TXT = "txt"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; `code` and `terms` name the error that ended the writing, if there was one."""

    paths: tuple[Path, ...]
    code: str = ""
    terms: tuple[tuple[str, str], ...] = ()


def write_copies(consultation: Consultation, shown: ReportView, folder: Path, kinds: Iterable[Kind]) -> Written:
    """Write each kind into the folder, with a name that says nothing about what is inside.

    Errors: none; an error ends the writing, and the copies before it stay and are named.
    """
    paths: list[Path] = []
    for kind in kinds:
        path = folder / f"{shown.file_stem}.{kind}"
        try:
            paths.append(write_file(path, _render(kind, consultation, shown)))
        except DeviceCheckError as error:
            return Written(tuple(paths), error.code, tuple(error.terms.items()))
        except Exception as error:  # one kind that cannot be made may not cost the others, nor the findings
            return Written(tuple(paths), "unexpected", (("code", type(error).__name__),))
    return Written(tuple(paths))


def _render(kind: Kind, consultation: Consultation, shown: ReportView) -> bytes:
    from devicecheck.report import document, html, pdf, text  # noqa: PLC0415 - typst is large; this runs in a thread

    match kind:
        case Kind.PDF:
            return pdf.render(shown)
        case Kind.HTML:
            return html.render(shown)
        case Kind.TXT:
            return text.render(shown)
        case Kind.JSON:
            return document.write(consultation)
