# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guided card, an odd thing or a question as the client sees it when the laptop is turned round. Pure."""

from collections.abc import Iterator

from devicecheck.frontend.client_pages import ClientPage, Said, said
from devicecheck.model.cards import GuidedCard, OddThing
from devicecheck.model.questions import VisitQuestion
from devicecheck.report.spoken_cards import GUIDED, ODD, QUESTIONS, spoken
from devicecheck.report.translation import load_translation
from devicecheck.report.wording import Wording, load

PARTS = {
    "look-for": "client.cards.look-for",
    "could-be": "client.cards.could-be",
    "ordinary": "findings.headings.ordinary",
    "ask": "findings.headings.ask",
    "check": "client.cards.check",
}
"""The lists of a card, each with the key of its heading."""
ANSWERS_AT_ONCE = 4
"""With their English they fill a small screen, so that none is out of sight."""
NOTICED = {"looking-why": "client.cards.looking", "changing-why": "client.cards.changing"}


def card_pages(card: GuidedCard | OddThing, language: str) -> tuple[ClientPage, ...]:
    """The pages of one card, a part on each. Errors: WordingError."""
    key = f"{GUIDED if isinstance(card, GuidedCard) else ODD}.{card.id}"
    return tuple(_pages(key, spoken(language), spoken(), _words(language), load()))


def question_pages(question: VisitQuestion, language: str) -> tuple[ClientPage, ...]:
    """The question, and a few of its answers on each page, with the numbers that they have on the screen of staff.

    Errors: WordingError.
    """
    key, theirs, ours = f"{QUESTIONS}.{question.id}", spoken(language), spoken()
    answers = [_of(theirs, ours, f"{key}.answers.{choice.id}") for choice in question.choices]
    numbered = tuple(Said(f"{number}  {each.text}", each.english) for number, each in enumerate(answers, 1))
    asked, most = _of(theirs, ours, f"{key}.text"), ANSWERS_AT_ONCE
    return tuple(ClientPage(asked, numbered[place : place + most]) for place in range(0, len(numbered), most))


def _pages(key: str, theirs: Wording, ours: Wording, words: Wording, english: Wording) -> Iterator[ClientPage]:
    title = _of(theirs, ours, f"{key}.title")
    for part, heading in PARTS.items():
        if number := len(ours.lines(f"{key}.{part}")):
            lines = (_of(theirs, ours, f"{key}.{part}.{place}") for place in range(number))
            yield ClientPage(title, (_of(words, english, heading), *lines))
    for part, heading in NOTICED.items():
        if ours.has(f"{key}.{part}"):
            yield ClientPage(title, (_of(words, english, heading), _of(theirs, ours, f"{key}.{part}")))


def _of(theirs: Wording, ours: Wording, key: str) -> Said:
    return said(theirs.text(key), ours.text(key))


def _words(language: str) -> Wording:
    return load() if language == "en" else load_translation(language)
