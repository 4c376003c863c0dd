# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The close of a visit as a dialogue: the same parts in the same words as in the terminal app."""

from collections.abc import Iterable
from datetime import date

from devicecheck.cli.asking import Asker
from devicecheck.cli.hiding import empty_screen
from devicecheck.cli.kept_visit import KeptVisit
from devicecheck.frontend import closing
from devicecheck.frontend.closing import Handed
from devicecheck.model.consultation import Consultation
from devicecheck.report.view import help_view
from devicecheck.runner.card_plan import Plan
from devicecheck.runner.telling import with_review
from devicecheck.runner.visit_log import Noted


async def close(
    ask: Asker, visit: Consultation, handed: tuple[Handed, ...], planned: Plan | None, kept: KeptVisit
) -> Consultation:
    """What is gone through with the client, then the day of the next look. Errors: InputEndedError."""
    words, keeps = ask.wording, "keep" if kept.case is None else "kept"
    ask.tell("tui.close.title")
    lines = (each for lines in closing.put_back(visit, words).values() for each in lines)
    _part(ask, "put-back", lines)
    _part(ask, "remember", closing.remembered(visit, words))
    _part(ask, "copies", closing.copies(handed, words))
    _part(ask, keeps, words.lines("tui.close.keep.lines" if kept.case is None else "plain.close.kept"))
    _part(ask, "feeling", (words.text("tui.close.feeling.say"),))
    _numbers(ask)
    _part(ask, "left", closing.left(visit, planned, words))
    visit = await _review(ask, visit, kept)
    ask.tell("tui.close.staff")
    return visit


def _part(ask: Asker, name: str, lines: Iterable[str]) -> None:
    ask.say("")
    ask.say(f"{ask.wording.text(f'tui.close.{name}.heading')}:")
    for line in lines:
        ask.say(f"- {line}")


def _numbers(ask: Asker) -> None:
    """Only numbers that somebody checked lately are said."""
    numbers = help_view(ask.wording, date.today())
    ask.tell("plain.close.numbers")
    ask.say(f"- {numbers.danger}")
    for service in numbers.services:
        ask.say(f"- {service.name}: {service.number}")


async def _review(ask: Asker, visit: Consultation, kept: KeptVisit) -> Consultation:
    while True:
        typed = await ask.line(ask.wording.text("plain.close.review"))
        try:
            day = closing.review_day(typed, visit)
        except ValueError as error:
            ask.tell(f"tui.close.review-{error}")
            continue
        visit = with_review(visit, day)
        kept.note(Noted.STAFF, visit.staff)
        ask.tell("tui.close.review-kept" if day else "tui.close.review-none")
        return visit


async def leave_nothing(ask: Asker) -> None:
    """Where there is a screen, it is emptied with what can be scrolled back to. Errors: InputEndedError."""
    hiding = ask.typed.anytime.hiding if ask.typed.anytime else None
    if hiding is not None and hiding.on_screen:
        await ask.line(ask.wording.text("plain.anytime.clear"))
        empty_screen()
