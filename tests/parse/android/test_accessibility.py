# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable

import pytest

from devicecheck.errors import ParseError
from devicecheck.parse.android.accessibility import parse
from devicecheck.parse.android.answer import Answer

Load = Callable[[str], Answer]


def test_android_8_tells_only_that_something_runs_and_its_label(answer: Load) -> None:
    (user,) = parse(answer("accessibility_android8"))
    assert (user.running, list(user.enabled), user.labels) == (True, [], ["Sync Service"])


def test_installed_services_of_samsung_9_are_not_services_that_are_on(answer: Load) -> None:
    (user,) = parse(answer("accessibility_samsung9"))
    assert (user.user, user.running, list(user.enabled)) == (0, False, [])


def test_samsung_9_names_what_is_on_one_a_line(answer: Load) -> None:
    (user,) = parse(answer("accessibility_samsung9_on"))
    assert ([str(each) for each in user.enabled], user.label) == (["com.spy.app/com.spy.app.Watcher"], "System")
    assert user.running


def test_samsung_11_with_both_forms_of_lists(answer: Load) -> None:
    (user,) = parse(answer("accessibility_samsung11"))
    service = "com.samsung.accessibility.universalswitch.UniversalSwitchService"
    assert [str(each) for each in user.enabled] == [f"com.samsung.accessibility/{service}"]
    assert user.unknown == 0


def test_a_list_that_never_ends_hides_no_later_list() -> None:
    text = "User state[\n attributes:{id=0}\n enabled services: {\n???\n Enabled services:{{com.spy/.S}}\n"
    (user,) = parse(Answer(text))
    assert ([str(each) for each in user.enabled], user.unknown) == (["com.spy/com.spy.S"], 1)


def test_android_10_names_what_is_on(answer: Load) -> None:
    (user,) = parse(answer("accessibility_android10"))
    assert [str(each) for each in user.enabled] == [
        "com.x8bit.bitwarden/com.x8bit.bitwarden.Accessibility.AccessibilityService"
    ]
    assert user.label == "Bitwarden"


def test_android_14_with_two_users_and_labels_of_any_text(answer: Load) -> None:
    owner, work = parse(answer("accessibility_android14_two_users"))
    assert [str(each) for each in owner.enabled] == [
        "com.kids.app/com.kids.app.A11y$Inner",
        "com.android.sync/com.android.sync.Core",
    ]
    assert owner.labels == ["Kids, {fun}]", "خدمة النظام"]
    assert owner.label is None, "two labels in another order than the names say nothing about either"
    assert (work.user, work.label, [str(each) for each in work.enabled]) == (
        10,
        "Work Reader",
        ["com.work.reader/com.work.reader.Svc"],
    )


def test_a_label_with_a_line_break_cannot_take_a_service_away() -> None:
    text = (
        "User state[\n  attributes:{id=0, x}\n  Bound services:{Service[label=Fun\n"
        "  Enabled services:{}\n, feedbackType[X]]}\n"
        "  Enabled services:{{com.spy/com.spy.S}}\n"
    )
    (user,) = parse(Answer(text))
    assert [str(each) for each in user.enabled] == ["com.spy/com.spy.S"]


def test_a_list_that_names_no_component_is_not_an_empty_list() -> None:
    (user,) = parse(Answer("User state[\n attributes:{id=0}\n Enabled services:{???}\n"))
    assert (list(user.enabled), user.unknown) == ([], 1)


@pytest.mark.parametrize(
    "text",
    ["", "Can't find service: accessibility\n", "ACCESSIBILITY MANAGER (dumpsys accessibility)\n\nUser state[\n"],
)
def test_a_dump_without_a_list_of_services_is_no_dump(text: str) -> None:
    with pytest.raises(ParseError):
        parse(Answer(text))
