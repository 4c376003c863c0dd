# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Android's own commands, by API level, in the forms that its source code prints."""

import pytest

from devicecheck.practice.phone import PracticePhone

WORK_PROFILE = {
    "auth": "open",
    "users": [{"id": 0, "name": "Owner", "flags": "4c13"}, {"id": 10, "name": "Work", "flags": "1030"},
              {"id": 150, "name": "Secure Folder", "flags": "10061030"}],
    "denied_users": [150],
    "user_settings": {10: {"secure": {"enabled_notification_listeners": "org.example.work/.Listener"}}},
    "device_policy": {"device_owner": "org.example.owner/.Admin", "profile_owners": {10: "org.example.work/.Admin"}},
    "roles": {"android.app.role.SMS": "com.google.android.apps.messaging"},
    "apps": [
        {"package": "org.example.owner", "users": [0]},
        {"package": "org.example.work", "users": [10], "device_admins": ["org.example.work.Admin"]},
        {"package": "org.example.off", "enabled": 3},
        {"package": "org.example.hidden", "hidden": True},
        {"package": "org.example.kept", "uninstalled": True},
        {"package": "org.example.maker", "system": True, "updated_system": True, "starts_at_boot": True,
         "installer": "com.android.vending"},
    ],
}  # fmt: skip


@pytest.fixture
def sh(client):
    phones = []

    def connect(sdk):
        phones.append(PracticePhone(WORK_PROFILE, device={"sdk": sdk, "now": 1718000000}))
        return client(phones[-1]).shell

    yield connect
    for phone in phones:
        phone.close()


def names(listed):
    return {line.removeprefix("package:org.example.") for line in listed.splitlines()}


def test_lists_of_packages(sh):
    shell = sh(34)
    assert names(shell("pm list packages --user 0").out) == {"owner", "off", "maker"}
    assert names(shell("pm list packages --user 10").out) == {"work"}
    assert names(shell("pm list packages -u --user 0").out) == {"owner", "off", "maker", "hidden", "kept"}
    assert names(shell("pm list packages -d").out) == {"off"}
    assert names(shell("pm list packages -e -3").out) == {"owner"}
    assert names(shell("pm list packages -s").out) == {"maker"}
    line = shell("pm list packages -f -i -U --user 10").out
    assert line.startswith("package:/data/app/~~")
    assert line.endswith("/base.apk=org.example.work  installer=com.android.vending uid:1010081\n")
    assert shell("pm list packages -z") == ("", "Error: Unknown option: -z\n", 255)


def test_the_users_and_the_one_that_is_denied(sh):
    shell = sh(34)
    assert shell("pm list users").out.splitlines()[2] == "\tUserInfo{10:Work:1030} running"
    for command, verb in (("pm list packages --user 150", "list"), ("settings --user 150 get secure x", "get"),
                          ("cmd role get-role-holders --user 150 x", "get-role-holders")):  # fmt: skip
        answer = shell(command)
        assert (answer.out, answer.code) == ("", 255)
        assert f"Exception occurred while executing '{verb}':\njava.lang.SecurityException: " in answer.err
        assert "Shell does not have permission to access user 150" in answer.err


def test_settings_are_those_of_the_user(sh):
    shell = sh(34)
    key = "secure enabled_notification_listeners"
    assert shell(f"settings get {key}; settings get --user 10 {key}").out == "null\norg.example.work/.Listener\n"
    assert shell("cmd settings list global").out.startswith("adb_enabled=1\n")


@pytest.mark.parametrize(("sdk", "release"), [(26, "8.0.0"), (29, "10"), (31, "12"), (33, "13"), (36, "16")])
def test_properties_and_the_clock(sh, sdk, release):
    shell = sh(sdk)
    assert shell("getprop ro.build.version.sdk; getprop ro.build.version.release").out == f"{sdk}\n{release}\n"
    assert f"[ro.build.version.sdk]: [{sdk}]\n" in shell("getprop").out
    assert shell("date +%s; date").out == "1718000000\nMon Jun 10 06:13:20 UTC 2024\n"


def test_launcher_icons(sh):
    query = "cmd package query-activities --brief --user {} -a android.intent.action.MAIN -c android.intent.category."
    shell = sh(34)
    assert shell(query.format(10) + "LAUNCHER").out == (
        "1 activities found:\n  Activity #0:\n"
        "    priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false\n"
        "    org.example.work/.MainActivity\n"
    )
    assert shell(query.format(0) + "HOME").code == 255


def test_a_phone_without_a_single_icon(client):
    with PracticePhone({"auth": "open"}) as phone:
        query = "cmd package query-activities --brief -a android.intent.action.MAIN -c android.intent.category.LAUNCHER"
        assert client(phone).shell(query) == ("No activities found\n", "", 0)


