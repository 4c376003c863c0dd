# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How hard the finished copies are to read: names and values count as one short word."""

import re

import pytest

from devicecheck.model.told import Copy
from devicecheck.report import bilingual, copies
from devicecheck.report.blocks import Paste
from devicecheck.report.clean_text import END, ISOLATE
from devicecheck.report.glossary_part import words_explained
from devicecheck.report.wording import load
from tests import reading_age
from tests.report import samples

DOCUMENTS = {"watched": samples.watched, "ordinary": samples.ordinary, "unread": samples.unread}
WORDING = load()
VALUE = re.compile(f"{ISOLATE}[^{END}]*{END}|[0-9a-f]{{16,}}")


def read_texts(name: str, copy: Copy, *, pasted: bool | None = None) -> list[str]:
    sheet = copies.sheet(DOCUMENTS[name](), WORDING, samples.TODAY, copy)
    blocks = [block for block in sheet.blocks if pasted is None or isinstance(block, Paste) is pasted]
    return [VALUE.sub("it", text) for text in bilingual.texts(tuple(blocks))]


@pytest.mark.parametrize("copy", [Copy.A, Copy.CARD, Copy.LOG])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_client_takes_home_is_read_at_ten(name: str, copy: Copy) -> None:
    texts = read_texts(name, copy)
    assert reading_age.grade(texts) <= 5.0
    assert reading_age.mean_sentence(texts) <= 12
    assert [part for text in texts for part in reading_age.sentences(text) if len(reading_age.words(part)) > 20] == []


@pytest.mark.parametrize("copy", [Copy.B, Copy.ORDERS])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_people_at_work_read_is_no_harder_than_grade_nine(name: str, copy: Copy) -> None:
    assert reading_age.grade(read_texts(name, copy)) <= 9.0
    assert reading_age.grade(read_texts(name, copy, pasted=True)) <= 9.0


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_glossary_explains_the_words_that_the_caseworkers_copy_uses(name: str) -> None:
    shown = read_texts(name, Copy.B)
    explained = [word.word for word in words_explained(WORDING) if f"{word.word} ({word.trade})" in shown]
    expected = {
        "watched": {"Hidden label", "An app made to watch someone secretly", "Extra control of the phone"},
        "ordinary": {"Our list of known apps", "Wipe the phone"},
        "unread": {"Our list of known apps", "Wipe the phone"},
    }
    assert expected[name] <= set(explained)
    assert ("Hidden label" in explained) is (name == "watched")
    assert len(explained) < len(words_explained(WORDING))
