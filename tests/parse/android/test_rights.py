# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rights turned on by hand, recent uses, apps that never sleep, and the one app for each thing.

The dumps are written after AOSP's own printing code and the forms in research, by version; no simulator made them.
"""

import re
from collections.abc import Callable

import pytest

from devicecheck.model.observations import AccessKind, GapReason, RecentUse, SpecialAccess, UseKind
from devicecheck.model.readings import Reading
from devicecheck.model.topics import Topic
from devicecheck.parse.android import observe
from devicecheck.parse.parsed import Parsed
from devicecheck.readers.wire import Status

Make = Callable[..., Reading]

FOURTEEN = """\
Current AppOps Service state:
  Settings:
    top_state_settle_time=+5s0ms

  Op mode watchers:
    Op COARSE_LOCATION:
      #0: ModeCallback{8cb3f1 watchinguid=-1 flags=0x1 op=COARSE_LOCATION from uid=1000 pid=1722}

  Uid 1000:
    state=pers
    Package android:
      TOAST_WINDOW (allow):
        null=[
          Access: [pers-s] 2026-11-20 09:12:00.101 (-4d3h1m)
        ]
  Uid u0a155:
    state=cch
    capability=LCMN
    appWidgetVisible=false
      LEGACY_STORAGE: mode=ignore
      SYSTEM_ALERT_WINDOW: mode=allow
    Package org.example.helper:
      FINE_LOCATION (allow / switch COARSE_LOCATION=allow):
        attribution tag 1=[
          Access: [fgsvc-s] 2026-04-24 20:49:38.352 (-9d21h40m23s385ms) duration=+16m16s430ms
          Reject: [bg-s]2026-04-24 20:49:38.352 (-9d21h40m23s385ms)
        ]
      RECORD_AUDIO (allow):
        null=[
          Access: [bg-s] 2026-11-24 09:00:00.000 (-59m23s385ms) duration=+1s
        ]
      GET_USAGE_STATS (default):
      CAMERA (ignore):
  Uid u10a155:
    Package org.example.helper:
      GET_USAGE_STATS (allow):
"""
NINE = """\
Current AppOps Service state:
  Uid u0a98:
    state=cch
    Package org.old.app:
      SYSTEM_ALERT_WINDOW (allow):
          Access: fg    = 2019-04-24 20:49:38.352 (-1d2h3m4s)
      CAMERA (allow):
          Access: pers  = 2019-04-24 20:49:38.352 (-2h3m4s5ms)
"""
EIGHT = """\
Current AppOps Service state:
  Uid u0a98:
    Package org.old.app:
      COARSE_LOCATION: mode=0; time=+3d4h5m6s7ms ago; duration=+12s300ms
      GET_USAGE_STATS: mode=3; rejectTime=+1h2m ago
      ACTIVATE_VPN: mode=0
      REQUEST_INSTALL_PACKAGES: mode=0
      SYSTEM_ALERT_WINDOW: mode=4
"""


def seen(reading: Reading) -> set[object]:
    """Rights and uses in short."""
    told: set[object] = set()
    for each in observe([reading], "phone").observations:
        if isinstance(each, SpecialAccess):
            told.add((each.user, each.key, each.access))
        elif isinstance(each, RecentUse):
            told.add((each.user, each.key, each.use, each.hours_ago))
    return told


def test_android_14_rights_of_an_app_of_its_uid_and_of_another_user(reading: Make) -> None:
    helper = "org.example.helper"
    assert seen(reading(Topic.APP_OPS, FOURTEEN)) == {
        (0, helper, AccessKind.OVERLAY),
        (10, helper, AccessKind.USAGE_ACCESS),
        (0, helper, UseKind.LOCATION, 9 * 24 + 21),
        (0, helper, UseKind.MICROPHONE, 0),
    }


@pytest.mark.parametrize(
    ("dump", "told"),
    [
        (NINE, {(0, "org.old.app", AccessKind.OVERLAY), (0, "org.old.app", UseKind.CAMERA, 2)}),
        (
            EIGHT,
            {
                (0, "org.old.app", AccessKind.INSTALLS_APPS),
                (0, "org.old.app", AccessKind.VPN_ALLOWED),
                (0, "org.old.app", UseKind.LOCATION, 3 * 24 + 4),
            },
        ),
    ],
)
def test_older_forms(dump: str, told: set[object], reading: Make) -> None:
    assert seen(reading(Topic.APP_OPS, dump)) == told
    assert seen(reading(Topic.APP_OPS, dump.replace("\n", "\r\n"))) == told


BY_NUMBER = """\
Current AppOps Service state:
  Uid 1000:
    state=pers
    Package android:
      WAKE_LOCK (allow):
  Uid u0a98:
    state=cch
    capability=------
    appWidgetVisible=false
      MANAGE_EXTERNAL_STORAGE: mode=allow
      REQUEST_INSTALL_PACKAGES: mode=ignore
  Uid u10a98:
    state=nonx
      ACTIVATE_PLATFORM_VPN: mode=allow
  Uid u0a99:
      MANAGE_EXTERNAL_STORAGE: mode=allow
    Package org.used.app:
      CAMERA (allow):
