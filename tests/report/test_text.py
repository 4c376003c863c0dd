# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text report: for a terminal, a screen reader, a Braille line."""

import pytest

from devicecheck.model.told import Copy
from devicecheck.report import text
from devicecheck.report.copies import sheet
from devicecheck.report.wording import load
from tests.report import samples


@pytest.mark.parametrize("name", samples.HOSTILE)
def test_nothing_in_it_acts_on_a_terminal(name: str) -> None:
    shown = text.render(sheet(samples.hostile(name), load(), samples.TODAY, Copy.B)).decode("utf-8")
    assert not [c for c in shown if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or 0x2028 <= ord(c) <= 0x202E]
    assert max(len(line) for line in shown.splitlines()) <= 130


def test_the_mark_is_the_first_and_the_last_line() -> None:
    lines = text.render(sheet(samples.watched(), load(), samples.TODAY, Copy.B)).decode("utf-8").splitlines()
    assert lines[0] == lines[-1] == "[PRACTICE - not a real phone]"
