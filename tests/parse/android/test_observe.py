# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
from collections.abc import Callable

import pytest

from devicecheck.model.observations import (
    AccessKind,
    Gap,
    GapReason,
    InstalledApp,
    LauncherApps,
    SpecialAccess,
)
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import observe
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

Make = Callable[..., Reading]
Load = Callable[[str], str]

LIST_OF_8 = """\
package:/data/app/com.whatsapp-Zk3y9Qx0Wv==/base.apk=com.whatsapp  installer=com.android.vending uid:10092
package:/data/app/com.android.chrome-q1w2e3r4t5y6u7i8o9p0aa==/base.apk=com.android.chrome  installer=null uid:10040
package:/data/app/com.phone.sync-1/base.apk=com.phone.sync  installer=null uid:10120
"""
USERS = "Users:\n\tUserInfo{0:Owner:c13} running\n\tUserInfo{10:Work:1030} running\n"


def apps(parsed: Parsed) -> dict[str, InstalledApp]:
    return {each.id: each for each in parsed.observations if isinstance(each, InstalledApp)}


def reasons(parsed: Parsed) -> list[tuple[Topic, GapReason, int | None]]:
    return [(gap.topic, gap.reason, gap.user) for gap in parsed.gaps]


def test_list_and_dump_together_give_one_app_per_user(reading: Make, fixture_text: Load) -> None:
    dump = reading(Topic.APP_DETAILS, fixture_text("package_android8"), ask="r2")
    parsed = observe([reading(Topic.APPS, LIST_OF_8, ask="r1", user=0), dump], "phone")
    found = apps(parsed)
    assert list(found) == ["app:0:com.whatsapp", "app:0:com.android.chrome", "app:0:com.phone.sync"]
    assert parsed.gaps == ()
    whatsapp = found["app:0:com.whatsapp"]
    assert (whatsapp.readings, whatsapp.uid, whatsapp.version) == (("r1", "r2"), 10092, "2.19.98")
    assert whatsapp.granted == ("android.permission.INTERNET", "android.permission.CAMERA")
    assert whatsapp.path == "/data/app/com.whatsapp-Zk3y9Qx0Wv==/base.apk"
    chrome = found["app:0:com.android.chrome"]
    assert (chrome.system, chrome.updated_system, chrome.installer) == (True, True, None)
    assert found["app:0:com.phone.sync"].system is False


def test_the_list_alone_gives_apps_and_says_what_is_missing(reading: Make) -> None:
    refused = reading(Topic.APP_DETAILS, "Permission Denial: can't dump\n", Status.REFUSED)
    parsed = observe([reading(Topic.APPS, LIST_OF_8, user=0), refused], "phone")
    found = apps(parsed)["app:0:com.whatsapp"]
    assert (found.system, found.installer, found.source_known) == (False, "com.android.vending", False)
    assert reasons(parsed) == [(Topic.APP_DETAILS, GapReason.REFUSED, None)]
    never_asked = observe([reading(Topic.APPS, LIST_OF_8, user=0)], "phone")
    assert reasons(never_asked) == [(Topic.APP_DETAILS, GapReason.NOT_ASKED, None)]


def test_the_dump_alone_gives_the_apps_of_every_user_they_are_installed_for(reading: Make, fixture_text: Load) -> None:
    parsed = observe([reading(Topic.APP_DETAILS, fixture_text("package_android15_work_profile"))], "phone")
    found = apps(parsed)
    assert list(found) == ["app:0:com.example.flashget", "app:10:com.example.flashget", "app:0:com.example.home.only"]
    assert (found["app:10:com.example.flashget"].uid, found["app:10:com.example.flashget"].enabled) == (1010211, False)
    assert str(found["app:0:com.example.home.only"].path).endswith("==/base.apk")
    assert reasons(parsed) == [(Topic.APPS, GapReason.NOT_ASKED, None)]


def test_a_user_whose_apps_are_refused_is_named_by_its_kind(reading: Make, fixture_text: Load) -> None:
    error = "Exception occurred while executing 'list':\njava.lang.SecurityException: Shell does not have permission\n"
    readings = [
        reading(Topic.USERS, USERS),
        reading(Topic.APPS, "package:/data/app/x/base.apk=com.example.flashget  installer=null uid:10211\n", user=0),
        reading(Topic.APPS, error, Status.REFUSED, user=10),
        reading(Topic.APP_DETAILS, fixture_text("package_android15_work_profile")),
    ]
    parsed = observe(readings, "phone")
    refused = Gap(topic=Topic.APPS, reason=GapReason.REFUSED, device="phone", user=10, terms={"name": "work"})
    assert parsed.gaps == (refused,)
    assert apps(parsed)["app:10:com.example.flashget"].path == "/data/app/x/base.apk"


