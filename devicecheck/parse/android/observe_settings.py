# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the whole phone that are not as phones come. `null` is the default and says nothing.

Source: AOSP android/provider/Settings.java (Global) and ConnectivitySettingsManager.java.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from devicecheck.model.observations import GapReason
from devicecheck.model.readings import Reading
from devicecheck.model.setting_observations import ChangedSetting
from devicecheck.parse.android import device_facts
from devicecheck.parse.android.answer import gap, understood
from devicecheck.parse.parsed import Parsed

NAMES = (
    "private_dns_mode", "private_dns_specifier", "http_proxy", "global_http_proxy_host", "global_proxy_pac_url",
    "package_verifier_enable",
    "package_verifier_user_consent", "adb_wifi_enabled", "advanced_protection_mode",
    "install_non_market_apps",
)  # fmt: skip
NO_PROXY = re.compile(r".*:0|")
"""`:0` is what phones write to take a proxy away, also behind a name: there is no door of that number."""
SERVER = re.compile(r"(?=.*\w)[\w.\-\[\]:%]{1,300}")
NUMBER = re.compile(r"-?[0-9]{1,10}")
DNS_MODES = frozenset({"off", "opportunistic", "hostname"})
SCRIPT = re.compile(r"[a-z]{2,10}://(?:[^\s/@]{0,200}@)?([\w.\-\[\]:%]{1,300})(?:/\S{0,2000})?")
"""The address of a script that says which proxy is used: of it the server alone is kept, as the rest may hold a key."""
ADDRESSES = ("http_proxy", "global_http_proxy_host")
Setting = Literal[
    "private-dns", "web-proxy", "app-check-off", "wireless-debugging", "any-source", "advanced-protection"
]  # fmt: skip


def changed_settings(reading: Reading) -> Parsed:
    """One observation for each changed setting."""
    told, gaps = understood(reading, device_facts.parse)
    if told is None:
        return Parsed(gaps=gaps)
    if device_facts.unanswered(told):
        return Parsed(gaps=gaps or (gap(reading, GapReason.EMPTY),))
    values = {name: "" if told.get(name, "null") == "null" else told[name] for name in NAMES}
    if odd := [name for name, value in values.items() if value and not _known(name, value)]:
        gaps = gaps or (gap(reading, GapReason.NOT_UNDERSTOOD, count=str(len(odd))),)
        values |= dict.fromkeys(odd, "")
    observed = tuple(
        ChangedSetting(id=f"setting:{name}", device=reading.device, readings=(reading.id,), setting=name, value=value)
        for name, value in _changed(values)
    )
    return Parsed(observed, gaps)


def _known(name: str, value: str) -> bool:
    """Whether a setting may have this value: what a phone says in place of one, such as an error, is none."""
    if name == "private_dns_mode":
        return value in DNS_MODES
    if name == "private_dns_specifier" or name in ADDRESSES:
        return SERVER.fullmatch(value) is not None
    if name == "global_proxy_pac_url":
        return SCRIPT.fullmatch(value) is not None
    return NUMBER.fullmatch(value) is not None


def _changed(values: Mapping[str, str]) -> Iterator[tuple[Setting, str]]:
    if values["private_dns_mode"] == "hostname":
        yield "private-dns", values["private_dns_specifier"]
    proxy = values["global_http_proxy_host"] or values["http_proxy"]
    if not NO_PROXY.fullmatch(proxy):
        yield "web-proxy", proxy
    elif script := SCRIPT.fullmatch(values["global_proxy_pac_url"]):
        yield "web-proxy", script[1]
    if values["package_verifier_enable"] == "0":
        yield "app-check-off", "0"
    elif values["package_verifier_user_consent"] == "-1":
        yield "app-check-off", "-1"
    if values["adb_wifi_enabled"] == "1":
        yield "wireless-debugging", "1"
    if values["install_non_market_apps"] == "1":
        yield "any-source", "1"
    if values["advanced_protection_mode"] == "1":
        yield "advanced-protection", "1"
