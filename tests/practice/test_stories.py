# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped stories say what they are meant to say."""

import struct

import pytest

from devicecheck.practice.phone import PracticePhone
from devicecheck.practice.stories import STORIES, UnknownStoryError, apps_of, load_story
from devicecheck.practice.wire_packets import Command


def test_stories_are_read_when_looked_at():
    assert sorted(STORIES) == [
        "child-tablet",
        "family-iphone",
        "iphone-ordinary",
        "moved-phone",
        "nothing-seen",
        "old-android",
        "ordinary",
        "other-account",
        "secure-folder",
        "sideloaded",
        "stops-halfway",
        "strange-computer",
        "supervised",
        "vpn-profile",
        "watched",
        "work-phone",
    ]
    assert len(STORIES) == 16
    assert STORIES["watched"]["title"] == load_story("watched")["title"]
    with pytest.raises(UnknownStoryError, match="other-account, secure-folder, sideloaded, stops-halfway"):
        load_story("../app_lists/uk")


def test_the_watched_phone_has_its_three_special_apps_among_ordinary_ones(client):
    with PracticePhone("watched", auth="open") as phone:
        shell = client(phone).shell
        packages = shell("pm list packages -i --user 0").out.splitlines()
        assert 290 < len(packages) < 360
        assert "package:com.systemservice  installer=null" in packages
        assert "package:com.life360.android.safetymapd  installer=com.android.vending" in packages
        enabled = shell("settings --user 0 get secure enabled_accessibility_services").out
        assert [each.split("/")[0] for each in enabled.split(":")] == ["com.systemservice", "com.x8bit.bitwarden"]
        assert "com.systemservice/.AdminReceiver:" in shell("dumpsys device_policy").out
        icons = shell("cmd package query-activities --brief -a android.intent.action.MAIN "
                      "-c android.intent.category.LAUNCHER").out  # fmt: skip
        assert "com.life360.android.safetymapd/.MainActivity" in icons
        assert "com.systemservice" not in icons


def test_the_ordinary_phone_lets_nobody_listen_but_the_watch(client):
    with PracticePhone("ordinary", auth="open") as phone:
        shell = client(phone).shell
        assert "Enabled services:{}" in shell("dumpsys accessibility").out
        assert "TalkBackService" in shell("dumpsys package com.google.android.marvin.talkback").out
        assert "com.garmin" in shell("settings get secure enabled_notification_listeners").out
        assert "com.systemservice" not in shell("pm list packages").out
        assert [app for app in apps_of(phone.story) if "installer" in app and app["installer"] is None] == []


def test_the_phone_that_stops_halfway_sends_the_first_part_and_then_nothing(bare):
    with PracticePhone("stops-halfway", auth="open") as phone:
        connection = bare(phone)
        connection.greet()
        connection.packet()
        connection.open_shell("pm list users; dumpsys package; echo never")
        received = b""
        connection.socket.settimeout(0.5)
        with pytest.raises(TimeoutError):
            while True:
                header, payload = connection.packet()
                received += payload
                if header.command == Command.WRTE:
                    connection.send(Command.OKAY, 1, header.arg0)
        assert len(received) == 400_000 + len("Users:\n\tUserInfo{0:Owner:c13} running\n")
        assert b"Package [com.systemservice]" in received
        connection.open_shell("echo x")
        with pytest.raises((TimeoutError, struct.error)):
            connection.packet()
