# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`date +%s`: the phone's clock beside this computer's."""

import re
from datetime import datetime

from devicecheck.parse.android.answer import Answer, nothing


def parse(answer: Answer) -> int:
    """Seconds since 1970 by the phone's clock. Errors: ParseError when the answer is no such number."""
    match = re.fullmatch(r"\s*([0-9]{1,12})\s*", answer.text[:100])
    if match is None or len(answer.text) > 100:
        raise nothing(answer)
    return int(match[1])


def ahead(phone: int, asked: datetime, answered: datetime) -> int:
    """Seconds that the phone is ahead of this computer; 0 when its time lies between question and answer."""
    if phone < asked.timestamp() - 1:
        return round(phone - asked.timestamp())
    return max(0, round(phone - answered.timestamp()))
