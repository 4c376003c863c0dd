# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck cards`: the guided cards and the odd things explained, to read or to print. They look at no phone."""

import json
import textwrap
from collections.abc import Set
from datetime import date

from devicecheck.cli.client_words import spoken
from devicecheck.cli.exits import Exit
from devicecheck.frontend.client_cards import card_pages
from devicecheck.model.cards import GuidedCard, OddThing, Platform
from devicecheck.report.card_lines import CardPart, guided_parts, odd_parts
from devicecheck.report.cards import find, guided_cards, odd_things
from devicecheck.report.wording import Wording, load

WIDTH = 78


def list_cards(as_json: bool) -> int:
    """Print every card in one line; the exit code."""
    wording, today = load(), date.today()
    if as_json:
        print(json.dumps([card.model_dump(mode="json") for card in (*guided_cards(), *odd_things())], indent=2))
        return Exit.DONE
    area = ""
    for card in guided_cards():
        if card.area != area:
            area = card.area
            print(f"\n{wording.text(f'cards.areas.{area}')}")
        print(f"  {card.id:<24} {card.title}  ({_facts(card, wording, today)})")
    print(f"\n{wording.text('cards.list.odd')}")
    for thing in odd_things():
        print(f"  {thing.id:<24} {thing.title}")
    return Exit.DONE


def _facts(card: GuidedCard, wording: Wording, today: date) -> str:
    facts = [wording.text(f"cards.platforms.{card.platform}"), wording.text("cards.list.minutes", count=card.minutes)]
    return ", ".join([*facts, wording.text("cards.list.old")] if card.stale(today) else facts)


def show(id_: str, as_json: bool) -> int:
    """Print one card; the exit code. Errors: UsageError `unknown-card`."""
    card = find(id_)
    print(card.model_dump_json(indent=2) if as_json else "\n".join(lines(card, load(), date.today())))
    return Exit.DONE


def show_to_client(id_: str, language: str) -> int:
    """Print what the client may read of one card, with the English below what nobody has checked; the exit code.

    Errors: UsageError `unknown-card`, WordingError `unknown-language`.
    """
    for page in card_pages(find(id_), language):
        print("\n".join(("", *spoken(page.heading), *(line for each in page.said for line in spoken(each, "  ")))))
    return Exit.DONE


def lines(card: GuidedCard | OddThing, wording: Wording, today: date, read: Set[Platform] = frozenset()) -> list[str]:
    """One card as lines for a terminal or a screen reader; `read` are the kinds of phones of the visit."""
    if isinstance(card, GuidedCard):
        parts = guided_parts(card, wording, today, read)
    else:
        parts = odd_parts(card, wording, {each.id: f"{each.title} [{each.id}]" for each in guided_cards()})
    return [card.title, *(line for part in parts for line in part_lines(part))]


def part_lines(part: CardPart) -> list[str]:
    """One part of a card, wrapped for a terminal; what may not be missed has its own mark."""
    end = "" if part.heading.endswith("?") else ":"
    heading = ["", f"{part.heading}{end}"] if part.heading else [""]
    mark = "! " if part.strong else "- "
    return [*heading, *(textwrap.fill(line, WIDTH, initial_indent=mark, subsequent_indent="  ") for line in part.lines)]
