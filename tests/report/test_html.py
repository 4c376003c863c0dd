# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTML report: one file, nothing that runs, nothing from elsewhere."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from devicecheck.model.told import Copy
from devicecheck.report import html
from devicecheck.report.copies import sheet
from devicecheck.report.folder import reports_folder
from devicecheck.report.wording import load
from tests.report import golden, samples

VOID = {"meta", "br", "wbr", "img", "link", "hr", "input"}
EVERY = {**golden.CONSULTATIONS, **{name: lambda name=name: samples.hostile(name) for name in samples.HOSTILE}}


def page(name: str) -> str:
    return html.render(sheet(EVERY[name](), load(), samples.TODAY, Copy.B)).decode("utf-8")


class Outline(HTMLParser):
    """Tags, attributes and headings of a page; fails on a tag that is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(name: str) -> Outline:
    parser = Outline()
    parser.feed(page(name))
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("name", EVERY)
def test_nothing_runs_and_nothing_is_fetched(name: str) -> None:
    tags = outline(name).tags
    assert {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "object", "form", "a", "base", "svg"} == set()
    assert not [key for _, attributes in tags for key in attributes if key.startswith("on") or key in {"src", "href"}]
    assert not re.search(r"url\(|@import|expression\(", (reports_folder() / "templates" / "sheet.css").read_text())


@pytest.mark.parametrize("name", EVERY)
def test_the_page_says_its_language_and_forbids_what_it_does_not_need(name: str) -> None:
    tags = outline(name).tags
    assert ("html", {"lang": "en", "dir": "ltr"}) in tags
    policy = next(a["content"] for tag, a in tags if tag == "meta" and a.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


@pytest.mark.parametrize("name", EVERY)
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    levels = [int(tag[1]) for tag, _ in outline(name).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", golden.CONSULTATIONS)
def test_the_fixed_parts_are_there(name: str) -> None:
    shown = page(name)
    assert shown.count(load().text("report.caveat")) >= 2
    assert ("PRACTICE - not a real phone" in shown) is (name != "unread")
    assert "prefers-color-scheme" in shown
    assert "@media print" in shown


def test_markup_from_a_phone_is_text() -> None:
    shown = page("html")
    assert "&lt;script&gt;" in shown
    assert "{{" not in page("template").replace("{{ 7 * 7 }}", "")


def test_inserted_values_are_set_apart() -> None:
    shown = page("arabic")
    assert "<bdi>خدمة النظام</bdi>" in shown
    assert "\u2068" not in shown


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert page("watched") == page("watched")


def test_sentences_that_run_on_in_print_have_a_space_between_them() -> None:
    page = html.render(sheet(samples.watched(), load(), samples.TODAY, Copy.B)).decode()
    assert 'class="short run-in"' in page
    assert not re.search(r"</p><p[ >]", page.partition("run-in")[2].partition("<h2")[0])
