# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form for an entry as a dialogue, line by line: what is wrong with an answer is said at once."""

import sys

from devicecheck.cli.exits import narrate
from devicecheck.model.signatures import Pack, Signature
from devicecheck.packs.difference import values
from devicecheck.packs.form import QUESTIONS, Form, Kind, Question, Remark, answer
from devicecheck.report.clean_text import clean
from devicecheck.report.wording import Wording


def fill(form: Form, pack: Pack, words: Wording) -> Form | None:
    """The form with an answer to every question; None when the input ends before."""
    for number, question in enumerate(QUESTIONS, 1):
        text = words.text(f"cli.keeping.form.{question.id}")
        narrate("")
        narrate(words.text("cli.keeping.question", number=number, count=len(QUESTIONS), text=text))
        asked = _ask(form, question, pack, words)
        if asked is None:
            narrate(words.text("cli.keeping.ended"))
            return None
        form = asked
    return form


def _ask(form: Form, question: Question, pack: Pack, words: Wording) -> Form | None:
    given = form.given(question.id)
    for number, choice in enumerate(question.choices, 1):
        narrate(f"  {number:2}  {words.text(f'{question.area}.{choice}')}")
    if given:
        shown = ", ".join(_shown(question, value, words) for value in given)
        narrate(f"  {words.text('cli.keeping.stands', value=shown)}")
    elif not question.needed:
        narrate(f"  {words.text('cli.keeping.may-skip')}")
    if question.kind is Kind.MANY:
        narrate(f"  {words.text('cli.keeping.choose-many')}")
    while line := sys.stdin.readline():
        if not line.strip() and given:
            return form
        form_now, remarks = answer(form, question.id, line, pack)
        for remark in remarks:
            narrate(f"  {remark_text(remark, words)}")
        if not any(remark.stops for remark in remarks):
            return form_now
    return None


def remark_text(remark: Remark, words: Wording) -> str:
    """A remark in words."""
    terms = {"value": clean(remark.value, 100), "about": clean(remark.about, 200)}
    return words.text(f"cli.keeping.trouble.{remark.trouble}", **terms)


def _shown(question: Question, value: str, words: Wording) -> str:
    return words.text(f"{question.area}.{value}") if question.area else clean(value, 100)


def told(entry: Signature, words: Wording) -> list[str]:
    """An entry in words, line by line."""
    lines = [
        ("name", " / ".join((entry.name, *entry.aliases))),
        ("status", words.text(f"cli.keeping.statuses.{entry.status}")),
    ]
    lines.append(("category", words.text(f"findings.category.{entry.category}")))
    for code in entry.can_do:
        lines.append(("can-do", words.text(f"findings.capability.{code}")))
    for reason in entry.ordinary_reasons:
        lines.append(("reasons", words.text(f"findings.ordinary-reason.{reason}")))
    lines += [("value", value) for value in values(entry.indicators)]
    lines += [("source", reference) for reference in entry.references]
    lines += [("person", entry.added_by)] if entry.added_by else []
    return [words.text(f"cli.keeping.entry.{name}", value=clean(value, 300)) for name, value in lines]
