# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The paper report: tagged, titled, with its language, the same bytes every time, whatever a phone says."""

import io
import logging
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import pairwise

import pikepdf
import pytest
from pypdf import PdfReader

from devicecheck.model.told import Copy
from devicecheck.report import bilingual, pdf
from devicecheck.report.copies import sheet
from devicecheck.report.folder import reports_folder
from devicecheck.report.view import build
from devicecheck.report.wording import load
from tests.quick_cases import quick_first
from tests.report import golden, pdf_structure, samples, told

EVERY = {**golden.CONSULTATIONS, **{name: lambda name=name: samples.hostile(name) for name in samples.HOSTILE}}


def paper(name: str) -> bytes:
    return pdf.render(sheet(EVERY[name](), load(), samples.TODAY, Copy.B))


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def words(reader: PdfReader, page: int) -> str:
    return " ".join(reader.pages[page].extract_text().split())


@pytest.mark.parametrize("name", EVERY)
def test_every_paper_is_tagged_titled_and_to_both_standards(name: str) -> None:
    reader = read(paper(name))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert str(root["/Lang"]).startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Appointment notes")
    about = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfuaid:part>\s*1|pdfuaid:part=.1", about)
    assert re.search(r"pdfaid:part>\s*2|pdfaid:part=.2", about)


def test_the_tags_hold_headings_lists_and_table_heads() -> None:
    kinds: set[str] = set()

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for item in node:
                walk(item)
        elif isinstance(node, dict):
            if "/S" in node:
                kinds.add(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(read(paper("watched")).trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/P"} <= kinds


@pytest.mark.parametrize("name", golden.CONSULTATIONS)
def test_page_one_alone_answers(name: str) -> None:
    first = words(read(paper(name)), 0)
    view = build(EVERY[name](), load(), samples.TODAY)
    for row in view.in_short:
        assert row.label in first
    assert "Look again" in first
    assert view.caveat in first


def test_the_practice_mark_is_on_every_page_and_on_no_real_one() -> None:
    practice, real = read(paper("watched")), read(paper("unread"))
    assert all("PRACTICE - not a real phone" in words(practice, number) for number in range(len(practice.pages)))
    assert not any("PRACTICE" in words(real, number) for number in range(len(real.pages)))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert paper("watched") == paper("watched")


def test_only_shipped_fonts_are_used() -> None:
    names = {
        str(font.get_object()["/BaseFont"])
        for page in read(paper("arabic")).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names
    assert all("Noto" in name for name in names)


def test_arabic_is_kept_and_what_has_no_glyph_is_named() -> None:
    reader = read(paper("emoji"))
    assert any("[U+5FAE]" in words(reader, number).replace("\u200b", "") for number in range(len(reader.pages)))
    arabic = read(paper("arabic"))
    assert any(re.search("[\u0600-\u06ff\ufb50-\ufeff]", words(arabic, number)) for number in range(len(arabic.pages)))


def test_a_character_without_a_glyph_does_not_lose_the_report(caplog: pytest.LogCaptureFixture) -> None:
    data = asdict(sheet(samples.ordinary(), load(), samples.TODAY, Copy.B)) | {"heading": "微信"}
    with caplog.at_level(logging.WARNING):
        made = pdf.to_pdf(data, datetime(2026, 11, 24, tzinfo=UTC))
    assert len(read(made).pages) > 1
    assert "could not be made to the standards" in caplog.text


def test_templates_fetch_nothing() -> None:
    for path in (reports_folder() / "templates").iterdir():
        assert not re.search(r"@preview|#import|#include|https?://|read\(|plugin\(", path.read_text("utf-8")), path.name


@pytest.mark.parametrize("moment", [datetime.min, datetime.max, datetime(2026, 2, 28, 23, 59, 59, 999999)])
def test_no_clock_can_lose_the_report(moment: datetime) -> None:
    document = samples.watched().model_copy(update={"started_at": moment, "ended_at": moment})
    assert len(read(pdf.render(sheet(document, load(), samples.TODAY, Copy.B))).pages) > 1


@pytest.mark.parametrize("copy", [Copy.A, Copy.CARD, Copy.B, Copy.ORDERS, Copy.LOG])
def test_the_structure_holds_for_a_screen_reader(copy: Copy) -> None:
    """What PDF/UA-1 asks of structure, read with qpdf: syntax, tags, order of headings, table heads, languages."""
    data = pdf.render(sheet(told.full(), load(), samples.TODAY, copy))
    with pikepdf.open(io.BytesIO(data)) as file:
        assert file.check_pdf_syntax() == []
        root = file.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang).startswith("en")
        assert root.ViewerPreferences.DisplayDocTitle
        elements = list(structure(root.StructTreeRoot))
        assert all("/StructParents" in page.obj and page.obj.Tabs == pikepdf.Name.S for page in file.pages)
    kinds = [kind for kind, _, _ in elements]
    levels = [int(kind[1]) for kind in kinds if re.fullmatch(r"H[1-6]", kind)]
    assert kinds.count("Title") + levels.count(1) >= 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "Figure" not in kinds or all(alt for kind, alt, _ in elements if kind == "Figure")
    tables = [children for kind, _, children in elements if kind == "TR"]
    assert all({"TH", "TD"} & set(row) for row in tables)
    if "Table" in kinds:
        assert kinds.count("THead") >= kinds.count("Table")


@pytest.mark.parametrize("language", quick_first(2, ["en", "ar", "bn", "cy", "pa", "pl", "ro", "uk", "ur"]))
@pytest.mark.parametrize("copy", [Copy.A, Copy.CARD, Copy.B, Copy.ORDERS, Copy.LOG])
def test_nothing_is_outside_of_the_structure_in_any_language(language: str, copy: Copy) -> None:
    made = bilingual.sheet(told.full(), language, samples.TODAY, copy, drafts=language != "en")
    assert pdf_structure.faults(pdf.render(made)) == []


def test_a_page_without_the_standards_has_faults() -> None:
    data = asdict(sheet(samples.ordinary(), load(), samples.TODAY, Copy.A)) | {"heading": "微信"}
    found = pdf_structure.faults(pdf.to_pdf(data, datetime(2026, 11, 24, tzinfo=UTC)))
    assert [fault for fault in found if fault.startswith("metadata")]


def structure(node: pikepdf.Object) -> Iterator[tuple[str, str, list[str]]]:
    """Every element of the tree: its kind, its alternative text, the kinds below it."""
    below = node.get("/K", [])
    children = [
        child
        for child in (below if isinstance(below, pikepdf.Array) else [below])
        if isinstance(child, pikepdf.Dictionary) and "/S" in child
    ]
    if "/S" in node:
        yield str(node.S)[1:], str(node.get("/Alt", "")), [str(child.S)[1:] for child in children]
    for child in children:
        yield from structure(child)
