# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left at the end of a visit, in words that both front ends show: put back, remembered, not gone through."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from devicecheck.model.consultation import Consultation
from devicecheck.model.told import Kept
from devicecheck.report.let_in import computer_list
from devicecheck.report.wording import Wording
from devicecheck.runner.card_plan import Plan


@dataclass(frozen=True)
class Handed:
    """Copies that were written in this visit, by file name, and where the client keeps theirs."""

    names: tuple[str, ...] = ()
    folder: str = ""
    kept: Kept | None = None


def put_back(visit: Consultation, wording: Wording) -> dict[str, tuple[str, ...]]:
    """What was changed on each kind of phone for this visit, by platform; "none" where no phone was joined."""
    platforms = [name for name in ("android", "iphone") if any(d.platform == name for d in visit.devices)]
    lines = {each: wording.lines(f"tui.close.put-back.{each}") for each in platforms or ["none"]}
    if "android" in lines:
        computers = wording.text(f"tui.close.put-back.android-computers.{computer_list(visit)}")
        lines["android"] = (*lines["android"], computers)
    return lines


def remembered(visit: Consultation, wording: Wording) -> tuple[str, ...]:
    """What the phone may still note of it."""
    devices = visit.devices
    kind = "none" if not devices else "android" if any(d.platform == "android" for d in devices) else "other"
    return wording.lines(f"tui.close.remember.{kind}")


def copies(handed: tuple[Handed, ...], wording: Wording) -> Iterator[str]:
    """The copies that were written, and where each is."""
    if not handed:
        yield wording.text("tui.close.copies.none")
    for each in handed:
        yield wording.text("tui.close.copies.written", names=", ".join(each.names), folder=each.folder)
        if each.kept is not None:
            yield wording.text("tui.close.copies.kept", place=wording.text(f"client.places.{each.kept}"))


def left(visit: Consultation, planned: Plan | None, wording: Wording) -> Iterator[str]:
    """How much of the plan has no result, if there was a plan, and what was not talked about or not read."""
    looked = {each.card for each in visit.told.cards}
    things = {each.id for each in visit.findings} - {each.finding for each in visit.told.known}
    if planned is not None:
        cards = [each for each in planned.now if each.card.id not in looked]
        yield wording.text("tui.close.left.cards", cards=str(len(cards)))
    yield wording.text("tui.close.left.things", things=str(len(things)))
    if visit.gaps or not visit.devices:
        yield wording.text("tui.close.left.unread")


def review_day(typed: str, visit: Consultation) -> date | None:
    """The day of the next look as it was typed; "" is none.

    Errors: ValueError, with the name of what is wrong with it, "wrong" or "past".
    """
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError:
        raise ValueError("wrong") from None
    if day is not None and day < visit.started_at.date():
        raise ValueError("past")
    return day
