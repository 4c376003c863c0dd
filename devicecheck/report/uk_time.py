# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The time in the United Kingdom, without a time zone database: Windows has none of its own that Python could read.

Source: Summer Time Act 1972 as amended in 2002: from 01:00 UTC on the last Sunday of March to that of October.
"""

from datetime import UTC, date, datetime, timedelta, timezone


def uk_time(moment: datetime) -> datetime:
    """The same moment on a clock in London, named GMT or BST. Units: right for 1996 and later."""
    utc = moment.astimezone(UTC)
    summer = _last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)
    return utc.astimezone(timezone(timedelta(hours=1), "BST") if summer else timezone(timedelta(0), "GMT"))


def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    day = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
