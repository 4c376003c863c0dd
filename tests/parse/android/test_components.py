# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
import pytest

from devicecheck.errors import ParseError
from devicecheck.parse.android.answer import Answer
from devicecheck.parse.android.components import component, setting


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("com.a/.Svc", "com.a/com.a.Svc"),
        ("com.a/com.b.Svc$Inner", "com.a/com.b.Svc$Inner"),
        ("android/com.x.Y", "android/com.x.Y"),
        ("com.a/.Übung", "com.a/com.a.Übung"),
    ],
)
def test_components_have_one_long_form(text: str, full: str) -> None:
    assert str(component(text)) == full


@pytest.mark.parametrize(
    "text", ["", "com.a", "/.Svc", "com.a/", "Error: x/y z", "a b/c", "1a/b", "a/b/c", "a" * 700 + "/b"]
)
def test_other_texts_name_no_component(text: str) -> None:
    assert component(text) is None


@pytest.mark.parametrize("text", ["null\n", "\n", "null", " \r\n", "null:null\n", ":\n"])
def test_a_setting_without_value_lists_nothing(text: str) -> None:
    assert setting(Answer(text)).components == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Invalid namespace 'secure'\n",
        "java.lang.SecurityException: Permission Denial: user 10\n",
        "cmd: Can't find service: settings\n",
    ],
)
def test_no_answer_and_an_error_text_are_never_an_empty_setting(text: str) -> None:
    with pytest.raises(ParseError):
        setting(Answer(text))


def test_a_setting_counts_what_it_does_not_understand_beside_what_it_does() -> None:
    found = setting(Answer("com.a/.B:com.a/com.a.B::what is this:com.c/com.d.E\r\n"))
    assert [str(each) for each in found.components] == ["com.a/com.a.B", "com.c/com.d.E"]
    assert found.unknown == 1


def test_a_null_that_a_program_left_beside_names_is_no_name() -> None:
    found = setting(Answer("null:com.a/.B:\n"))
    assert ([str(each) for each in found.components], found.unknown) == (["com.a/com.a.B"], 0)