def test_a_user_that_nobody_asked_about_is_a_gap(reading: Make) -> None:
    readings = [reading(Topic.USERS, USERS), reading(Topic.APPS, LIST_OF_8, user=0)]
    assert (Topic.APPS, GapReason.NOT_ASKED, 10) in reasons(observe(readings, "phone"))


def test_no_apps_and_no_sense_are_gaps_and_never_an_empty_phone(reading: Make) -> None:
    empty = observe([reading(Topic.APPS, "", user=0), reading(Topic.APP_DETAILS, "")], "phone")
    assert reasons(empty) == [(Topic.APPS, GapReason.EMPTY, 0), (Topic.APP_DETAILS, GapReason.EMPTY, None)]
    garbage = observe([reading(Topic.APPS, b"\xff\xfe\x00x", user=0), reading(Topic.APP_DETAILS, "?")], "phone")
    assert [reason for _, reason, _ in reasons(garbage)] == [GapReason.NOT_UNDERSTOOD] * 2


def test_an_app_that_the_dump_does_not_tell_about_is_kept_and_named_as_a_gap(reading: Make, fixture_text: Load) -> None:
    more = LIST_OF_8 + "package:/data/app/y/base.apk=com.not.told  installer=null uid:10400\n"
    dump = reading(Topic.APP_DETAILS, fixture_text("package_android8"))
    parsed = observe([reading(Topic.APPS, more, user=0), dump], "phone")
    assert apps(parsed)["app:0:com.not.told"].system is False
    missing = Gap(topic=Topic.APP_DETAILS, reason=GapReason.NOT_UNDERSTOOD, device="phone", terms={"count": "1"})
    assert parsed.gaps == (missing,)


def test_a_dump_that_timed_out_on_the_phone_keeps_what_the_list_names(reading: Make, fixture_text: Load) -> None:
    text = fixture_text("package_android8")
    cut = (
        text[: text.index("    pkgFlags=[ HAS_CODE ]\n    install")]
        + "\n*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n"
    )
    parsed = observe([reading(Topic.APPS, LIST_OF_8, user=0), reading(Topic.APP_DETAILS, cut)], "phone")
    found = apps(parsed)
    assert (len(found), found["app:0:com.whatsapp"].version, found["app:0:com.phone.sync"].version) == (
        3,
        "2.19.98",
        None,
    )
    assert reasons(parsed) == [(Topic.APP_DETAILS, GapReason.TRUNCATED, None)]


def test_what_an_unplugged_phone_said_stays(reading: Make) -> None:
    cut = LIST_OF_8[: LIST_OF_8.index("=com.phone.sync")]
    parsed = observe([reading(Topic.APPS, cut, Status.UNPLUGGED, user=0)], "phone")
    assert list(apps(parsed)) == ["app:0:com.whatsapp", "app:0:com.android.chrome"]
    assert (Topic.APPS, GapReason.UNPLUGGED, 0) in reasons(parsed)


def test_control_from_settings_and_dumps_is_one_observation_for_each_holder(reading: Make, fixture_text: Load) -> None:
    readings = [
        reading(Topic.ACCESSIBILITY_SETTING, "com.kids.app/.A11y$Inner\n", ask="r1", user=0),
        reading(Topic.NOTIFICATION_LISTENERS, "null\n", ask="r2", user=0),
        reading(Topic.ACCESSIBILITY_STATE, fixture_text("accessibility_android14_two_users"), ask="r3"),
        reading(Topic.DEVICE_POLICY, fixture_text("device_policy_android14"), ask="r4"),
    ]
    parsed = observe(readings, "phone")
    held = {each.id: each for each in parsed.observations if isinstance(each, SpecialAccess)}
    assert held["access:0:accessibility:com.kids.app/com.kids.app.A11y$Inner"].readings == ("r1", "r3")
    assert held["access:0:accessibility:com.android.sync/com.android.sync.Core"].readings == ("r3",)
    assert held["access:10:accessibility:com.work.reader/com.work.reader.Svc"].label == "Work Reader"
    assert held["access:0:device-admin:com.android.sync/com.android.sync.Admin"].access is AccessKind.DEVICE_ADMIN
    assert len(held) == 6
    assert parsed.gaps == ()


