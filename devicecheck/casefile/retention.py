# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a case is kept: chosen at its close, announced a week before its end, held where a court or the police ask.

The rule lies in clear beside the case, because its end has to be known without the passphrase. It says nothing about
anybody; the reason of a hold stands inside.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from devicecheck.casefile import whole_file
from devicecheck.casefile.plain_file import opened
from devicecheck.errors import CaseError
from devicecheck.model.base import Value

KEEPING_FILE = "keeping.json"
KEEPING_LIMIT = 4 << 10
KEPT_DAYS, ANNOUNCED_DAYS = 30, 7


class Rule(StrEnum):
    """What was chosen. Deleting at once is the default and needs no rule: then there is no case."""

    DAYS_30 = "30-days"
    WITH_CASE_FILE = "with-case-file"
    LEGAL_HOLD = "legal-hold"


class Keeping(Value):
    """The rule of one case. `announced_on`: the day on which its end was first told to a person."""

    format: Literal[1] = 1
    rule: Rule
    set_on: date
    announced_on: date | None = None
    checksum: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")

    @property
    def held(self) -> bool:
        """Whether it may not be erased before the lead lets it go."""
        return self.rule is Rule.LEGAL_HOLD

    @property
    def ends_on(self) -> date | None:
        """The day on which it is erased, if nobody decides otherwise; None: never by itself."""
        return self.set_on + timedelta(days=KEPT_DAYS) if self.rule is Rule.DAYS_30 else None

    @property
    def signed(self) -> "Keeping":
        """With a checksum over the rest, so that a flipped bit never shortens the time."""
        return self.model_copy(update={"checksum": self._sum()})

    @model_validator(mode="after")
    def _as_written(self) -> Self:
        if self.checksum and self.checksum != self._sum():
            raise ValueError("changed")
        return self

    def _sum(self) -> str:
        return sha256(self.model_dump_json(exclude={"checksum"}).encode()).hexdigest()


class Due(StrEnum):
    """What is to be done with a case today."""

    NOTHING = "nothing"
    ANNOUNCE = "announce"
    ERASE = "erase"
    CLOCK = "clock"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class DueCase:
    """One case and what is to be done with it; `ends_on` is the day that can be told."""

    folder: Path
    due: Due
    ends_on: date | None = None


def due_of(keeping: Keeping, today: date, *, clock_trusted: bool) -> tuple[Due, date | None]:
    """What is to be done today, and the day on which the case ends.

    It ends a week after it was announced at the earliest, however long this computer was off. With a clock that nobody
    trusts, nothing ends.
    """
    if keeping.ends_on is None:
        return Due.NOTHING, None
    announced = keeping.announced_on or today
    end = max(keeping.ends_on, announced + timedelta(days=ANNOUNCED_DAYS))
    if today < keeping.ends_on - timedelta(days=ANNOUNCED_DAYS):
        return Due.NOTHING, keeping.ends_on
    if not clock_trusted:
        return Due.CLOCK, end
    return (Due.ERASE if keeping.announced_on and today >= end else Due.ANNOUNCE), end


def due_cases(folders: Iterable[Path], today: date, *, clock_trusted: bool) -> tuple[DueCase, ...]:
    """The cases with which something is to be done today. A rule that cannot be read keeps its case."""
    found = []
    for folder in folders:
        try:
            keeping = kept_until(folder)
        except CaseError:
            found.append(DueCase(folder, Due.UNREADABLE))
            continue
        if keeping is not None:
            due, end = due_of(keeping, today, clock_trusted=clock_trusted)
            found.append(DueCase(folder, due, end))
    return tuple(each for each in found if each.due is not Due.NOTHING)


def announce(folder: Path, today: date) -> None:
    """Write down that the end was told. Errors: CaseError `not-written`, `keeping-damaged`."""
    keeping = kept_until(folder)
    if keeping is not None and keeping.announced_on is None:
        keep(folder, keeping.model_copy(update={"announced_on": today}))


def kept_until(folder: Path) -> Keeping | None:
    """The rule of a case; None where nobody set one: then it is kept. Errors: CaseError `keeping-damaged`."""
    try:
        with opened(folder / KEEPING_FILE) as file:
            return Keeping.model_validate_json(file.read(KEEPING_LIMIT))
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise CaseError("keeping-damaged") from None


def keep(folder: Path, keeping: Keeping) -> None:
    """Set the rule of a case, whole or not at all. Errors: CaseError `not-written`."""
    try:
        whole_file.put(folder / KEEPING_FILE, keeping.signed.model_dump_json().encode())
    except OSError:
        raise CaseError("not-written") from None
