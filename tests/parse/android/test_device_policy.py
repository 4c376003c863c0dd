# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable

import pytest

from devicecheck.errors import ParseError
from devicecheck.parse.android.answer import Answer
from devicecheck.parse.android.device_policy import parse

Load = Callable[[str], Answer]


def held(answer: Answer) -> list[tuple[str, int, str]]:
    return [(each.access.value, each.user, str(each.component)) for each in parse(answer)]


def test_android_8_with_an_owner_of_the_phone(answer: Load) -> None:
    assert held(answer("device_policy_android8")) == [
        ("device-owner", 0, "com.company.mdm/com.company.mdm.DpcReceiver"),
        ("device-admin", 0, "com.company.mdm/com.company.mdm.DpcReceiver"),
        ("device-admin", 0, "com.google.android.gms/com.google.android.gms.mdm.receivers.MdmDeviceAdminReceiver"),
    ]


def test_android_14_with_admins_of_two_users(answer: Load) -> None:
    receiver = "com.google.android.apps.work.clouddpc.receivers.CloudDeviceAdminReceiver"
    assert held(answer("device_policy_android14")) == [
        ("profile-owner", 10, f"com.google.android.apps.work.clouddpc/{receiver}"),
        ("device-admin", 0, "com.android.sync/com.android.sync.Admin"),
        ("device-admin", 10, f"com.google.android.apps.work.clouddpc/{receiver}"),
    ]


def test_nobody_is_an_answer(answer: Load) -> None:
    assert held(answer("device_policy_android16_none")) == []


def test_headings_without_indent() -> None:
    text = (
        "Current Device Policy Manager state:\nEnabled Device Admins (User 0):\n  com.a/.B:\n    uid=1\n    com.c/.D:\n"
    )
    assert held(Answer(text)) == [("device-admin", 0, "com.a/com.a.B")]


@pytest.mark.parametrize("text", ["", "Can't find service: device_policy\n", "Current Device Policy Manager state:\n"])
def test_a_dump_without_a_list_of_admins_is_no_dump(text: str) -> None:
    with pytest.raises(ParseError):
        parse(Answer(text))
