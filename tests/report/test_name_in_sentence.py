# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of ours that stand for a name read well inside a sentence; what a phone calls an app stays as it is."""

import re

import pytest

from devicecheck.model.findings import Finding
from devicecheck.model.told import Copy
from devicecheck.report import bilingual, copies
from devicecheck.report.clean_text import plain
from devicecheck.report.translation import load_translation, unmarked
from devicecheck.report.view import build
from devicecheck.report.wording import languages, load
from tests.report import samples

DESCRIPTION = "An app that is named like a part of the phone"
REF = samples.spy_finding().signatures[0]


def finding(name: str, listed: str, **parts: object) -> Finding:
    terms = {"app": name, "installed": "2026-10-03 01:01:01"}
    return samples.spy_finding(terms=terms, signatures=(REF.model_copy(update={"name": listed}),), **parts)


def said(one: Finding, copy: Copy, language: str = "en") -> list[str]:
    document = samples.watched().model_copy(update={"findings": (one,)})
    page = bilingual.sheet(document, language, samples.TODAY, copy, drafts=language != "en")
    return [plain(unmarked(text)) for text in bilingual.texts(page.blocks)]


@pytest.mark.parametrize("code", ["watch-secretly-possible", "watch-secretly-likely", "listed-server", "other"])
@pytest.mark.parametrize("copy", [Copy.A, Copy.B, Copy.ORDERS])
def test_a_description_has_no_capital_inside_a_sentence(code: str, copy: Copy) -> None:
    texts = said(finding(DESCRIPTION, DESCRIPTION, code=code), copy)
    named = [text for text in texts if DESCRIPTION.casefold() in text.casefold()]
    assert named
    assert [text for text in named if re.search(rf"[^.:?!(]\s{DESCRIPTION}", text)] == []
    assert [text for text in named if re.match("an app that is named", text)] == []


@pytest.mark.parametrize("language", languages())
def test_maybe_comes_after_the_name_in_every_language(language: str) -> None:
    wording = load() if language == "en" else load_translation(language, drafts=True)
    one = finding(DESCRIPTION, DESCRIPTION, code="watch-secretly-possible")
    view = build(samples.watched().model_copy(update={"findings": (one,)}), wording, samples.TODAY)
    assert unmarked(plain(view.findings[0].headline)).startswith(f"{DESCRIPTION}:")


@pytest.mark.parametrize("name", ["A Ruler", "An Example", "a ruler"])
def test_what_a_phone_calls_an_app_stays_as_it_is(name: str) -> None:
    assert f"This is very likely {name}." in " ".join(said(finding(name, "TheTruthSpy"), Copy.B))


def test_a_thing_without_a_name_begins_a_sentence_with_a_capital() -> None:
    one = finding("", "TheTruthSpy", subject=samples.SPY.model_copy(update={"key": " "}))
    texts = said(one, Copy.B)
    assert "An app without a name, an app made to watch someone secretly" in texts
    assert "This is very likely an app without a name." in " ".join(texts)


@pytest.mark.parametrize("copy", [Copy.A, Copy.B, Copy.ORDERS])
@pytest.mark.parametrize("make", [samples.watched, samples.ordinary, samples.unread])
def test_no_sentence_ends_twice(copy: Copy, make) -> None:
    document = make().model_copy(update={"tool_version": "1.0."})
    texts = [plain(text) for text in bilingual.texts(copies.sheet(document, load(), samples.TODAY, copy).blocks)]
    assert [text for text in texts if re.search(r"[.,;:?!]\.", text)] == []


def test_a_name_that_ends_with_a_full_stop_ends_its_sentence_once() -> None:
    text = load().text("report.how.tool", version="Example Inc.")
    assert text.endswith("Example Inc.")
    assert not text.endswith("..")
