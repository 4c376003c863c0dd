# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every refusal of a folder, a stick or a slip has its sentence, and names only values that it is raised with."""

import ast
from pathlib import Path

import pytest

import devicecheck.packs
from devicecheck.packs.form import QUESTIONS, Trouble
from devicecheck.report.wording import load, placeholders

ROOT = Path(devicecheck.packs.__file__).parents[1]
FILES = [*(ROOT / "packs").rglob("*.py"), *(ROOT / "cli").glob("*.py"), *(ROOT / "frontend").glob("*.py")]
FOUND = {
    (call.args[0].value, frozenset(word.arg for word in call.keywords if word.arg))
    for path in FILES
    for call in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) == "refusal"
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
}


def test_there_are_many() -> None:
    assert len({reason for reason, _ in FOUND}) >= 20


@pytest.mark.parametrize(("reason", "terms"), sorted(FOUND, key=str))
def test_it_says_what_to_do(reason: str, terms: frozenset[str]) -> None:
    words = load()
    for part in ("what", "do"):
        assert placeholders(words.texts[f"errors.pack.{reason}.{part}"]) <= terms


def test_no_sentence_is_left_that_nothing_says() -> None:
    text = "".join(path.read_text("utf-8") for path in FILES)
    own = {key.split(".")[2] for key, file in load().files.items() if file == "keeping.yaml" if "errors.pack." in key}
    assert {reason for reason in own if f'"{reason}"' not in text} == set()


def test_every_question_and_every_trouble_has_its_words() -> None:
    wanted = {f"cli.keeping.form.{question.id}" for question in QUESTIONS}
    wanted |= {f"cli.keeping.trouble.{trouble}" for trouble in Trouble}
    wanted |= {f"{question.area}.{choice}" for question in QUESTIONS for choice in question.choices}
    assert wanted <= load().texts.keys()
