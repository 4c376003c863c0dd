# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Loads the guided cards and the odd things explained, strictly: every file is understood whole, or an error names it.

They are in English: menus of phones are named as staff see them. `spoken_cards` has what a client reads, by language.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from devicecheck.errors import UsageError, WordingError
from devicecheck.model.cards import Area, DatedCard, GuidedCard, OddThing
from devicecheck.model.questions import SKIP, QuestionList, VisitQuestion
from devicecheck.report.folder import reports_folder

LARGEST_FILE = 16 * 1024
LARGEST_LIST = 64 * 1024
"""Bytes of the file that holds all questions; a card's own file is smaller."""
DEEPEST = 6

Card = TypeVar("Card", bound=DatedCard)
Plain = str | list["Plain"] | dict[str, "Plain"]


@lru_cache(maxsize=1)
def guided_cards() -> tuple[GuidedCard, ...]:
    """The shipped guided cards by area. Errors: WordingError `bad-card`."""
    return load_guided(reports_folder() / "wording" / "en" / "cards")


@lru_cache(maxsize=1)
def odd_things() -> tuple[OddThing, ...]:
    """The shipped odd things explained. Errors: WordingError `bad-card`."""
    known = {card.id for card in guided_cards()}
    folder = reports_folder() / "wording" / "en" / "cards" / "odd-things"
    things = tuple(read_card(path, OddThing) for path in sorted(folder.glob("*.yaml")))
    for thing in things:
        if missing := set(thing.cards) - known:
            raise WordingError("bad-card", {"file": f"{thing.id}.yaml", "why": ", ".join(sorted(missing))})
    return things


@lru_cache(maxsize=1)
def visit_questions() -> tuple[VisitQuestion, ...]:
    """The shipped questions, in order. Errors: WordingError `bad-card`."""
    path = reports_folder() / "wording" / "en" / "cards" / "questions" / "questions.yaml"
    questions = load_questions(path)
    known = {card.id for card in guided_cards()}
    named = {card for each in questions for choice in each.choices for card in choice.cards}
    if missing := named - known:
        raise _bad(path, ", ".join(sorted(missing)))
    return questions


def load_questions(path: Path) -> tuple[VisitQuestion, ...]:
    """The questions of a file: each once, and a condition names an earlier question and its answers.

    Errors: WordingError `bad-card`.
    """
    known: dict[str, set[str]] = {}
    questions = read_card(path, QuestionList, LARGEST_LIST).questions
    for each in questions:
        answers = {choice.id for choice in each.choices}
        wanted = each.only_if
        if each.id in known or SKIP in answers or len(answers) != len(each.choices):
            raise _bad(path, each.id)
        if wanted and not set(wanted.answers) <= known.get(wanted.question, set()):
            raise _bad(path, f"{each.id}: {wanted.question}")
        known[each.id] = answers
    return questions


def load_guided(folder: Path) -> tuple[GuidedCard, ...]:
    """The guided cards of a folder, in the order of areas and ids. Errors: WordingError `bad-card`."""
    every = (read_card(path, GuidedCard) for path in folder.glob("*.yaml"))
    areas = list(Area)
    return tuple(sorted(every, key=lambda card: (areas.index(card.area), card.id)))


def find(id_: str) -> GuidedCard | OddThing:
    """The card of this id. Errors: UsageError `unknown-card`."""
    every: list[GuidedCard | OddThing] = [*guided_cards(), *odd_things()]
    for card in every:
        if card.id == id_:
            return card
    raise UsageError("unknown-card", {"id": id_})


def read_card(path: Path, kind: type[Card], largest: int = LARGEST_FILE) -> Card:
    """One file of so many bytes at the most as a value. The file is named after the card, so that no id can be twice.

    Errors: WordingError `bad-card`.
    """
    try:
        if path.stat().st_size > largest:
            raise _bad(path, f"> {largest}")
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        card = kind.model_validate_json(json.dumps(_plain(node, path)))
    except ValidationError as error:
        first = error.errors()[0]
        raise _bad(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _bad(path, str(error)) from None
    if card.id != path.stem:
        raise _bad(path, f"id: {card.id}")
    return card


def _plain(node: yaml.Node | None, path: Path, depth: int = 0) -> Plain:
    """The node as texts, lists and mappings. A key may stand once; aliases grow no larger than the depth allows."""
    if depth > DEEPEST or node is None:
        raise _bad(path, str(depth))
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path, depth + 1) for item in node.value]
    found: dict[str, Plain] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in found:
            raise _bad(path, f"line {key.start_mark.line + 1}")
        found[str(key.value)] = _plain(value, path, depth + 1)
    return found


def _bad(path: Path, why: str) -> WordingError:
    return WordingError("bad-card", {"file": path.name, "why": why})
