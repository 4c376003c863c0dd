# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The step cards of each maker: loaded strictly, and as headed lines for every screen and the command line alike."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from devicecheck.errors import UsageError
from devicecheck.model.steps import StepCard
from devicecheck.report.card_lines import CardPart, checked
from devicecheck.report.cards import read_card
from devicecheck.report.folder import reports_folder
from devicecheck.report.wording import Wording

OTHER = "other"
"""The card of makers that have none of their own. It is the last."""
_IN_TURN = ("note_first", "turn_on", "if_stuck", "leave", "put_back")


@lru_cache(maxsize=1)
def step_cards() -> tuple[StepCard, ...]:
    """The shipped step cards by id, that of all other makers last. Errors: WordingError `bad-card`."""
    return load_steps(reports_folder() / "wording" / "en" / "steps")


def load_steps(folder: Path) -> tuple[StepCard, ...]:
    """The step cards of a folder. Errors: WordingError `bad-card`."""
    cards = (read_card(path, StepCard) for path in folder.glob("*.yaml"))
    return tuple(sorted(cards, key=lambda card: (card.id == OTHER, card.id)))


def find_steps(maker: str) -> StepCard:
    """The card of a maker, by any of its names. Errors: UsageError `unknown-maker`."""
    for card in step_cards():
        if maker.casefold() in {card.id, *card.also}:
            return card
    raise UsageError("unknown-maker", {"maker": maker, "makers": ", ".join(card.id for card in step_cards())})


def step_parts(card: StepCard, wording: Wording, today: date) -> Iterator[CardPart]:
    """The parts of a step card in the order in which they are done; who may notice stands before the steps."""
    first = (*wording.lines("steps.before"), *checked(card, wording, today))
    yield CardPart(wording.text("steps.headings.before"), first, strong=True)
    yield CardPart(wording.text("steps.headings.may_notice"), (*wording.lines("steps.may-notice"), *card.may_notice))
    for part in _IN_TURN:
        lines: tuple[str, ...] = getattr(card, part)
        if part == "put_back":
            lines = (*lines, *wording.lines("steps.put-back"))
        if lines:
            yield CardPart(wording.text(f"steps.headings.{part}"), lines)