def test_a_service_that_runs_and_that_nothing_names_is_a_gap(reading: Make, fixture_text: Load) -> None:
    state = reading(Topic.ACCESSIBILITY_STATE, fixture_text("accessibility_android8"))
    off = observe([reading(Topic.ACCESSIBILITY_SETTING, "null\n", user=0), state], "phone")
    assert reasons(off) == [(Topic.ACCESSIBILITY_STATE, GapReason.NOT_UNDERSTOOD, 0)]
    named = observe([reading(Topic.ACCESSIBILITY_SETTING, "com.a/.B\n", user=0), state], "phone")
    assert named.gaps == ()


def test_a_setting_that_is_an_error_text_is_a_gap(reading: Make) -> None:
    parsed = observe([reading(Topic.ACCESSIBILITY_SETTING, "Error: no such user\n", user=10)], "phone")
    assert reasons(parsed) == [(Topic.ACCESSIBILITY_SETTING, GapReason.NOT_UNDERSTOOD, 10)]


def test_icons_are_a_whole_list_or_a_gap(reading: Make, fixture_text: Load) -> None:
    text = fixture_text("launcher_brief")
    whole = observe([reading(Topic.LAUNCHER_APPS, text.replace("\n", "\r\n"), user=10)], "phone")
    assert isinstance(whole.observations[0], LauncherApps)
    assert whole.observations[0].id == "icons:10"
    part = observe([reading(Topic.LAUNCHER_APPS, text, Status.TRUNCATED, user=10)], "phone")
    assert (part.observations, reasons(part)) == ((), [(Topic.LAUNCHER_APPS, GapReason.TRUNCATED, 10)])
    none = observe([reading(Topic.LAUNCHER_APPS, "No activities found\n", user=0)], "phone")
    assert none.observations == ()
    assert len(none.gaps) == 1


ICONS_OF_SETTINGS = "1 activities found:\n  Activity #0:\n    priority=0\n    com.android.settings/.Settings\n"
FIVE_ADDED = "".join(f"package:/data/app/x{number}/base.apk=com.app{number}  installer=null\n" for number in range(5))


@pytest.mark.parametrize(("state", "whole"), [(" running", True), ("", False)])
def test_icons_of_a_space_that_sleeps_are_no_whole_list(reading: Make, state: str, whole: bool) -> None:
    users = f"Users:\n\tUserInfo{{0:Owner:c13}} running\n\tUserInfo{{10:Work:1030}}{state}\n"
    parsed = observe([reading(Topic.USERS, users), reading(Topic.LAUNCHER_APPS, ICONS_OF_SETTINGS, user=10)], "phone")
    assert any(isinstance(each, LauncherApps) for each in parsed.observations) is whole
    assert ((Topic.LAUNCHER_APPS, GapReason.TRUNCATED, 10) in reasons(parsed)) is not whole


@pytest.mark.parametrize(("user", "whole"), [(0, True), (150, False)])
def test_icons_of_a_space_that_looks_locked_are_no_whole_list(reading: Make, user: int, whole: bool) -> None:
    answers = [
        reading(Topic.APPS, FIVE_ADDED, user=user),
        reading(Topic.LAUNCHER_APPS, ICONS_OF_SETTINGS, user=user),
    ]
    parsed = observe(answers, "phone")
    assert any(isinstance(each, LauncherApps) for each in parsed.observations) is whole
    assert ((Topic.LAUNCHER_APPS, GapReason.TRUNCATED, user) in reasons(parsed)) is not whole


def test_an_owner_of_the_phone_whose_name_is_not_understood_is_a_gap(reading: Make) -> None:
    text = "  Device Owner:\n    name=com.mdm\n  Enabled Device Admins (User 0):\n    com.a/.B:\n"
    parsed = observe([reading(Topic.DEVICE_POLICY, text)], "phone")
    assert [each.id for each in parsed.observations] == ["access:0:device-admin:com.a/com.a.B"]
    assert reasons(parsed) == [(Topic.DEVICE_POLICY, GapReason.NOT_UNDERSTOOD, None)]