"""


def test_rights_of_an_app_that_the_phone_names_by_its_number_alone(reading: Make) -> None:
    """As long as an app used nothing, the phone has its number and no name in this list."""
    listed = [
        reading(Topic.APPS, "package:/data/app/a/base.apk=org.idle.app  installer=null uid:10098\n", user=0),
        reading(Topic.APPS, "package:/data/app/a/base.apk=org.idle.app  installer=null uid:1010098\n", user=10),
    ]
    told = {
        (each.user, each.key, each.access)
        for each in observe([*listed, reading(Topic.APP_OPS, BY_NUMBER)], "phone").observations
        if isinstance(each, SpecialAccess)
    }
    assert told == {
        (0, "org.idle.app", AccessKind.ALL_FILES),
        (10, "org.idle.app", AccessKind.VPN_ALLOWED),
        (0, "org.used.app", AccessKind.ALL_FILES),
    }


@pytest.mark.parametrize("zero", ["\u0660", "\u06f0", "\u09e6", "\u0966", "\u1040"])
def test_dates_in_the_digits_of_the_phones_language_hide_no_use(zero: str, reading: Make) -> None:
    dates = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}")

    def theirs(date: re.Match[str]) -> str:
        return "".join(chr(ord(zero) + int(each)) if each.isdigit() else each for each in date[0])

    for dump in (FOURTEEN, NINE):
        assert dates.search(dump)
        assert seen(reading(Topic.APP_OPS, dates.sub(theirs, dump))) == seen(reading(Topic.APP_OPS, dump))


def test_a_heading_without_one_app_under_it_is_a_gap(reading: Make) -> None:
    (gap,) = observe([reading(Topic.APP_OPS, FOURTEEN.partition("  Uid 1000:")[0])], "phone").gaps
    assert gap.reason is GapReason.NOT_UNDERSTOOD


def test_a_use_that_is_told_in_an_unknown_way_is_a_gap(reading: Make) -> None:
    odd = FOURTEEN.replace("Access: [", "Access: at dawn [", 1)
    (gap,) = observe([reading(Topic.APP_OPS, odd)], "phone").gaps
    assert gap.reason is GapReason.NOT_UNDERSTOOD and gap.terms == {"count": "1"}


def test_a_cut_dump_and_a_timeout_in_its_middle_are_gaps_that_keep_what_was_read(reading: Make) -> None:
    cut = observe([reading(Topic.APP_OPS, FOURTEEN[:900], Status.TRUNCATED)], "phone")
    assert cut.observations and [gap.reason for gap in cut.gaps] == [GapReason.TRUNCATED]
    middle = FOURTEEN.replace("      CAMERA (ignore):", "*** SERVICE 'appops' DUMP TIMEOUT (10000ms) EXPIRED ***")
    assert [gap.reason for gap in observe([reading(Topic.APP_OPS, middle)], "phone").gaps] == [GapReason.TRUNCATED]
    for nothing in ("", "Permission Denial: can't dump AppOps from pid=1"):
        parsed = observe([reading(Topic.APP_OPS, nothing)], "phone")
        assert not parsed.observations and parsed.gaps


def test_only_what_a_person_took_out_of_sleep_is_kept(reading: Make) -> None:
    listed = "system-excidle,com.google.android.gms,10019\nsystem,com.android.shell,2000\n"
    told = seen(reading(Topic.BATTERY_EXEMPT, listed + "user,org.example.helper,10155\nuser,org.other,1010155\n"))
    assert told == {
        (0, "org.example.helper", AccessKind.BATTERY_EXEMPT),
        (10, "org.other", AccessKind.BATTERY_EXEMPT),
    }
    assert observe([reading(Topic.BATTERY_EXEMPT, listed)], "phone").gaps == ()
    assert observe([reading(Topic.BATTERY_EXEMPT, "Can't find service: deviceidle")], "phone").gaps


def test_the_one_app_for_each_thing_and_null_for_the_usual_one(reading: Make) -> None:
    told = seen(
        reading(
            Topic.DEFAULT_APPS,
            "[default_input_method]: [org.keys/.Board]\n[assistant]: []\n[voice_interaction_service]: [null]\n"
            "[sms_default_application]: [org.texts]\n[dialer_default_application]: [null]\n"
            "[always_on_vpn_app]: [org.tunnel]\n",
            user=10,
        )
    )
    assert told == {
        (10, "org.keys", AccessKind.KEYBOARD),
        (10, "org.texts", AccessKind.MESSAGES_APP),
        (10, "org.tunnel", AccessKind.ALWAYS_ON_VPN),
    }
    for text in ("not an app!", "false", "0", "-1"):
        odd = observe([reading(Topic.DEFAULT_APPS, f"[assistant]: [{text}]\n", user=0)], "phone")
        assert [gap.reason for gap in odd.gaps] == [GapReason.NOT_UNDERSTOOD] and not odd.observations
    nobody = observe([reading(Topic.DEFAULT_APPS, "[always_on_vpn_app]: [none]\n", user=0)], "phone")
    assert nobody == Parsed()


def used(text: str, reading: Make) -> dict[str, int]:
    found = observe([reading(Topic.APP_OPS, text)], "phone")
    assert not found.gaps
    return {
        f"{each.use.value} of {each.key}": each.hours_ago for each in found.observations if isinstance(each, RecentUse)
    }


def test_each_state_of_android_9_has_a_line_and_the_latest_counts(reading: Make) -> None:
    text = """\
