# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client reads of guided cards, odd things and questions, by key and in their language.

The English stands in the cards themselves, so that each text is written once. A language has its own in three files of
`reports/wording/<language>/cards`. Paths through menus and what to note are for staff, and are never translated.
"""

from collections.abc import Iterator
from functools import lru_cache

from devicecheck.errors import WordingError
from devicecheck.report.cards import guided_cards, odd_things, visit_questions
from devicecheck.report.folder import reports_folder
from devicecheck.report.translation import mixed
from devicecheck.report.wording import Wording, languages, load_folder

GUIDED, ODD, QUESTIONS = "guided-card", "odd-thing", "question"
FILES = {GUIDED: "guided-cards.yaml", ODD: "odd-things.yaml", QUESTIONS: "questions.yaml"}
"""The file of each kind, by how its keys begin."""


@lru_cache(maxsize=16)
def spoken(language: str = "en") -> Wording:
    """The texts as they may be shown in a language, with their state (see `translation`).

    Errors: WordingError, as `wording.load_folder` and `cards.guided_cards`.
    """
    english = in_english()
    return english if language == "en" else mixed(english, as_written(language))


def in_english() -> Wording:
    """The texts of all cards. Errors: WordingError `bad-card`."""
    texts = dict(_every())
    return Wording("en", texts, (), {key: FILES[key.partition(".")[0]] for key in texts})


def as_written(language: str) -> Wording:
    """The texts as they stand in the files of a language, whoever has read them. Errors: WordingError."""
    folder = reports_folder() / "wording" / language / "cards"
    if language not in languages():
        raise WordingError("unknown-language", {"language": language, "known": ", ".join(languages())})
    return load_folder(folder, language)


def _every() -> Iterator[tuple[str, str]]:
    for card in guided_cards():
        key = f"{GUIDED}.{card.id}"
        yield f"{key}.title", card.title
        yield from _listed({f"{key}.look-for": card.look_for, f"{key}.ordinary": card.ordinary, f"{key}.ask": card.ask})
        yield f"{key}.looking-why", card.looking_why
        yield f"{key}.changing-why", card.changing_why
    for thing in odd_things():
        key = f"{ODD}.{thing.id}"
        yield f"{key}.title", thing.title
        parts = {"could-be": thing.could_be, "ordinary": thing.ordinary, "check": thing.check}
        yield from _listed({f"{key}.{part}": lines for part, lines in parts.items()})
    for question in visit_questions():
        key = f"{QUESTIONS}.{question.id}"
        yield f"{key}.text", question.text
        yield f"{key}.why", question.why
        yield from ((f"{key}.answers.{choice.id}", choice.text) for choice in question.choices)


def _listed(lists: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for key, lines in lists.items():
        yield from ((f"{key}.{number}", line) for number, line in enumerate(lines))
