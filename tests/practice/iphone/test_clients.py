# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice iPhone driven by libimobiledevice, which other people wrote: if they take it for a phone, so may we."""

import plistlib

import pytest

from devicecheck.practice import stories
from tests.practice.iphone.phones import client, plugged_in

IPHONES = sorted(name for name, story in stories.STORIES.items() if story["kind"] == "iphone")


def test_a_stranger_gets_the_name_and_no_number_of_the_phone() -> None:
    with plugged_in(trust={"mode": "ask"}) as (phone, daemon):
        assert client(daemon, "idevice_id", "-l").stdout.split() == [phone.udid]
        told = client(daemon, "ideviceinfo", "-s").stdout
        assert "DeviceName: Sam's iPhone" in told and "ProductVersion: 26.0.1" in told
        assert "SerialNumber" not in told and "PhoneNumber" not in told
        assert "trust dialog" in client(daemon, "idevicepair", "pair").stdout.lower()
        assert not phone.trusted


@pytest.mark.slow
@pytest.mark.core
def test_pairing_is_kept_validated_and_forgotten() -> None:
    with plugged_in() as (phone, daemon):
        assert "SUCCESS: Paired" in client(daemon, "idevicepair", "pair").stdout
        assert len(phone.trusted) == len(daemon.records) == 1
        assert "SUCCESS: Validated" in client(daemon, "idevicepair", "validate").stdout
        assert client(daemon, "ideviceinfo", "-k", "SerialNumber").stdout.startswith("MADEUP")
        assert "SUCCESS: Unpaired" in client(daemon, "idevicepair", "unpair").stdout
        assert not phone.trusted and not daemon.records


@pytest.mark.slow
@pytest.mark.core
@pytest.mark.parametrize("name", IPHONES)
def test_every_story_is_read_whole_by_another_client(name: str) -> None:
    with plugged_in(name) as (phone, daemon):
        assert "SUCCESS" in client(daemon, "idevicepair", "pair").stdout
        listed = plistlib.loads(client(daemon, "ideviceinstaller", "-l", "-o", "list_all", "-o", "xml").stdout.encode())
        assert {app["CFBundleIdentifier"] for app in listed} == {
            app["CFBundleIdentifier"] for app in phone.contents.apps
        }
        assert "Unlock" not in client(daemon, "ideviceprovision", "list").stderr
        profiles = client(daemon, "ideviceprovision", "list").stdout
        assert profiles.count("InHouse Wildcard") == len(phone.contents.provisioning)
        assert phone.audit.changes() == []


@pytest.mark.parametrize(
    ("story", "says"),
    [
        ({"trust": {"mode": "deny"}}, "denied"),
        ({"locked": True}, "passcode"),
        ({"trust": {"mode": "prohibited"}}, "ERROR"),
    ],
)
def test_a_phone_that_does_not_let_a_computer_in_says_so(story: dict, says: str) -> None:
    with plugged_in(**story) as (phone, daemon):
        told = client(daemon, "idevicepair", "pair")
        assert says in told.stdout + told.stderr and not phone.trusted


def test_a_try_to_change_the_phone_is_refused_and_kept() -> None:
    with plugged_in("sideloaded") as (phone, daemon):
        client(daemon, "idevicepair", "pair")
        before = list(phone.contents.apps)
        gone = client(daemon, "ideviceinstaller", "-U", "com.rileytestut.AltStore")
        assert "APIInternalError" in gone.stdout + gone.stderr
        assert [event["what"] for event in phone.audit.changes()] == ["installation_proxy Uninstall"]
        assert phone.contents.apps == before
