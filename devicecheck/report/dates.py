# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates in words."""

import re
from datetime import date

from devicecheck.report.clean_text import shown
from devicecheck.report.wording import Wording

_DAY = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)


def day(when: date, wording: Wording) -> str:
    """A date such as 24 November 2026."""
    month = wording.text(f"report.months.{when.month - 1}")
    return wording.text("report.date", day=when.day, month=month, year=when.year)


def phone_day(text: str, wording: Wording) -> str:
    """The day in a time that a phone printed; what cannot be read as one is shown as it stands."""
    if found := _DAY.match(text):
        try:
            return day(date(*(int(part) for part in found.groups())), wording)
        except ValueError:
            pass
    return shown(text)
