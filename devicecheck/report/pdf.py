# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report on paper: tagged PDF (PDF/UA-1 and PDF/A-2a in one file), the same bytes for the same sheet.

Every string enters the template as data in one JSON input; typst sees the templates folder and the shipped fonts only.
"""

import json
import logging
import re
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from devicecheck.errors import ReportError
from devicecheck.report.blocks import Sheet
from devicecheck.report.clean_text import END, ISOLATE, covered
from devicecheck.report.folder import reports_folder

if TYPE_CHECKING:
    import typst

STANDARDS: "typst.PDFStandards" = ["ua-1", "a-2a"]

_POINTS = re.compile("[\u064b-\u0652]")
_OUTSIDE = re.compile(f"{ISOLATE}[^{END}]*{END}|[^{ISOLATE}]+")

_log = logging.getLogger(__name__)


def render(sheet: Sheet) -> bytes:
    """The copy as PDF. Errors: ReportError when none can be made."""
    made_at = datetime.fromisoformat(sheet.made_at).replace(tzinfo=UTC, microsecond=0)  # typst takes whole seconds only
    return to_pdf(_covered(asdict(sheet)), made_at)


def to_pdf(data: object, made_at: datetime) -> bytes:
    """A sheet as plain data, laid out.

    With the standards, one character without a glyph stops everything; then the page is made without them, because a
    person is waiting for it. The log says so.
    """
    import typst  # noqa: PLC0415 - 80 MB that only this needs

    problem = ""
    for standards in (STANDARDS, None):
        try:
            made = _compiler().compile(
                format="pdf", sys_inputs={"data": json.dumps(data)}, pdf_standards=standards, timestamp=made_at
            )
        except typst.TypstError as error:
            problem = str(error)[:300]
            _log.warning("a page could not be made to the standards %s: %s", standards, problem)
        else:
            if isinstance(made, bytes):
                return made
    raise ReportError("not-rendered", {"why": problem})


@lru_cache(maxsize=1)
def _compiler() -> "typst.Compiler":
    import typst  # noqa: PLC0415 - 80 MB that only this needs

    folder = reports_folder()
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder / "fonts")])
    return typst.Compiler(
        input=str(folder / "templates" / "sheet.typ"), root=str(folder / "templates"), font_paths=fonts
    )


def unpointed(text: str) -> str:
    """Our own Arabic words without vowel signs: `pdftotext` takes such a sign out twice, and between other letters.

    What a phone or a person said stands between isolates, and keeps each of its signs.
    """
    return _OUTSIDE.sub(lambda found: found[0] if found[0].startswith(ISOLATE) else _POINTS.sub("", found[0]), text)


def _covered(value: object) -> object:
    """The same data with every text made of characters that the fonts have."""
    if isinstance(value, str):
        return covered(unpointed(value))
    if isinstance(value, dict):
        return {key: _covered(item) for key, item in value.items()}
    return [_covered(item) for item in value] if isinstance(value, list | tuple) else value