def test_owners_and_roles(sh):
    shell = sh(34)
    assert shell("dpm list-owners").out == "1 owner:\nUser  0: admin=org.example.owner/.Admin,DeviceOwner\n"
    assert shell("cmd role get-role-holders android.app.role.SMS").out == "com.google.android.apps.messaging\n"
    assert "  Device Owner:\n    admin=ComponentInfo{org.example.owner/.Admin}\n" in shell("dumpsys device_policy").out
    old = sh(28)
    assert old("dpm list-owners").code == 1
    assert old("cmd role get-role-holders x").code == 20


def test_the_package_dump_of_android_14(sh):
    dump = sh(34)("dumpsys package").out
    block = dump[dump.index("  Package [org.example.work]") : dump.index("  Package [org.example.off]")]
    for line in ("appId=10081", "installerPackageName=com.android.vending", "initiatingPackageName=com.android.vending",
                 "packageSource=2", "versionCode=100 minSdk=24 targetSdk=33"):  # fmt: skip
        assert f"\n    {line}\n" in block
    assert "    User 0: ceDataInode=0 installed=false hidden=false" in block
    assert "    User 10: ceDataInode=14081 installed=true hidden=false" in block
    assert block.count("      firstInstallTime=2023-05-07 06:13:20\n") == 3
    assert "\n    firstInstallTime=" not in block
    assert dump.count("  Package [org.example.maker] (") == 2
    hidden = dump[dump.index("Hidden system packages:\n") :]
    assert "    codePath=/system/app/org.example.maker\n" in hidden
    assert "      android.intent.action.BOOT_COMPLETED:\n" in dump


@pytest.mark.parametrize("sdk", [26, 28, 29, 30, 33])
def test_the_package_dump_of_older_androids(sh, sdk):
    dump = sh(sdk)("dumpsys package packages").out
    assert "\n    userId=10081\n" in dump
    assert "\n    firstInstallTime=2023-05-07 06:13:20\n" in dump
    assert "packageSource" not in dump
    assert ("privateFlags=" in dump) == (sdk >= 28)
    assert ("signatures:[" in dump) == (sdk >= 28)
    assert ("distractionFlags=0" in dump) == (sdk >= 29)
    assert ("codePath=/data/app/~~" in dump) == (sdk >= 30)
    assert "Resolver Table" not in dump


def test_one_package_and_one_that_is_not_there(sh):
    shell = sh(34)
    assert shell("dumpsys package org.example.work").out.count("  Package [") == 1
    assert "Unable to find package: org.example.none" in shell("dumpsys package org.example.none").out
    assert shell("pm path org.example.none") == ("", "", 1)
    assert shell("dumpsys nothing").err == "Can't find service: nothing\n"


PERMISSIONS = {
    "auth": "open",
    "settings": {"secure": {"enabled_accessibility_services": "org.example.a/.Svc",
                            "enabled_notification_listeners": "org.example.a/.Listener"}},
    "device_policy": {"admins": ["org.example.a/.Admin"]},
    "apps": [{"package": "org.example.a", "label": "A {1}", "accessibility": [".Svc"],
              "permissions": ["android.permission.INTERNET", "android.permission.CAMERA"],
              "granted": ["android.permission.CAMERA"]}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("sdk", "flags", "enabled", "listeners"),
    [
        (28, "[ USER_SET USER_SENSITIVE_WHEN_GRANTED USER_SENSITIVE_WHEN_DENIED]", "services:{Service[label=A {1},",
         "      userId: 0 value: org.example.a/.Listener\n"),
        (34, "[ USER_SET|USER_SENSITIVE_WHEN_GRANTED|USER_SENSITIVE_WHEN_DENIED]",
         "     Enabled services:{{org.example.a/.Svc}}\n", "(user 0):   All notification listeners (1) enabled"),
    ],
)  # fmt: skip
def test_what_an_app_may_do(client, sdk, flags, enabled, listeners):
    with PracticePhone(PERMISSIONS, device={"sdk": sdk}) as phone:
        shell = client(phone).shell
        dump = shell("dumpsys package").out
        assert "      android.permission.INTERNET: granted=true\n" in dump
        assert f"        android.permission.CAMERA: granted=true, flags={flags}\n" in dump
        assert "filter" in dump
        assert enabled in shell("dumpsys accessibility").out
        assert listeners in shell("dumpsys notification").out
        assert "    org.example.a/.Admin:\n      uid=10080\n" in shell("dumpsys device_policy").out


def test_a_story_with_an_unknown_key_of_an_app_is_refused():
    with pytest.raises(TypeError, match="instaler"):
        PracticePhone({"apps": [{"package": "org.example.a", "instaler": None}]})
