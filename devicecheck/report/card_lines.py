# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A guided card or an odd thing as headed lines, for every screen and the command line alike. Pure."""

from collections.abc import Iterator, Set
from datetime import date
from typing import NamedTuple

from devicecheck.model.cards import Basis, CardResult, GuidedCard, OddThing, Platform
from devicecheck.model.steps import StepCard
from devicecheck.report.clean_text import clean
from devicecheck.report.dates import day
from devicecheck.report.wording import Wording


class CardPart(NamedTuple):
    """A heading and its lines. `strong` is for what may not be missed."""

    heading: str
    lines: tuple[str, ...]
    strong: bool = False


def guided_parts(
    card: GuidedCard, wording: Wording, today: date, read: Set[Platform] = frozenset()
) -> Iterator[CardPart]:
    """The parts of a guided card, from the warning that comes first to what to note.

    `read` are the kinds of phones of the visit, whose ways through the menus come before those of others.
    """

    def heading(part: str) -> str:
        return wording.text(f"cards.headings.{part}")

    yield CardPart(heading("first"), tuple(_first(card, wording, today)), strong=True)
    for path in card.paths_for(read):
        yield CardPart(f"{heading('path')}, {path.version}", (" > ".join(path.steps),))
    yield CardPart(heading("look-for"), card.look_for)
    yield CardPart(heading("ordinary"), card.ordinary)
    yield CardPart(heading("ask"), card.ask)
    for part, notice, why in (
        ("looking", card.looking, card.looking_why),
        ("changing", card.changing, card.changing_why),
    ):
        yield CardPart(heading(part), (f"{wording.text(f'cards.notice.{notice}')} {why}",))
    yield CardPart(heading("note"), card.note)


def _first(card: GuidedCard, wording: Wording, today: date) -> Iterator[str]:
    yield wording.text("cards.look-only")
    yield from checked(card, wording, today)


def checked(card: GuidedCard | StepCard, wording: Wording, today: date) -> Iterator[str]:
    """Whether somebody tried the way through the menus, and whether that was long ago."""
    if card.stale(today):
        yield wording.text("cards.stale", date=day(card.checked_on, wording))
    key = "cards.desk" if card.basis is Basis.DESK else "cards.phone"
    yield wording.text(key, date=day(card.checked_on, wording))


def odd_parts(thing: OddThing, wording: Wording, titles: dict[str, str]) -> Iterator[CardPart]:
    """The parts of an odd thing; `titles` name the guided cards that help."""
    yield CardPart("", (wording.text("cards.odd.believed"),))
    for part, lines in (("could-be", thing.could_be), ("ordinary", thing.ordinary), ("check", thing.check)):
        yield CardPart(wording.text(f"cards.odd.{part}"), lines)
    if thing.cards:
        yield CardPart(wording.text("cards.odd.cards"), tuple(titles[id_] for id_ in thing.cards))


def result_text(result: CardResult, wording: Wording) -> str:
    """The answer, who says so, and the note, in one line."""
    answer = wording.text(f"cards.answers.{result.answer}")
    said = wording.text(f"cards.said-by.{result.said_by}")
    return f"{answer} ({said}) {clean(result.note, 500)}".strip()
