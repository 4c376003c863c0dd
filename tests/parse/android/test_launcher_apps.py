# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable

import pytest

from devicecheck.errors import ParseError
from devicecheck.parse.android.answer import Answer
from devicecheck.parse.android.launcher_apps import parse

Load = Callable[[str], Answer]


def test_the_brief_form(answer: Load) -> None:
    assert parse(answer("launcher_brief")) == ("com.android.settings", "com.android.chrome")


def test_the_long_form(answer: Load) -> None:
    assert parse(answer("launcher_long")) == ("com.android.settings", "org.mozilla.firefox")


@pytest.mark.parametrize("text", ["", "No activities found\n", "Unknown option: --brief\n"])
def test_a_phone_without_icons_is_not_believed(text: str) -> None:
    with pytest.raises(ParseError):
        parse(Answer(text))


def test_a_part_of_the_list_is_no_list(fixture_text: Callable[[str], str]) -> None:
    text = fixture_text("launcher_brief")
    with pytest.raises(ParseError):
        parse(Answer(text[: text.index("  Activity #2")]))
    with pytest.raises(ParseError):
        parse(Answer(text, cut=True))