Current AppOps Service state:
  Uid u0a98:
    Package org.old.app:
      RECORD_AUDIO (allow):
          Access: top   = 2019-04-20 20:49:38.352 (-5d2h3m4s)
                  fgsvc = 2019-04-25 20:49:38.352 (-1h3m4s)
                  cch   = 2019-04-21 20:49:38.352 (-4d2h3m4s)
          Reject: bg    = 2019-04-25 21:40:00.000 (-2m1s)
                  cch   = 2019-04-25 21:41:00.000 (-1m1s)
          duration=+5s
      FINE_LOCATION (ignore):
          Reject: top   = 2019-04-20 20:49:38.352 (-3h3m4s)
                  cch   = 2019-04-20 20:49:38.352 (-2h3m4s)
      CAMERA (allow):
          Access: cch   = 2019-04-20 20:49:38.352 (-4h3m4s)
"""
    assert used(text, reading) == {"microphone of org.old.app": 1, "camera of org.old.app": 4}


def test_what_runs_at_this_moment_is_in_use_though_no_access_ended(reading: Make) -> None:
    text = """\
Current AppOps Service state:
  Uid u0a98:
    state=fgsvc
    Package org.records.now:
      RECORD_AUDIO (allow):
        null=[
          Running start at: +2h3s12ms
        ]
      CAMERA (allow):
        null=[
          Access: [top-s] 2026-11-23 09:00:00.000 (-1d2h) duration=+1s
        ]
"""
    assert used(text, reading) == {"microphone of org.records.now": 0, "camera of org.records.now": 26}


def test_an_operation_that_a_maker_added_lends_its_uses_to_no_other(reading: Make) -> None:
    text = """\
Current AppOps Service state:
  Uid u0a98:
    Package org.some.app:
      RECORD_AUDIO (ask):
      MIUIOP(10021) (allow):
          Access: [top-s] 2026-11-23 09:00:00.000 (-1h2m) duration=+1s
      10008 (allow):
          Access: [top-s] 2026-11-23 09:00:00.000 (-1h2m)
      CAMERA (allow):
          Access: [top-s] 2026-11-23 09:00:00.000 (-3h2m)
"""
    assert used(text, reading) == {"camera of org.some.app": 3}
