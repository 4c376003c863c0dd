# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from devicecheck.errors import ParseError
from devicecheck.model.observations import DeviceFacts, Gap, GapReason, PhoneClock, PhoneUser, UserKind
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import clock, device_facts, observe, users
from devicecheck.parse.android.answer import Answer

Make = Callable[..., Reading]

PROPERTIES = """[ro.product.manufacturer]: [samsung]
[ro.product.brand]: [samsung]
[ro.product.model]: [SM-A515F [A51]]
[ro.build.version.release]: [13]
[ro.build.version.sdk]: [33]
[ro.build.version.security_patch]: [2024-02-01]
[ro.serialno]: []
[ro.boot.verifiedbootstate]: [green]
[persist.sys.timezone]: [Europe/London]
"""


def test_the_phone_says_its_make_and_model(reading: Make) -> None:
    parsed = observe([reading(Topic.DEVICE_FACTS, PROPERTIES)], "phone")
    facts = parsed.observations[0]
    assert isinstance(facts, DeviceFacts)
    assert (facts.id, facts.maker, facts.model, facts.version) == ("facts", "samsung", "SM-A515F [A51]", "13")
    assert (facts.api_level, facts.serial, facts.timezone) == (33, "", "Europe/London")
    assert parsed.gaps == ()


def test_a_version_that_is_no_number_is_not_a_version() -> None:
    assert device_facts.api_level({"ro.build.version.sdk": "thirteen"}) is None
    with pytest.raises(ParseError):
        device_facts.parse(Answer("sh: getprop: not found\n"))


@pytest.mark.parametrize(("phone", "ahead"), [(1000, 0), (1030, 0), (1090, 60), (940, -60)])
def test_the_clock_is_compared_with_the_time_between_question_and_answer(phone: int, ahead: int) -> None:
    asked, answered = datetime.fromtimestamp(1000, UTC), datetime.fromtimestamp(1030, UTC)
    assert clock.ahead(phone, asked, answered) == ahead


def test_a_clock_that_says_no_number_is_a_gap(reading: Make) -> None:
    parsed = observe([reading(Topic.CLOCK, "Tue Nov 24\n")], "phone")
    assert parsed.gaps == (Gap(topic=Topic.CLOCK, reason=GapReason.NOT_UNDERSTOOD, device="phone"),)
    right = observe([reading(Topic.CLOCK, "1795514400\r\n")], "phone").observations
    assert isinstance(right[0], PhoneClock)


def test_users_are_known_by_number_and_flags_whatever_their_names(reading: Make) -> None:
    text = (
        "Users:\n\tUserInfo{0:Eigentümer:c13} running\n\tUserInfo{10:Arbeit: {x}:30:1030} running\r\n"
        "\tUserInfo{11:مساحة\nخاصة:1010}\n\tUserInfo{95:DUAL_APP:20001010} running\n"
        "\tUserInfo{150:Secure Folder:10061030} running\n\tUserInfo{12:Guest:404}\n\tUserInfo{13:Private space:1090}\n"
    )
    parsed = observe([reading(Topic.USERS, text)], "phone")
    found = [(each.user, each.kind, each.running) for each in parsed.observations if isinstance(each, PhoneUser)]
    assert found == [
        (0, UserKind.OWNER, True),
        (10, UserKind.WORK, True),
        (11, UserKind.OTHER, False),
        (95, UserKind.DUAL_APPS, True),
        (150, UserKind.SECURE_FOLDER, True),
        (12, UserKind.GUEST, False),
        (13, UserKind.PRIVATE, False),
    ]
    assert [each.name for each in parsed.observations if isinstance(each, PhoneUser)][1] == "Arbeit: {x}:30"
    assert parsed.gaps == ()


@pytest.mark.parametrize(
    "user",
    [
        "999:XSpace:801010",
        "998:MultiApp:4001010",
        "900:应用分身:1010",
        "96:DUAL_APP:20001010",
        "128:应用分身:1010",
        "666:doubleinstance:1010",
    ],
)
def test_second_copies_of_apps_have_numbers_of_their_makers(reading: Make, user: str) -> None:
    (found,) = observe([reading(Topic.USERS, f"Users:\n\tUserInfo{{{user}}} running\n")], "phone").observations
    assert isinstance(found, PhoneUser)
    assert found.kind is UserKind.DUAL_APPS


def test_a_user_that_is_listed_but_not_understood_is_a_gap(reading: Make) -> None:
    text = "Users:\n\tUserInfo{0:Owner:c13} running\n\tUserInfo{10:" + "n" * 500 + ":30} running\n"
    parsed = observe([reading(Topic.USERS, text)], "phone")
    assert [each.id for each in parsed.observations] == ["user:0"]
    assert [gap.reason for gap in parsed.gaps] == [GapReason.NOT_UNDERSTOOD]
    with pytest.raises(ParseError):
        users.parse(Answer("Users:\n"))