def test_a_question_asked_again_counts_once_and_the_whole_answer_wins(reading: Make) -> None:
    whole = reading(Topic.APPS, LIST_OF_8, ask="r1", user=0)
    broken = reading(Topic.APPS, "", Status.UNPLUGGED, ask="r2", user=0)
    for order in ([whole, broken], [broken, whole]):
        parsed = observe(order, "phone")
        assert len(apps(parsed)) == 3
        assert (Topic.APPS, GapReason.UNPLUGGED, 0) not in reasons(parsed)


def test_readings_of_another_phone_are_not_mixed_in(reading: Make) -> None:
    assert observe([reading(Topic.APPS, LIST_OF_8, user=0)], "another") == Parsed()


def test_saved_windows_text_reads_the_same(reading: Make, fixture_text: Load) -> None:
    text = fixture_text("package_android11")
    plain = observe([reading(Topic.APP_DETAILS, text)], "phone")
    saved = observe([reading(Topic.APP_DETAILS, ("\ufeff" + text.replace("\n", "\r\n")).encode("utf-16-le"))], "phone")
    assert saved == plain
    assert len(apps(plain)) == 2


def test_texts_of_the_phone_are_bounded_and_kept_as_they_are(reading: Make) -> None:
    text = "Packages:\n  Package [com.a] (1):\n    versionName=" + "v\x1b[31m" * 1000 + "\n    User 0: installed=true\n"
    app = apps(observe([reading(Topic.APP_DETAILS, text)], "phone"))["app:0:com.a"]
    assert len(app.version or "") == 400
    assert (app.version or "").startswith("v\x1b[31m")


SHARED = """\
Packages:
  Package [org.helper.part] (1a):
    {sharing}userId=10150
    pkgFlags=[ HAS_CODE ]
    User 0: ceDataInode=1 installed=true hidden=false enabled=0
  Package [org.ordinary.chat] (2b):
    userId=10151
    pkgFlags=[ HAS_CODE ]
    User 0: ceDataInode=2 installed=true hidden=false enabled=0
      runtime permissions:
        android.permission.CAMERA: granted=true, flags=[ USER_SET]
"""
OF_SEVERAL = """\
Shared users:
  SharedUser [org.helper.shared] (9f):
    userId=10150
    Packages
      PackageSetting{4d org.helper.part/10150}
    install permissions:
      android.permission.INTERNET: granted=true
    User 0:
      gids=[3003]
      runtime permissions:
        android.permission.READ_SMS: granted=true, flags=[ USER_SET]
        android.permission.CAMERA: granted=false
    User 10:
      runtime permissions:
        android.permission.READ_CALL_LOG: granted=true
"""


def allowed(text: str, reading: Make) -> tuple[dict[str, tuple[str, ...]], list[Gap]]:
    listed = "".join(
        f"package:/data/app/{key}/base.apk={key}  installer=null uid:{uid}\n"
        for key, uid in (("org.helper.part", 10150), ("org.ordinary.chat", 10151))
    )
    parsed = observe([reading(Topic.APPS, listed, user=0), reading(Topic.APP_DETAILS, text)], "phone")
    return {each.key: each.granted for each in parsed.observations if isinstance(each, InstalledApp)}, list(parsed.gaps)


def test_what_an_app_may_do_is_told_under_the_number_that_it_shares(reading: Make) -> None:
    """An app that asks for a number to share has no permissions in its own entry."""
    dump = SHARED.format(sharing="sharedUser=SharedUserSetting{9f org.helper.shared/10150}\n    ")
    granted, gaps = allowed(dump + OF_SEVERAL, reading)
    assert granted == {
        "org.helper.part": ("android.permission.INTERNET", "android.permission.READ_SMS"),
        "org.ordinary.chat": ("android.permission.CAMERA",),
    }
    assert gaps == []
    _, gaps = allowed(dump, reading)
    assert [(gap.topic, gap.reason) for gap in gaps] == [(Topic.APP_DETAILS, GapReason.NOT_UNDERSTOOD)]


def test_an_app_that_shares_no_number_gets_nothing_from_one(reading: Make) -> None:
    granted, gaps = allowed(SHARED.format(sharing="") + OF_SEVERAL, reading)
    assert (granted["org.helper.part"], gaps) == ((), [])


def test_a_dump_that_comes_twice_is_no_doubt(reading: Make) -> None:
    once = allowed(SHARED.format(sharing=""), reading)
    assert allowed(2 * SHARED.format(sharing=""), reading) == once
