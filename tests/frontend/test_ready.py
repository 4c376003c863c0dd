# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of a laptop before a client comes, and the text for whoever looks after it."""

import re
import time

import pytest

from devicecheck.frontend import ready
from devicecheck.frontend.ready import LOOKS, Readiness, Row, for_it, texts
from devicecheck.report.wording import load

LONGEST = 60.0


def test_every_way_that_a_thing_can_stand_has_its_sentence_and_what_is_not_ready_says_what_to_do() -> None:
    words = load()
    keys = [key for key in words.texts if key.startswith("doctor.") and ".states." not in key]
    assert len(keys) > 30
    for key in keys:
        text = words.texts[key]
        assert key.endswith((".ready", ".note")) or len(re.findall(r"[.:] ", f"{text} ")) >= 2 or "Write" in text, key


def test_it_gets_what_it_can_mend_and_nothing_of_the_clinic() -> None:
    rows = (
        Row("room", Readiness.MISSING, {"free": "0.1", "path": "/x"}),
        Row("wellbeing", Readiness.ATTENTION, {"path": "/home/kim/wellbeing.txt"}),
        Row("python", Readiness.READY, {"version": "3.11"}),
    )
    said = for_it(rows, load())
    assert "hardly any room on the disk: 0.1 GB" in said and "Nothing here is about a client." in said
    assert "wellbeing" not in said and "Python 3.11" not in said
    assert for_it(rows[1:], load()) == ""


@pytest.mark.slow
def test_the_whole_look_takes_less_than_a_minute() -> None:
    before = time.perf_counter()
    rows = [look() for look in LOOKS]
    assert time.perf_counter() - before < LONGEST
    assert all(texts(row, load()) for row in rows)


@pytest.mark.parametrize(
    ("free", "state"), [(10 << 30, Readiness.READY), (1 << 30, Readiness.ATTENTION), (1 << 20, Readiness.MISSING)]
)
def test_room_on_the_disk_is_told_apart(free: int, state: Readiness) -> None:
    assert ready.room_of(free) is state
