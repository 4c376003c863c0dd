# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hundred hostile texts in every field of every copy: each format is made, nothing runs, nothing is lost."""

import io
import json
import re
from html.parser import HTMLParser

import pytest
from docx import Document
from pypdf import PdfReader

from devicecheck.model.told import Copy
from devicecheck.report import docx, html, pdf, sheet_json, text
from devicecheck.report.clean_text import plain, shown
from devicecheck.report.copies import MAKERS, sheet
from devicecheck.report.wording import load
from tests.quick_cases import quick_first
from tests.report import told
from tests.report.hostile import TEXTS
from tests.report.samples import TODAY

BATCH = 20
BATCHES = [TEXTS[at : at + BATCH] for at in range(0, len(TEXTS), BATCH)]
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
RUNS = {"script", "img", "iframe", "svg", "link", "object", "form", "a", "base"}


class Tags(HTMLParser):
    """The tags of a page and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_there_are_two_hundred_different_texts() -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 200


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_every_field_of_every_copy_takes_it(number: int) -> None:
    document = told.filled(TEXTS[number])
    for copy in MAKERS:
        page = sheet(document, load(), TODAY, copy)
        read = Tags(html.render(page).decode("utf-8"))
        assert not read.tags & RUNS
        assert not [name for name in read.attributes if name.startswith("on") or name in {"src", "href"}]
        assert not ACTS.search(text.render(page).decode("utf-8"))
        assert json.loads(sheet_json.render(page))["blocks"]


@pytest.mark.parametrize("batch", quick_first(3, [(each,) for each in BATCHES]), ids=range(len(BATCHES)))
def test_paper_and_word_files_are_made_to_the_standards(
    batch: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    document = told.many(batch)
    for copy in (Copy.A, Copy.B, Copy.ORDERS):
        page = sheet(document, load(), TODAY, copy)
        assert PdfReader(io.BytesIO(pdf.render(page))).trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert Document(io.BytesIO(docx.render(page))).paragraphs
    assert caplog.text == ""


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_nothing_is_lost_silently(batch: tuple[str, ...]) -> None:
    printed = squeezed(text.render(sheet(told.many(batch), load(), TODAY, Copy.B)).decode("utf-8"))
    for words in batch:
        assert squeezed(plain(shown(words, 4000))) in printed


def test_a_cut_text_says_that_it_was_cut() -> None:
    assert "…" in text.render(sheet(told.filled("x" * 5000), load(), TODAY, Copy.B)).decode("utf-8")
