# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the whole phone: defaults say nothing, changed ones are named, what was not read is a gap."""

from collections.abc import Callable

import pytest

from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import ChangedSetting
from devicecheck.model.topics import Topic
from devicecheck.parse.android import observe
from devicecheck.readers.wire import Status

Make = Callable[..., Reading]


def changed(make: Make, text: str) -> set[tuple[str, str]]:
    """Setting and value of each observation."""
    parsed = observe([make(Topic.GLOBAL_SETTINGS, text.encode())], "phone")
    assert not parsed.gaps
    return {(each.setting, each.value) for each in parsed.observations if isinstance(each, ChangedSetting)}


def test_a_phone_as_it_comes_has_no_changed_setting(reading: Make) -> None:
    text = (
        "[private_dns_mode]: [opportunistic]\r\n[private_dns_specifier]: [dns.google]\r\n[http_proxy]: [:0]\r\n"
        "[package_verifier_enable]: [1]\r\n[package_verifier_user_consent]: [1]\r\n[adb_wifi_enabled]: [0]\r\n"
        "[install_non_market_apps]: [0]\r\n"
    )
    assert changed(reading, text) == set()
    assert changed(reading, "[private_dns_mode]: [null]\n[global_http_proxy_host]: [null]\n") == set()
    for gone in (":0", "null:0", "localhost:0", "0.0.0.0:0"):
        assert changed(reading, f"[http_proxy]: [{gone}]\n") == set()


@pytest.mark.parametrize(
    ("text", "setting", "value"),
    [
        ("[private_dns_mode]: [hostname]\n[private_dns_specifier]: [p2.example]\n", "private-dns", "p2.example"),
        ("[http_proxy]: [192.0.2.7:8080]\n", "web-proxy", "192.0.2.7:8080"),
        ("[http_proxy]: [:0]\n[global_http_proxy_host]: [proxy.example]\n", "web-proxy", "proxy.example"),
        ("[global_proxy_pac_url]: [http://a:b@pac.example:81/p.pac?key=1]\n", "web-proxy", "pac.example:81"),
        ("[http_proxy]: [:0]\n[global_proxy_pac_url]: [https://pac.example]\n", "web-proxy", "pac.example"),
        ("[package_verifier_enable]: [0]\n", "app-check-off", "0"),
        ("[package_verifier_enable]: [null]\n[package_verifier_user_consent]: [-1]\n", "app-check-off", "-1"),
        ("[adb_wifi_enabled]: [1]\n", "wireless-debugging", "1"),
        ("[install_non_market_apps]: [1]\n", "any-source", "1"),
        ("[advanced_protection_mode]: [1]\n", "advanced-protection", "1"),
    ],
)
def test_a_changed_setting_is_named_with_its_value(text: str, setting: str, value: str, reading: Make) -> None:
    assert changed(reading, text) == {(setting, value)}


@pytest.mark.parametrize(
    "text",
    [
        "[http_proxy]: [<html>\n",
        "[private_dns_mode]: [Error while accessing settings provider]\n",
        "[adb_wifi_enabled]: [cmd: Can't find service: settings]\n",
        "[http_proxy]: [Security exception: no]\n[adb_wifi_enabled]: [null]\n",
    ],
)
def test_words_in_place_of_a_value_are_a_gap_and_no_setting(text: str, reading: Make) -> None:
    parsed = observe([reading(Topic.GLOBAL_SETTINGS, text.encode())], "phone")
    assert parsed.observations == ()
    assert [(gap.reason, gap.terms) for gap in parsed.gaps] == [(GapReason.NOT_UNDERSTOOD, {"count": "1"})]


@pytest.mark.parametrize("topic", [Topic.GLOBAL_SETTINGS, Topic.DEFAULT_APPS])
def test_a_program_that_did_not_run_leaves_no_value_and_that_is_a_gap(topic: Topic, reading: Make) -> None:
    text = "[http_proxy]: []\n[private_dns_mode]: []\n[default_input_method]: []\n"
    (gap,) = observe([reading(topic, text.encode())], "phone").gaps
    assert gap.reason is GapReason.EMPTY


def test_settings_that_were_not_given_are_a_gap(reading: Make) -> None:
    parsed = observe([reading(Topic.GLOBAL_SETTINGS, b"", Status.REFUSED)], "phone")
    assert [(gap.topic, gap.reason) for gap in parsed.gaps] == [(Topic.GLOBAL_SETTINGS, GapReason.REFUSED)]
    (empty,) = observe([reading(Topic.GLOBAL_SETTINGS, b"")], "phone").gaps
    assert empty.reason is GapReason.EMPTY
