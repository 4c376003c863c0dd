# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a sheet to the bytes of a file, by format. The heavy libraries are loaded by the format that needs them."""

from enum import StrEnum

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Copy
from devicecheck.report import document, html, sheet_json, text
from devicecheck.report.blocks import Sheet
from devicecheck.report.redaction import redacted


class Format(StrEnum):
    """Kinds of files that a copy can be."""

    HTML = "html"
    PDF = "pdf"
    TXT = "txt"
    JSON = "json"
    DOCX = "docx"


def render(kind: Format, sheet: Sheet, consultation: Consultation, copy: Copy) -> bytes:
    """The file. As JSON, the caseworker's copy is the document itself, from which reports can be made again.

    Errors: as of `laid_out`.
    """
    if kind is Format.JSON and copy is Copy.B:
        return document.write(redacted(consultation, copy)[0])
    return laid_out(kind, sheet)


def laid_out(kind: Format, sheet: Sheet) -> bytes:
    """The file of a sheet. Errors: ReportError when it cannot be made, `no-docx` when DOCX was not installed."""
    match kind:
        case Format.HTML:
            return html.render(sheet)
        case Format.PDF:
            from devicecheck.report import pdf  # noqa: PLC0415 - typst is large

            return pdf.render(sheet)
        case Format.TXT:
            return text.render(sheet)
        case Format.JSON:
            return sheet_json.render(sheet)
        case Format.DOCX:
            from devicecheck.report import docx  # noqa: PLC0415 - an extra that may not be installed

            return docx.render(sheet)
