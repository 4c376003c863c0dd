# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy for a word processor: real headings, lists and tables, made with python-docx, which is an extra.

A copy that can be changed proves nothing; it is for pasting into a case file.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from devicecheck.errors import ReportError
from devicecheck.report.blocks import (
    Badges,
    Blanks,
    Block,
    Box,
    Bullets,
    Facts,
    Heading,
    Note,
    Numbers,
    Pair,
    Para,
    Paste,
    Reach,
    Sheet,
    SignLines,
    Table,
    Timeline,
)
from devicecheck.report.clean_text import plain
from devicecheck.report.wording import RIGHT_TO_LEFT

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every part in the file, so that the same sheet gives the same bytes."""


LARGER: Mapping[int, int] = MappingProxyType({1: 6, 2: 3, 3: 1})
"""Points by which a heading of each level is larger than the text."""


def render(sheet: Sheet) -> bytes:
    """The copy as DOCX. Errors: ReportError `no-docx` when the extra [docx] is not installed."""
    try:
        import docx  # noqa: PLC0415 - an extra that may not be installed
    except ImportError:
        raise ReportError("no-docx") from None
    writer = _Writer(docx.Document(), sheet)
    writer.page()
    made = io.BytesIO()
    writer.document.save(made)
    return _without_times(made.getvalue())


class _Writer:
    """Writes one sheet, block by block. What is written last is at the end of the document."""

    def __init__(self, document: "Document", sheet: Sheet) -> None:
        self.document, self.sheet, self.language = document, sheet, sheet.language

    def page(self) -> None:
        """Properties, title, then every block."""
        from docx.shared import Pt  # noqa: PLC0415

        about = self.document.core_properties
        about.title, about.author, about.comments = plain(self.sheet.title), "", ""
        about.last_modified_by, about.language = "", self.sheet.language
        about.created = about.modified = datetime.fromisoformat(self.sheet.made_at).replace(tzinfo=None, microsecond=0)
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(self.sheet.points)
        normal.font.name = "Noto Sans"
        for level, more in LARGER.items():
            self.document.styles[f"Heading {level}"].font.size = Pt(self.sheet.points + more)
        self._mark()
        self.heading(self.sheet.heading, 0)
        for label, value in self.sheet.about:
            self.lead(f"{label}:", value)
        for block in self.sheet.blocks:
            self.block(block)
        self.text(self.sheet.footer)
        self._mark()

    def _mark(self) -> None:
        if self.sheet.mark:
            self.text(self.sheet.mark, bold=True)
            header = self.document.sections[0].header.paragraphs[0]
            header.text = plain(self.sheet.mark)

    def block(self, block: Block) -> None:
        """One block, in its own language."""
        self.language = block.language or self.sheet.language
        match block:
            case Heading():
                self.heading(block.text, block.level)
            case Para():
                self.text(block.text, bold=block.style == "strong")
            case Bullets():
                self.items(
                    f"{item} {block.small[place]}".rstrip() if block.small else item
                    for place, item in enumerate(block.items)
                )
            case Note():
                self.text(block.text, bold=True)
            case Box():
                self.heading(block.heading, block.level)
                self.items(block.items)
            case Badges():
                self.text(f"{block.badge} - {block.sure}", bold=True)
            case Pair():
                self.text(f"({block.number})")
                self.block(block.first)
                self.block(block.second)
            case Facts():
                for row in block.rows:
                    self.lead(_asked(row.label), "\n".join(row.lines))
            case _:
                self._columns(block)

    def _columns(self, block: Table | Timeline | Reach | Numbers | Paste | SignLines | Blanks) -> None:
        match block:
            case Table():
                self.table(
                    block.head, (tuple(" ".join(filter(None, (c.lead, c.text))) for c in row) for row in block.rows)
                )
            case Timeline():
                days = ((day.day, "\n".join(day.phone), "\n".join(day.told)) for day in block.days)
                self.table(block.head, (day[: len(block.head)] for day in days))
            case Reach():
                words = dict(block.words)
                self.table(block.head, ((name, *(words[mark] for mark in marks)) for name, marks in block.rows))
            case Numbers():
                self.items(f"{one.number}  {one.name}. {one.about}" for one in block.services)
            case Paste():
                for item in block.items:
                    self.text(item)
            case SignLines():
                for label in block.labels:
                    self.text(f"{label}: ______________________")
            case Blanks():
                self._to_write_in(block)

    def _to_write_in(self, block: Blanks) -> None:
        """Labels, each beside an empty cell that grows with what is typed."""
        from docx.shared import Cm  # noqa: PLC0415

        if block.new_page:
            self.document.add_paragraph().paragraph_format.page_break_before = True
        self.heading(" / ".join(filter(None, (block.heading, block.also))), block.level)
        blanks = [blank for row in block.rows for blank in row]
        self.table((), (("\n".join(filter(None, (b.label, b.also))), "\n" * b.lines) for b in blanks))
        made = self.document.tables[-1]
        made.autofit = False
        for column, width in zip(made.columns, (Cm(4.5), Cm(11.5)), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width

    def heading(self, text: str, level: int) -> None:
        """A real heading, so that a reader can go from one to the next."""
        self._told(self.document.add_heading(plain(text), level))

    def text(self, text: str, *, bold: bool = False) -> None:
        """A paragraph."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(plain(text)).bold = bold
        self._told(paragraph)

    def lead(self, label: str, value: str) -> None:
        """A label, bold, and its value."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(f"{plain(label)} ").bold = True
        paragraph.add_run(plain(value))
        self._told(paragraph)

    def items(self, items: Iterable[str]) -> None:
        """A list."""
        for item in items:
            self._told(self.document.add_paragraph(plain(item), style="List Bullet"))

    def table(self, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        """A table; its head is repeated on each page. A row of one cell goes across."""
        every = [head, *rows] if head else list(rows)
        width = max(len(row) for row in every)
        made = self.document.add_table(rows=0, cols=width, style="Table Grid")
        for number, row in enumerate(every):
            cells = made.add_row().cells
            for place, text in enumerate(row):
                cells[place].text = plain(text)
                for paragraph in cells[place].paragraphs:
                    self._told(paragraph)
                    for run in paragraph.runs:
                        run.bold = bool(head) and number == 0
            if len(row) < width:
                cells[0].merge(cells[width - 1])
        if head:
            _repeat(made.rows[0])
        if self.language in RIGHT_TO_LEFT:
            made._tbl.tblPr.append(_element("w:bidiVisual"))

    def _told(self, paragraph: "Paragraph") -> None:
        """Say the paragraph's language, and its direction where that is right to left."""
        for run in paragraph.runs:
            _mark_run(run, self.language)
        if self.language in RIGHT_TO_LEFT:
            paragraph._p.get_or_add_pPr().append(_element("w:bidi"))


def _asked(label: str) -> str:
    """A label with a colon behind it, unless it ends with a stop of any language."""
    said = plain(label).rstrip()
    return said if said.endswith(tuple("?:.؟۔।")) else f"{said}:"


def _mark_run(run: object, language: str) -> None:
    properties = run._r.get_or_add_rPr()  # type: ignore[attr-defined]
    name = _element("w:lang")
    name.set(_name("w:bidi" if language in RIGHT_TO_LEFT else "w:val"), language)
    if language in RIGHT_TO_LEFT:
        properties.append(_element("w:rtl"))
    properties.append(name)


def _repeat(row: object) -> None:
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # type: ignore[attr-defined]


def _element(name: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - an lxml element, which has no types
    from docx.oxml import OxmlElement  # noqa: PLC0415

    return OxmlElement(name)


def _name(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415

    return str(qn(name))


def _without_times(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, FIRST_DAY), before.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
