# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries, differences, remarks and test results in words, line by line."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from devicecheck.model.signatures import Category, Pack, Signature
from devicecheck.packs.difference import Change, difference, values
from devicecheck.packs.form import Question, Remark, Trouble
from devicecheck.tui.words import Words
from devicecheck.tui.workspace.bench import Tested

MOST_PROBLEMS = 50


def entry_lines(entry: Signature, words: Words) -> Iterator[Text]:
    """An entry in words."""
    named: list[tuple[str, str]] = [
        ("name", " / ".join((entry.name, *entry.aliases))),
        ("status", words.text(f"cli.keeping.statuses.{entry.status}").plain),
        ("category", words.text(f"findings.category.{entry.category}").plain),
    ]
    named += [("can-do", words.text(f"findings.capability.{code}").plain) for code in entry.can_do]
    named += [("reasons", words.text(f"findings.ordinary-reason.{code}").plain) for code in entry.ordinary_reasons]
    named += [("value", value) for value in values(entry.indicators)]
    named += [("source", reference) for reference in entry.references]
    named += [("person", entry.added_by)] if entry.added_by else []
    yield from (words.text(f"cli.keeping.entry.{name}", value=value) for name, value in named)
    if entry.reviewed_by:
        yield words.text("tui.workspace.reviewed-by", name=entry.reviewed_by)
    yield words.text("tui.workspace.looked-at", day=entry.checked_on.isoformat())


def change_lines(pack: Pack, before: Signature | None, after: Signature, words: Words) -> Iterator[Text]:
    """What saving one entry changes, such as "adds 1 entry: can be used to follow someone"."""
    old = pack.model_copy(update={"signatures": (before,) if before else ()})
    found = difference(old, pack.model_copy(update={"signatures": (after,)}))
    if found.nothing:
        yield words.text("exchange.diff.nothing")
    parts: tuple[tuple[str, Sequence[Signature | Change]], ...] = (("added", found.added), ("changed", found.changed))
    for part, items in parts:
        for item in items:
            yield Text(words.wording.text(f"exchange.diff.{part}", count=1, kind=_kind(after.category, words)))
            if isinstance(item, Change):
                yield from _value_lines(item, words)


def _kind(category: Category, words: Words) -> str:
    return words.text(f"findings.category.{category}").plain


def _value_lines(change: Change, words: Words) -> Iterator[Text]:
    yield from (_inside(words.text("exchange.diff.value-added", value=value)) for value in change.added)
    yield from (_inside(words.text("exchange.diff.value-removed", value=value)) for value in change.removed)
    for field in change.fields:
        yield _inside(words.text(f"exchange.diff.fields.{field.replace('_', '-')}"))


def _inside(line: Text) -> Text:
    return Text("  ") + line


def remark_line(remark: Remark, words: Words) -> Text:
    """A remark on an answer. Where the command line names a command, the workspace names its own way."""
    area = "tui.workspace" if remark.trouble is Trouble.TAKEN else "cli.keeping.trouble"
    mark = words.text("tui.workspace.stop" if remark.stops else "tui.workspace.note").plain
    said = words.text(f"{area}.{remark.trouble}", value=remark.value[:100], about=remark.about[:200])
    return Text.assemble((f"{mark} ", "bold"), said)


def choice_text(question: Question, choice: str, words: Words) -> Text:
    """The words of one choice of a question."""
    return words.text(f"{question.area}.{choice}")


def result_lines(result: Tested, words: Words) -> Iterator[Text]:
    """A test result: first one word for how it went, then what was found, then what to do."""
    yield Text(words.text(f"tui.workspace-test.{'passed' if result.passed else 'not-passed'}").plain, style="bold")
    if result.problems:
        yield words.text("tui.workspace-test.problems", count=str(len(result.problems)))
        yield from (words.text("tui.workspace-test.line", line=line) for line in result.problems[:MOST_PROBLEMS])
    yield from (words.text("cli.keeping.silent", value=value) for value in result.silent[:MOST_PROBLEMS])
    if not result.problems and not result.silent:
        numbers = {"fired": str(result.fired), "canaries": str(result.canaries)}
        yield words.text("cli.keeping.tested" if result.fired else "tui.workspace-test.nothing-to-plant", **numbers)
