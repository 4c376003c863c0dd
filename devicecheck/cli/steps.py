# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`devicecheck doctor --steps`: how debugging is turned on and put back, maker by maker. Looks at no phone."""

import json
from datetime import date

from devicecheck.cli.exits import Exit
from devicecheck.cli.guided import part_lines
from devicecheck.report.steps import find_steps, step_cards, step_parts
from devicecheck.report.wording import load


def run(maker: str | None, as_json: bool) -> int:
    """Print the steps of one maker, or the makers there are; the exit code. Errors: UsageError `unknown-maker`."""
    cards = step_cards() if maker is None else (find_steps(maker),)
    wording = load()
    if as_json:
        print(json.dumps([card.model_dump(mode="json") for card in cards], indent=2))
    elif maker is None:
        print(wording.text("steps.list"))
        for card in cards:
            names = f"  ({wording.text('steps.also', names=', '.join(card.also))})" if card.also else ""
            print(f"  {card.id:<10} {card.title}{names}")
    else:
        parts = step_parts(cards[0], wording, date.today())
        print("\n".join([cards[0].title, *(line for part in parts for line in part_lines(part))]))
    return Exit.DONE
