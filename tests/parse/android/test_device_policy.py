# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable

import pytest

from devicecheck.errors import ParseError
from devicecheck.parse.android.answer import Answer
from devicecheck.parse.android.device_policy import parse

Load = Callable[[str], Answer]


def held(answer: Answer) -> list[tuple[str, int, str]]:
    return [(each.access.value, each.user, str(each.component)) for each in parse(answer).found]


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


ADMINS = "  Enabled Device Admins (User 0, provisioningState: 0):\n    mPasswordOwner=-1\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Device Owner: com.mdm/.Admin", ("device-owner", 0, "com.mdm/com.mdm.Admin")),
        ("Device Owner (User 0): ComponentInfo{com.mdm/com.mdm.Admin}", ("device-owner", 0, "com.mdm/com.mdm.Admin")),
        ("Profile Owner (User 10): com.mdm/.Admin", ("profile-owner", 10, "com.mdm/com.mdm.Admin")),
    ],
)
def test_an_owner_named_on_the_line_of_its_heading(line: str, expected: tuple[str, int, str]) -> None:
    answer = Answer(f"Current Device Policy Manager state:\n  {line}\n{ADMINS}")
    assert held(answer) == [expected]
    assert parse(answer).unknown == 0


@pytest.mark.parametrize("line", ["Device Owner: null", "Device Owner (User 0): none", "Device Owner Type: 0"])
def test_a_line_that_says_nobody(line: str) -> None:
    holders = parse(Answer(f"  {line}\n{ADMINS}"))
    assert (holders.found, holders.unknown) == ({}, 0)


@pytest.mark.parametrize(
    "lines",
    [
        "Device Owner (User 0): An agent of work",
        "Device Owner:\n    package=not an app\n    User ID: 0",
        "Profile Owner (User 10):\n    name=com.mdm",
        "Device Owner:",
    ],
)
def test_an_owner_whose_name_is_not_understood_is_no_empty_answer(lines: str) -> None:
    assert parse(Answer(f"  {lines}\n{ADMINS}")).unknown == 1
    assert parse(Answer(f"{ADMINS}  {lines}\n")).unknown == 1


@pytest.mark.parametrize(("said", "kinds"), [("true", {"device-owner", "profile-owner"}), ("false", {"profile-owner"})])
def test_the_owner_of_a_work_part_on_a_phone_that_an_organisation_owns_controls_the_phone(
    said: str, kinds: set[str]
) -> None:
    owner = (
        "  Profile Owner (User 10): \n    admin=ComponentInfo{com.work.dpc/com.work.dpc.Admin}\n    name=\n"
        f"    package=com.work.dpc\n    isOrganizationOwnedDevice={said}\n\n"
    )
    told = held(Answer(f"Current Device Policy Manager state:\n{owner}{ADMINS}"))
    assert {(kind, user) for kind, user, _ in told} == {(kind, 10) for kind in kinds}


@pytest.mark.parametrize(
    ("lines", "owner"),
    [
        ("Device Owner (User 0): com.mdm.agent", ("device-owner", 0, "com.mdm.agent")),
        ("Device Owner:\n    package=com.mdm.agent\n    User ID: 0", ("device-owner", 0, "com.mdm.agent")),
        ("Profile Owner (User 0): \n    name=x\n    package=com.kids.care", ("profile-owner", 0, "com.kids.care")),
    ],
)
def test_an_owner_that_is_named_by_its_app_alone_is_an_owner(lines: str, owner: tuple[str, int, str]) -> None:
    for text in (f"  {lines}\n{ADMINS}", f"{ADMINS}  {lines}\n"):
        assert held(Answer(text)) == [owner]
        assert parse(Answer(text)).unknown == 0


def test_admins_in_other_forms_of_the_list() -> None:
    heading = "  Enabled Device Admins (User 0):\n"
    admin = "    admin=DeviceAdminInfo{ComponentInfo{com.real.admin/.Receiver}}\n"
    assert held(Answer(heading + admin)) == [("device-admin", 0, "com.real.admin/com.real.admin.Receiver")]
    odd = parse(Answer(heading + "    com.a b/.Receiver:\n"))
    assert (odd.found, odd.unknown) == ({}, 1)


def test_parts_of_admins_as_samsung_prints_them_are_no_admins() -> None:
    text = (
        "  Enabled Device Admins (User 0, provisioningState: 0):\n    com.a.kg/.agent.Admin:\n      uid=10094\n"
        "      eas it policies:\n        simplePasswordEnabled=true\n      Receiver:\n"
        "        name=com.a.kg.agent.Admin\n        packageName=com.a.kg\n    com.b/.Admin:\n      uid=10095\n"
    )
    assert [str(each.component) for each in parse(Answer(text)).found] == [
        "com.a.kg/com.a.kg.agent.Admin",
        "com.b/com.b.Admin",
    ]


@pytest.mark.parametrize("text", ["", "Can't find service: device_policy\n", "Current Device Policy Manager state:\n"])
def test_a_dump_without_a_list_of_admins_is_no_dump(text: str) -> None:
    with pytest.raises(ParseError):
        parse(Answer(text))
