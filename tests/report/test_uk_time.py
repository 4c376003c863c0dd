# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from devicecheck.report.uk_time import uk_time

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize("year", range(1996, 2037))
def test_every_hour_around_the_changes_is_that_of_the_time_zone_database(year: int) -> None:
    for month, day in ((3, 24), (10, 24)):
        start = datetime(year, month, day, tzinfo=UTC)
        for hour in range(9 * 24):
            moment = start + timedelta(hours=hour)
            ours, theirs = uk_time(moment), moment.astimezone(LONDON)
            assert (ours.replace(tzinfo=None), ours.tzname()) == (theirs.replace(tzinfo=None), theirs.tzname())
