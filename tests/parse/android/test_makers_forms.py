# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makers' own forms of answers: Xiaomi, Huawei, Oppo and OnePlus, cars and tablets on plain Android.

Source: the structure of answers of such phones that are printed in public tools and guides; names are made up.
"""

from collections.abc import Callable

import pytest

from devicecheck.model.observations import AccessKind, GapReason, PhoneUser, RecentUse, SpecialAccess, UserKind
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import observe

Make = Callable[..., Reading]


@pytest.mark.parametrize(
    ("listed", "kinds"),
    [
        ("{0:Alex:4c13} running\n\tUserInfo{999:XSpace:801010} running", {0: UserKind.OWNER, 999: UserKind.DUAL_APPS}),
        (
            "{0:机主:13} running\n\tUserInfo{999:Multi-App:4000030} running",
            {0: UserKind.OWNER, 999: UserKind.DUAL_APPS},
        ),
        ("{0:Owner:13} running\n\tUserInfo{128:clone:4001010}", {0: UserKind.OWNER, 128: UserKind.DUAL_APPS}),
        ("{0:Owner:c13} running\n\tUserInfo{10:Work: profile:30} running", {0: UserKind.OWNER, 10: UserKind.WORK}),
        ("{0:Owner:13} running\r\n\tUserInfo{11:Guest:4c14}\r", {0: UserKind.OWNER, 11: UserKind.GUEST}),
    ],
)
def test_users_of_makers(listed: str, kinds: dict[int, UserKind], reading: Make) -> None:
    parsed = observe([reading(Topic.USERS, f"Users:\n\tUserInfo{listed}\n".encode())], "phone")
    assert {user.user or 0: user.kind for user in parsed.observations if isinstance(user, PhoneUser)} == kinds
    assert not parsed.gaps


XIAOMI_RIGHTS = """Current AppOps Service state:
  Settings:
    top_state_settle_time=+5s0ms
  Op mode watchers:
    Op MIUIOP(10008):
      #0: ModeCallback{abc watchinguid=-1 flags=0x1 op=MIUIOP(10008) from uid=1000 pid=1832}
  Uid u0a245:
    state=cch
    capability=---N
    appWidgetVisible=false
      COARSE_LOCATION: mode=foreground
      MIUIOP(10008): mode=ask
    Package com.example.notes:
      RECORD_AUDIO (allow):
          null=[
            Access: [fgsvc-s] 2026-11-27 22:01:12.123 (-13h58m47s877ms) duration=+5s10ms
          ]
      MIUIOP(10022) (allow):
          null=[
            Access: [bg-s] 2026-11-28 01:01:12.123 (-10h58m47s877ms)
          ]
      SYSTEM_ALERT_WINDOW (allow / switch SYSTEM_ALERT_WINDOW=allow):
  Uid u999a245:
    state=cch
    Package com.example.chat:
      CAMERA (allow):
          com.example.chat=[
            Access: [top-s] 2026-11-26 10:00:00.000 (-2d)
          ]
"""


def test_rights_of_a_xiaomi_with_operations_of_its_own_and_second_copies(reading: Make) -> None:
    parsed = observe([reading(Topic.APP_OPS, XIAOMI_RIGHTS.encode())], "phone")
    told = {
        (each.user or 0, each.key, each.access if isinstance(each, SpecialAccess) else (each.use, each.hours_ago))
        for each in parsed.observations
        if isinstance(each, SpecialAccess | RecentUse)
    }
    assert told == {
        (0, "com.example.notes", AccessKind.OVERLAY),
        (0, "com.example.notes", ("microphone", 13)),
        (999, "com.example.chat", ("camera", 48)),
    }
    assert not parsed.gaps


OTHER_NAME = """Current AppOps Service state:
  Uid u0a245:
    state=cch
    Package com.example.notes:
      VIBRATE (allow):
    Package com.example.chat (clone):
      RECORD_AUDIO (allow):
          Access: [bg-s] 2026-11-27 22:01:12.123 (-13h58m47s877ms)
      SYSTEM_ALERT_WINDOW (allow):
"""


def test_what_follows_a_name_of_another_form_is_not_that_of_the_app_before_it(reading: Make) -> None:
    parsed = observe([reading(Topic.APP_OPS, OTHER_NAME.encode())], "phone")
    assert parsed.observations == ()
    assert [(gap.topic, gap.reason) for gap in parsed.gaps] == [(Topic.APP_OPS, GapReason.NOT_UNDERSTOOD)]


@pytest.mark.parametrize(
    ("line", "gaps"),
    [
        ("oem-user,com.example.notes,10301", [GapReason.NOT_UNDERSTOOD]),
        ("user,com.example.notes,10301,2026", [GapReason.NOT_UNDERSTOOD]),
        ("user,com.example.notes,u0a301", [GapReason.NOT_UNDERSTOOD]),
        ("白名单", []),
        ("", []),
    ],
)
def test_an_exempt_app_in_a_form_of_a_makers_own_is_not_lost_in_silence(
    line: str, gaps: list[GapReason], reading: Make
) -> None:
    listed = f"{line}\nsystem-excidle,com.android.providers.calendar,10098\nuser,com.example.chat,10220\n"
    parsed = observe([reading(Topic.BATTERY_EXEMPT, listed.encode())], "phone")
    assert [each.key for each in parsed.observations if isinstance(each, SpecialAccess)] == ["com.example.chat"]
    assert [gap.reason for gap in parsed.gaps] == gaps


ADMIN = "com.example.kiosk/com.example.kiosk.Admin"


@pytest.mark.parametrize(
    "lines",
    [
        "  Enabled Device Admins (User 0, provisioningState: 3):\n    com.example.kiosk/.Admin:\n      uid=10170\n",
        f"  Enabled Device Admins (User 0, provisioningState: 0):\n    ComponentInfo{{{ADMIN}}}:\n      uid=1\n",
        "  User 0:\n    Enabled Device Admins (User 0, provisioningState: 0):\n      com.example.kiosk/.Admin:\n"
        "        testOnlyAdmin=false\n    restrictionsProvider=ComponentInfo{com.other/.Provider}\n",
    ],
)
def test_forms_of_one_device_admin(lines: str, reading: Make) -> None:
    text = f"Current Device Policy Manager state:\n  Immutable state:\n    mHasFeature=true\n{lines}"
    parsed = observe([reading(Topic.DEVICE_POLICY, text.encode())], "phone")
    (admin,) = (each for each in parsed.observations if isinstance(each, SpecialAccess))
    assert (admin.access, admin.component) == (AccessKind.DEVICE_ADMIN, ADMIN)
    assert not parsed.gaps


def test_what_is_on_in_a_car_on_android_10_though_it_is_only_about_to_run(reading: Make) -> None:
    text = (
        "ACCESSIBILITY MANAGER (dumpsys accessibility)\n\n"
        "User state[attributes:{id=0, currentUser=true, touchExplorationEnabled=false, installedServiceCount=2}\n"
        "     Bound services:{Service[label=.custom.StatusBar…, feedbackType[FEEDBACK_SPOKEN], capabilities=43]}\n"
        "     Enabled services:{{com.example.voice/com.other.Service}, {com.example.launcher/.nav.Keys}}\n"
        "     Binding services:{{com.example.launcher/.nav.Keys}}]\n"
    )
    parsed = observe([reading(Topic.ACCESSIBILITY_STATE, text.encode())], "phone")
    assert {each.key for each in parsed.observations if isinstance(each, SpecialAccess)} == {
        "com.example.voice",
        "com.example.launcher",
    }
    assert not parsed.gaps
